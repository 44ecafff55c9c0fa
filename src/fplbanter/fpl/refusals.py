"""Answers other than 200, sorted into our errors."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from fplbanter.errors import (
    UpstreamBlocked,
    UpstreamBusy,
    UpstreamChanged,
    UpstreamDown,
    UpstreamError,
    UpstreamForbidden,
    UpstreamNotFound,
    UpstreamUpdating,
)
from fplbanter.fpl.bodies import says_updating
from fplbanter.fpl.http_caching.dates import http_date
from fplbanter.fpl.http_caching.fields import delta_seconds
from fplbanter.fpl.reasons import Reason

LONGEST_PAUSE: Final = 15 * 60.0
"""Seconds that a Retry-After can hold us back at most."""


def refusal(status: int, headers: Mapping[str, str], body: bytes) -> UpstreamError:
    """
    Return the error for a status that is not 200 (fact sheet 1.1).

    What is said to pass by itself tells when to come back, if FPL said so.
    """
    pause = retry_after(headers)
    match status:
        case 503 if says_updating(body):
            said = "FPL says that the game is being updated"
            return UpstreamUpdating(said, retry_after=pause)
        case 429:
            return UpstreamBusy("FPL answered 429", retry_after=pause)
        case 401 | 403:
            return _turned_away(status, pause, body)
        case 404 | 410:
            return UpstreamNotFound(f"FPL answered {status}")
        case _ if status >= 500:
            return UpstreamDown(f"FPL answered {status}", retry_after=pause)
        case _:
            # A redirect is not followed: FPL's API has none for these paths.
            said = f"FPL answered {status}"
            return UpstreamChanged(said, field="status", reason=Reason.STATUS)


def _turned_away(status: int, pause: float | None, body: bytes) -> UpstreamError:
    """Tell a door that wants a login from an edge that refuses this address."""
    if b"authentication credentials" in body.lower():
        return UpstreamForbidden(f"FPL answered {status} and wants a login")
    said = f"FPL's edge answered {status} to this address"
    return UpstreamBlocked(said, retry_after=pause)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """
    Return the seconds that a Retry-After asks for, 900 at most.

    It may be whole seconds or an HTTP date, which is compared with the answer's
    own Date where there is one. None for nonsense, and where there is none.
    """
    value = headers.get("retry-after", "").strip()
    if (seconds := delta_seconds(value)) is not None:
        return min(float(seconds), LONGEST_PAUSE)
    until = http_date(value)
    if until is None:
        return None
    now = http_date(headers.get("date")) or datetime.now(UTC)
    return min(max((until - now).total_seconds(), 0.0), LONGEST_PAUSE)
