"""Whether a kept response may be sent now, or must be checked first (RFC 9111, 4)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import floor, inf
from typing import Final

from fplbanter.fpl.http_caching.fields import Directives, delta_seconds
from fplbanter.fpl.http_caching.freshness import current_age, fresh_for
from fplbanter.fpl.http_caching.messages import Kept, Request

_NEVER_STALE: Final = ("must-revalidate", "proxy-revalidate", "s-maxage", "no-cache")
"""What forbids a shared cache to send a stale response, whatever happens (4.2.4)."""

_WHILE: Final = "stale-while-revalidate"
_ON_ERROR: Final = "stale-if-error"


class Reuse(StrEnum):
    """What to do with a kept response that a request selects."""

    FRESH = "fresh"
    """Send it."""
    STALE = "stale"
    """Send it, stale as it is: who asks has said that he takes it."""
    REFRESH = "refresh"
    """Send it, and ask for a newer one behind (`stale-while-revalidate`)."""
    CHECK = "check"
    """Ask the origin first."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request demands of a response, in seconds."""

    max_age: float
    min_fresh: float
    max_stale: float
    checked: bool


def reuse(kept: Kept, request: Request, now: datetime) -> Reuse:
    """Say what to do with a kept response that the request selects."""
    told, asked = kept.response.fields.cache_control(), _asked(request)
    if asked.checked or is_always_checked(told):
        return Reuse.CHECK
    left, age = fresh_for(kept, now), current_age(kept, now)
    if age > asked.max_age:
        return Reuse.CHECK
    if left > 0 and left >= asked.min_fresh:
        return Reuse.FRESH
    if left > 0 or asked.min_fresh or not may_be_stale(told):
        return Reuse.CHECK
    if -left <= asked.max_stale:
        return Reuse.STALE
    return Reuse.REFRESH if -left <= _seconds(told, _WHILE, -inf) else Reuse.CHECK


def serves_after_failure(kept: Kept, request: Request, now: datetime) -> bool:
    """
    Say whether it may be sent because the origin fails: hangs up, or answers 5xx.

    Where nothing forbids it, it may (RFC 9111, 4.2.4 and 4.3.3), for as long as
    `stale-if-error` says, or else without end: old points are better than none.
    A fresh one may, too, when only who asks wanted it checked.
    """
    told, asked = kept.response.fields.cache_control(), _asked(request)
    if asked.checked or not may_be_stale(told):
        return False
    given = request.fields.cache_control()
    limits = [_seconds(d, _ON_ERROR) for d in (told, given) if _ON_ERROR in d]
    return -fresh_for(kept, now) <= max(limits, default=inf)


def is_always_checked(told: Directives) -> bool:
    """Say whether it is to be checked each time; `no-cache="..."` is about fields."""
    return "no-cache" in told and not told["no-cache"]


def may_be_stale(told: Directives) -> bool:
    """Say whether a shared cache may ever send it stale."""
    return not any(name in told for name in _NEVER_STALE)


def may_ask_origin(request: Request) -> bool:
    """Say whether the origin may be asked: `only-if-cached` wants 504 instead."""
    return "only-if-cached" not in request.fields.cache_control()


def ttl(kept: Kept, now: datetime) -> int:
    """Return the whole seconds that are left, below 0 if stale (RFC 9211, 2.4)."""
    return floor(fresh_for(kept, now))


def _asked(request: Request) -> _Asked:
    given = request.fields.cache_control()
    any_stale = "max-stale" in given and given["max-stale"] is None
    return _Asked(
        max_age=_seconds(given, "max-age") if "max-age" in given else inf,
        min_fresh=_seconds(given, "min-fresh"),
        max_stale=inf if any_stale else _seconds(given, "max-stale", -inf),
        checked="no-cache" in given,
    )


def _seconds(told: Directives, name: str, otherwise: float = 0.0) -> float:
    """Return a directive's seconds: 0 for what cannot be read."""
    if name not in told:
        return otherwise
    return float(delta_seconds(told[name]) or 0)
