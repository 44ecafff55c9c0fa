"""
How old an answer is and how long it is good for, in HTTP's words.

`Cache-Control`, `Age` (RFC 9111), stale-while-revalidate and stale-if-error
(RFC 5861), `Cache-Status` (RFC 9211). `max-age` counts from when FPL last stood
by the answer, as `Age` does: what is left of it is the difference.
"""

import math
from dataclasses import replace
from typing import Final

from fplbanter.fpl.gateway import Found, How
from fplbanter.fpl.http_caching.cache_status import CacheStatus, Forwarded

DAY: Final = 86_400

FINAL_FOR: Final = DAY
"""
Seconds for which what never changes again may be kept without asking.

No longer, for the address outlives the season: gameweek 7 is another one in a year.
"""

WHILE_REVALIDATING: Final = 30
"""Seconds for which a cache may show what is stale while it asks us."""

IF_ERROR: Final = 7 * DAY
"""Seconds for which it may show what is stale where we do not answer."""

MISSING_FOR: Final = 60
"""Seconds for which a 404 of FPL's may be kept, at most."""

STALE_HEADER: Final = b"x-fplbanter-stale"

Fields = list[tuple[bytes, bytes]]
"""Headers as ASGI has them."""


def freshness_headers(found: Found, age: float) -> Fields:
    """Tell of an answer that FPL stood by `age` real seconds ago."""
    headers = [
        (b"age", str(int(age)).encode()),
        (b"cache-control", cache_control(found, age).encode()),
        (b"cache-status", cache_status(found).encode()),
    ]
    if found.fresh_for <= 0:
        headers.append((STALE_HEADER, (found.reason or "refreshing").encode()))
    return headers


def cache_control(found: Found, age: float) -> str:
    """Return how long an answer may be kept, by whom and how."""
    final = math.isinf(found.fresh_for)
    left = FINAL_FOR if final else math.floor(found.fresh_for)
    told = ["public", f"max-age={max(0, int(age) + left)}"]
    if final:
        told.append("immutable")
    told.append(f"stale-while-revalidate={WHILE_REVALIDATING}")
    told.append(f"stale-if-error={IF_ERROR}")
    return ", ".join(told)


def cache_status(found: Found) -> str:
    """Return what our cache did to give the answer."""
    left = found.fresh_for
    ttl = None if math.isinf(left) else math.floor(left)
    detail = (found.reason or "refreshing") if left <= 0 else None
    return str(replace(_HOW[found.how], ttl=ttl, detail=detail))


def missing_for(seconds: float | None) -> str:
    """Return how long FPL's no may be kept."""
    left = MISSING_FOR if seconds is None else min(MISSING_FOR, int(seconds))
    return f"public, max-age={max(0, left)}"


# A stale copy is a hit with a ttl below 0: nobody was asked before it was given.
_HOW: Final = {
    How.HIT: CacheStatus(),
    How.STALE: CacheStatus(),
    How.FETCHED: CacheStatus(Forwarded.URI_MISS, status=200, stored=True),
    How.COLLAPSED: CacheStatus(Forwarded.URI_MISS, collapsed=True),
}
