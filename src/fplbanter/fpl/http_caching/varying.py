"""Which of several kept responses answers a request (RFC 9111, 4.1)."""

from collections.abc import Iterable
from typing import Final

from fplbanter.fpl.http_caching.fields import Fields, members
from fplbanter.fpl.http_caching.messages import Kept, Request

_UNORDERED: Final = frozenset({"accept-encoding", "accept-language"})
"""Lists that mean the same in any order, and in small letters."""


def select(kept: Iterable[Kept], request: Request) -> Kept | None:
    """Return the newest of the kept responses that the request's fields select."""
    fitting = [one for one in kept if fits(one, request)]
    return max(fitting, key=lambda one: one.answered_at, default=None)


def fits(kept: Kept, request: Request) -> bool:
    """Say whether a request has what the response's `Vary` names as it had it."""
    names = vary(kept.response.fields)
    if "*" in names:
        return False
    return selecting(names, kept.request.fields) == selecting(names, request.fields)


def vary(fields: Fields) -> frozenset[str]:
    """Return the names of the request fields that a response depends on; maybe `*`."""
    return frozenset(name.lower() for name in members(fields.combined("vary")))


def selecting(
    names: Iterable[str], fields: Fields
) -> frozenset[tuple[str, tuple[str, ...] | None]]:
    """
    Return what decides between responses, written in one way for one meaning.

    Lines are combined, and white space between members goes; None is a field that
    was not sent, which is not the same as an empty one.
    """
    return frozenset((name, _one_way(name, fields.combined(name))) for name in names)


def _one_way(name: str, value: str | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    if name in _UNORDERED:
        return tuple(sorted(m.replace(" ", "").lower() for m in members(value)))
    return tuple(members(value))
