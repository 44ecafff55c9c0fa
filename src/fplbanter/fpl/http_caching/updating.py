"""What later answers change in what is kept (RFC 9111, 3.2, 4.3.4, 4.3.5 and 4.4)."""

from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from fplbanter.fpl.http_caching.messages import Kept, Request, Response
from fplbanter.fpl.http_caching.storing import storable

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
"""Methods that change nothing; one that nobody knows may change everything."""

_OF_THE_BODY: Final = (
    *("content-encoding", "content-length", "content-md5", "content-range"),
    # A 304 answers the one tag that was sent: it stands by that one, whatever
    # it says itself. RFC 9111, 4.3.4 would drop such an answer.
    "etag",
)
"""What tells about the bytes that are kept, and so does not change without them."""


def freshened(
    kept: Kept, answer: Response, asked_at: datetime, answered_at: datetime
) -> Kept:
    """Return what is kept as an answer without a body (a 304) makes it new."""
    newer = storable(answer.fields).without(*_OF_THE_BODY)
    # How old it was when it was first fetched says nothing about now.
    fields = kept.response.fields.without("age", "cache-status").updated(newer)
    return replace(
        kept,
        response=replace(kept.response, fields=fields),
        asked_at=asked_at,
        answered_at=answered_at,
    )


def is_confirmed_by_head(kept: Kept, head: Response) -> bool:
    """
    Say whether a 200 to a HEAD is about the response that is kept (4.3.5).

    It must not differ in any validator, nor in length.
    """
    if head.status != 200 or kept.response.status != 200:
        return False
    mine, theirs = kept.response.fields, head.fields
    named = ("etag", "last-modified", "content-length")
    return all(
        mine.first(n) == theirs.first(n) for n in named if n in mine and n in theirs
    )


def forgotten_after(request: Request, response: Response, origin: str) -> set[str]:
    """
    Return the targets that an unsafe request has made old.

    Its own, and those of `Location` and `Content-Location` at the same origin
    ("http://127.0.0.1:8000"); none if it failed.
    """
    if request.method in SAFE or not 200 <= response.status < 400:
        return set()
    named = (response.fields.first(n) for n in ("location", "content-location"))
    found = (_target(url, origin, request.target) for url in named if url)
    return {request.target, *(target for target in found if target)}


def _target(url: str, origin: str, base: str) -> str | None:
    """Return the target of a URL; None if it is elsewhere, or nowhere."""
    try:
        parts = urlsplit(urljoin(urljoin(origin, base), url))
        home = urlsplit(origin)
    except ValueError:
        return None
    if (parts.scheme, parts.netloc) != (home.scheme, home.netloc):
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
