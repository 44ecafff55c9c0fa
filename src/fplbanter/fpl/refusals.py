"""Answers other than 200, sorted into our errors."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
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

LONGEST_PAUSE: Final = 15 * 60.0
"""Seconds that a Retry-After can hold us back at most."""


def refusal(status: int, headers: Mapping[str, str], body: bytes) -> UpstreamError:
    """Return the error for a status that is not 200 (fact sheet 1.1)."""
    match status:
        case 503 if says_updating(body):
            return UpstreamUpdating("FPL says that the game is being updated")
        case 429:
            pause = retry_after(headers)
            return UpstreamBusy("FPL answered 429", retry_after=pause)
        case 401 | 403:
            return _turned_away(status, body)
        case 404 | 410:
            return UpstreamNotFound(f"FPL answered {status}")
        case _ if status >= 500:
            return UpstreamDown(f"FPL answered {status}")
        case _:
            # A redirect is not followed: FPL's API has none for these paths.
            return UpstreamChanged(f"FPL answered {status}", field="status")


def _turned_away(status: int, body: bytes) -> UpstreamError:
    """Tell a door that wants a login from an edge that refuses this address."""
    if b"authentication credentials" in body.lower():
        return UpstreamForbidden(f"FPL answered {status} and wants a login")
    return UpstreamBlocked(f"FPL's edge answered {status} to this address")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """
    Return the seconds that a Retry-After asks for, 900 at most.

    It may be whole seconds or an HTTP date, which is compared with the answer's
    own Date where there is one. None for nonsense, and where there is none.
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), LONGEST_PAUSE)
    until = _http_date(value)
    if until is None:
        return None
    now = _http_date(headers.get("date", "")) or datetime.now(UTC)
    return min(max((until - now).total_seconds(), 0.0), LONGEST_PAUSE)


def _http_date(value: str) -> datetime | None:
    """Read an HTTP date as aware UTC, None if it is not one."""
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
