"""How old a response is, and until when it is fresh (RFC 9111, 4.2). In seconds."""

from datetime import datetime
from typing import Final

from fplbanter.fpl.http_caching.dates import http_date
from fplbanter.fpl.http_caching.fields import Fields, delta_seconds, members
from fplbanter.fpl.http_caching.messages import Kept, Response

HEURISTIC: Final = frozenset(
    {200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501}
)
"""What may be kept without being told for how long (RFC 9110, 15.1)."""

_SHARE: Final = 0.1
_LONGEST_GUESS: Final = 86_400.0


def stated_age(value: str | None) -> int | None:
    """
    Return what an `Age` says: the first member of it, None for nonsense.

    That is to be ignored (RFC 9111, 5.1), which a careful cache does by taking
    the response for stale: see `lifetime`.
    """
    return delta_seconds(next(iter(members(value)), None))


def age_on_arrival(
    age: str | None, date: str | None, asked_at: datetime, answered_at: datetime
) -> float:
    """
    Return how old a response was when it came, by its `Age` and `Date`.

    "Corrected initial age" (RFC 9111, 4.2.3): the larger of what the caches on the
    way say, with the time that the answer took, and what the two clocks say.
    """
    delay = max((answered_at - asked_at).total_seconds(), 0.0)
    made = http_date(date, now=answered_at)
    # A Date has no fractions: of those seconds nobody knows.
    seen = answered_at.replace(microsecond=0)
    apparent = (seen - made).total_seconds() if made else 0.0
    return max(apparent, (stated_age(age) or 0) + delay)


def current_age(kept: Kept, now: datetime) -> float:
    """Return how old a kept response is; a clock set back makes none younger."""
    fields = kept.response.fields
    here = max((now - kept.answered_at).total_seconds(), 0.0)
    arrived = age_on_arrival(
        fields.combined("age"), fields.first("date"), kept.asked_at, kept.answered_at
    )
    return arrived + here


def lifetime(response: Response, answered_at: datetime) -> float:
    """
    Return for how long a response is fresh, from when it was made.

    What cannot be read is stale at once (RFC 9111, 4.2.1). That goes for an `Age`
    as well: not a number, or several, so that nobody knows how old it is.
    """
    if not _has_plain_age(response.fields):
        return 0.0
    explicit = explicit_lifetime(response.fields, answered_at)
    return _guess(response, answered_at) if explicit is None else explicit


def explicit_lifetime(fields: Fields, answered_at: datetime) -> float | None:
    """Return the lifetime that a shared cache is told; None if it is told none."""
    told = fields.cache_control()
    for name in ("s-maxage", "max-age"):
        if name in told:
            return float(delta_seconds(told[name]) or 0)
    if "expires" not in fields:
        return None
    expires = http_date(fields.first("expires"), now=answered_at)
    made = http_date(fields.first("date"), now=answered_at) or answered_at
    return max((expires - made).total_seconds(), 0.0) if expires else 0.0


def fresh_for(kept: Kept, now: datetime) -> float:
    """Return for how long it is fresh yet; 0 and less: it is stale."""
    return lifetime(kept.response, kept.answered_at) - current_age(kept, now)


def _has_plain_age(fields: Fields) -> bool:
    values = fields.all("age")
    return not values or (len(values) == 1 and delta_seconds(values[0]) is not None)


def _guess(response: Response, answered_at: datetime) -> float:
    """Take a tenth of how long it has not changed, a day at most (4.2.2)."""
    fields = response.fields
    if response.status not in HEURISTIC and "public" not in fields.cache_control():
        return 0.0
    changed = http_date(fields.first("last-modified"), now=answered_at)
    if changed is None:
        return 0.0
    made = http_date(fields.first("date"), now=answered_at) or answered_at
    unchanged = max((made - changed).total_seconds(), 0.0)
    return min(unchanged * _SHARE, _LONGEST_GUESS)
