"""Requests and responses for the tests of HTTP's rules, in one line each."""

from datetime import UTC, datetime, timedelta

from fplbanter.fpl.http_caching.dates import format_http_date
from fplbanter.fpl.http_caching.fields import Fields
from fplbanter.fpl.http_caching.messages import Kept, Request, Response

NOON = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    """Return the moment so many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def date(seconds: float) -> str:
    """Write the moment so many seconds after noon."""
    return format_http_date(at(seconds))


def fields(**named: str | list[str]) -> Fields:
    """Make fields of keywords: `cache_control="no-store"`."""
    return Fields.of(
        (name.replace("_", "-").title(), value)
        for name, values in named.items()
        for value in ([values] if isinstance(values, str) else values)
    )


def get(**named: str | list[str]) -> Request:
    """Make a GET."""
    return Request("GET", "/thing", fields(**named))


def response(status: int = 200, **named: str | list[str]) -> Response:
    """Make a response."""
    return Response(status, fields(**named), b"body")


def kept(asked: Request | None = None, status: int = 200, **named: str) -> Kept:
    """Make a response that was asked for and came at noon."""
    return Kept(asked or get(), response(status, **named), NOON, NOON)
