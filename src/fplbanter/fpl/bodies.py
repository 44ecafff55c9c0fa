"""What came over the wire, as JSON: read up to a limit, and distrusted."""

from contextlib import aclosing
from typing import TYPE_CHECKING, Final

from pydantic_core import from_json

from fplbanter.errors import UpstreamChanged, UpstreamUpdating
from fplbanter.fpl.reasons import Reason

if TYPE_CHECKING:
    import httpx2

_READABLE: Final = ("", "identity", "gzip")
_UPDATING: Final = b"being updated"
_NOTICE: Final = 1024
"""A notice is short: only so much of an answer is searched for its words."""


async def read_body(response: "httpx2.Response", max_bytes: int) -> bytes:
    """
    Read an answer, at most `max_bytes` of it after inflating.

    httpx2 inflates in pieces, so a small body that grows without end is left
    as soon as it passes the limit. Raises UpstreamChanged for one that is
    larger, or packed in a way that was not asked for.
    """
    if response.headers.get("content-encoding", "").lower() not in _READABLE:
        raise UpstreamChanged(
            "an unasked content-encoding",
            field="content-encoding",
            reason=Reason.ENCODING,
        )
    body = bytearray()
    async with aclosing(response.aiter_bytes()) as pieces:
        async for piece in pieces:
            body += piece
            if len(body) > max_bytes:
                raise UpstreamChanged(
                    f"over {max_bytes} bytes", field="body", reason=Reason.TOO_LARGE
                )
    return bytes(body)


async def read_notice(response: "httpx2.Response") -> bytes:
    """Read the beginning of an answer that is not the one that was asked for."""
    body = bytearray()
    if response.headers.get("content-encoding", "").lower() in _READABLE:
        async with aclosing(response.aiter_bytes()) as pieces:
            async for piece in pieces:
                body += piece
                if len(body) >= _NOTICE:
                    break
    return bytes(body[:_NOTICE])


def says_updating(body: bytes) -> bool:
    """
    Say whether this is the notice "The game is being updated.".

    FPL quirk (2026-08): it is a JSON *string* with status 503, and was a page
    of HTML with status 200 in the days of `/drf/`.
    """
    return body.lstrip()[:1] in (b'"', b"<") and _UPDATING in body[:_NOTICE].lower()


def parse(body: bytes, *, is_list: bool) -> object:
    """
    Return the JSON object (or array) that a body holds.

    Raises UpstreamUpdating for FPL's notice, and UpstreamChanged for HTML,
    half a body, nesting without end, or any other kind of value.
    """
    if says_updating(body):
        raise UpstreamUpdating("FPL says that the game is being updated")
    try:
        answer: object = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        deep = "recursion limit" in str(error)
        reason = Reason.TOO_DEEP if deep else Reason.NOT_JSON
        raise UpstreamChanged(
            f"not JSON: {error}", field="body", reason=reason
        ) from None
    if not isinstance(answer, list if is_list else dict):
        kind = type(answer).__name__
        raise UpstreamChanged(
            f"a JSON {kind} was not expected", field="body", reason=Reason.WRONG_KIND
        )
    return answer
