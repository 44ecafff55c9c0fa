"""Answers of the door `/fpl/` as they go out: a copy, a 304, FPL's no, a way on."""

from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

from fplbanter.web.gateway.encodings import IDENTITY, best, wanted
from fplbanter.web.gateway.freshness import Fields, missing_for
from fplbanter.web.gateway.known import known_tag
from fplbanter.web.gateway.packed import Packed

METHODS: Final = ("GET", "HEAD", "OPTIONS")
EXPOSED: Final = (
    "Age",
    "Cache-Control",
    "Cache-Status",
    "Content-Encoding",
    "Content-Length",
    "Date",
    "ETag",
    "Last-Modified",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-FPLBanter-Stale",
    "X-Request-ID",
)
"""Headers that a page of another site may read."""

FOR_ALL: Final[Fields] = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", ", ".join(EXPOSED).encode()),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"x-content-type-options", b"nosniff"),
]
"""What every answer carries: public JSON, for pages of any site."""

_OF_COPIES: Final[Fields] = [
    *FOR_ALL,
    (b"vary", b"Accept-Encoding"),
    (b"accept-ranges", b"none"),
]
_JSON: Final = (b"content-type", b"application/json")

# FPL quirk (2026-08): its API's noes are objects with one sentence each.
_NOES: Final = {
    404: b'{"detail":"Not found."}',
    403: b'{"detail":"Authentication credentials were not provided."}',
}


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it goes out."""

    status: int
    headers: Fields
    body: bytes = b""


PREFLIGHT: Final = Sent(
    204,
    [
        *FOR_ALL,
        (b"allow", ", ".join(METHODS).encode()),
        (b"access-control-allow-methods", ", ".join(METHODS).encode()),
        # The star does not stand for this one, and some tools send it.
        (b"access-control-allow-headers", b"*, Authorization"),
        (b"access-control-max-age", b"86400"),
    ],
)
"""The answer to OPTIONS: a page of any site may ask, with any headers."""


def fitted(packed: Packed, headers: Headers, freshness: Fields) -> Sent:
    """
    Return a body as the asker may have it, or 304 if he has it.

    Raises HTTPException 406 where he takes nothing that there is.
    """
    accept = wanted(_joined(headers, "accept-encoding"))
    name = best(packed.sizes, accept)
    if name is None:
        raise HTTPException(406)
    names = ("if-none-match", "if-modified-since")
    told = {n: v for n in names if (v := _joined(headers, n)) is not None}
    tag = known_tag(packed, name, accept, told)
    common = [
        *_OF_COPIES,
        *freshness,
        (b"etag", (tag or packed.etags[name]).encode()),
        (b"last-modified", packed.modified.encode()),
    ]
    if tag is not None:
        return Sent(304, common)
    body = packed.bodies[name]
    if name != IDENTITY:
        common.append((b"content-encoding", name.encode()))
    return Sent(200, [*common, *_content(body)], body)


def no(status: int, seconds: float | None) -> Sent:
    """Return FPL's 404 or 403 as FPL says it, to be kept for so many seconds."""
    body = _NOES[status]
    kept = (b"cache-control", missing_for(seconds).encode())
    return Sent(status, [*FOR_ALL, *_content(body), kept], body)


def moved(target: str) -> Sent:
    """
    Send the asker on to the address with its last slash, as FPL does.

    The new address is relative: it stays on whatever host and under whatever
    path the asker found us.
    """
    path, question_mark, query = target.partition("?")
    place = f"{path.rpartition('/')[2]}/{question_mark}{query}"
    told = [
        (b"location", place.encode()),
        (b"content-length", b"0"),
        (b"cache-control", b"public, max-age=86400"),
    ]
    return Sent(308, [*FOR_ALL, *told])


def _content(body: bytes) -> Fields:
    return [_JSON, (b"content-length", str(len(body)).encode())]


def _joined(headers: Headers, name: str) -> str | None:
    """Return a list that may have been sent in several lines."""
    values = headers.getlist(name)
    return ", ".join(values) if values else None
