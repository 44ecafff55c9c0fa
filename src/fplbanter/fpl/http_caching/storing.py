"""What a shared cache may keep, and which of its fields (RFC 9111, 3)."""

from datetime import datetime
from typing import Final

from fplbanter.fpl.http_caching.fields import Fields, members
from fplbanter.fpl.http_caching.freshness import HEURISTIC, explicit_lifetime
from fplbanter.fpl.http_caching.messages import Request, Response

_UNDERSTOOD: Final = HEURISTIC - {206} | {
    *(100, 101, 201, 202, 205, 302, 303, 304, 305, 307, 400, 401, 402, 403, 406),
    *(407, 408, 409, 411, 412, 413, 415, 416, 417, 421, 422, 426, 500, 502, 503),
    *(504, 505),
}
"""The statuses of RFC 9110, 15. Parts (206) are not put together here."""

_OF_THE_CONNECTION: Final = frozenset(
    {
        *("connection", "keep-alive", "proxy-connection", "te", "trailer"),
        *("transfer-encoding", "upgrade", "proxy-authenticate"),
        *("proxy-authentication-info", "proxy-authorization"),
    }
)
"""What is between two neighbours only (RFC 9110, 7.6.1; RFC 9111, 3.1)."""


def may_store(request: Request, response: Response, answered_at: datetime) -> bool:
    """
    Say whether a shared cache may keep the response to a request.

    It is kept for a GET, and for a POST that says that it is what a GET of the
    same target would bring, and for how long (RFC 9110, 9.3.3).
    """
    told, asked = response.fields.cache_control(), request.fields.cache_control()
    if "no-store" in told or "no-store" in asked or _is_private(response.fields):
        return False
    if response.status < 200 or response.status in (206, 304):
        return False
    if "must-understand" in told and response.status not in _UNDERSTOOD:
        return False
    if "authorization" in request.fields and not _may_share(response.fields):
        return False
    explicit = explicit_lifetime(response.fields, answered_at) is not None
    if request.method == "POST":
        return explicit and response.status == 200 and _is_at_home(request, response)
    # Those without a lifetime are kept to be guessed at, or checked again.
    return request.method == "GET" and (
        explicit or "public" in told or response.status in HEURISTIC
    )


def storable(fields: Fields) -> Fields:
    """
    Leave out what must not be kept.

    That is what concerns the connection, and the fields that `no-cache="..."` and
    `private="..."` name (RFC 9111, 5.2.2.4 and 5.2.2.7).
    """
    told = fields.cache_control()
    named = (told.get("no-cache"), told.get("private"))
    return end_to_end(fields).without(*(n.lower() for v in named for n in members(v)))


def end_to_end(fields: Fields) -> Fields:
    """Leave out what concerns the connection only: before forwarding, too."""
    listed = (name.lower() for name in members(fields.combined("connection")))
    return fields.without(*_OF_THE_CONNECTION, *listed)


def _is_private(fields: Fields) -> bool:
    """Say whether it is for one person; `private="..."` is about those fields only."""
    told = fields.cache_control()
    return "private" in told and not told["private"]


def _may_share(fields: Fields) -> bool:
    """Say whether what was shown to one who logged in may be shown to all (3.5)."""
    return bool(
        {"public", "must-revalidate", "s-maxage"} & fields.cache_control().keys()
    )


def _is_at_home(request: Request, response: Response) -> bool:
    return response.fields.first("content-location") == request.target
