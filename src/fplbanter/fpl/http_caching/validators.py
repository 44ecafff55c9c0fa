"""Entity tags, conditional requests, and 304 (RFC 9110, 8.8 and 13; RFC 9111, 4.3)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from fplbanter.fpl.http_caching.dates import http_date
from fplbanter.fpl.http_caching.fields import Fields, members
from fplbanter.fpl.http_caching.messages import Kept, Request

CONDITIONS: Final = (
    *("if-match", "if-none-match", "if-modified-since"),
    *("if-unmodified-since", "if-range"),
)
TOLD_WITH_304: Final = (
    *("cache-control", "content-location", "date", "etag", "expires", "vary"),
    *("age", "last-modified", "cache-status", "access-control-allow-origin"),
)
"""What a 304 repeats of the 200 that it stands for (RFC 9110, 15.4.5), and ours."""


def is_same_tag(one: str, other: str) -> bool:
    """Compare two entity tags weakly: `W/"a"` is `"a"` (RFC 9110, 8.8.3.2)."""
    return one.removeprefix("W/") == other.removeprefix("W/")


def known_tag(if_none_match: str, etags: Sequence[str]) -> str | None:
    """
    Return the first of some entity tags that an `If-None-Match` names; None if none.

    They are of the representations that may be sent, the one that would be first;
    `*` names any.
    """
    asked = members(if_none_match)
    if asked == ["*"]:
        return next(iter(etags), None)
    bare = {tag.removeprefix("W/") for tag in asked}
    return next((tag for tag in etags if tag.removeprefix("W/") in bare), None)


def is_known(
    if_none_match: str | None,
    if_modified_since: str | None,
    *,
    etags: Sequence[str],
    modified: datetime | None,
) -> bool:
    """
    Say whether who asks has this response already, so that a 304 will do.

    `modified` is the last modification. `If-None-Match` goes before the date,
    which counts only if it can be read (RFC 9110, 13.1.3 and 13.2.2).
    """
    if if_none_match is not None:
        return known_tag(if_none_match, etags) is not None
    return is_unmodified_since(if_modified_since, modified)


def is_unmodified_since(
    if_modified_since: str | None, modified: datetime | None
) -> bool:
    """Say whether there was no change after a date; one that is none says nothing."""
    since = http_date(if_modified_since)
    if since is None or modified is None:
        return False
    return modified.replace(microsecond=0) <= since


def is_answered_by_304(kept: Kept, request: Request) -> bool:
    """
    Say whether a kept response is answered with a 304.

    Without a `Last-Modified` its `Date` stands in, or when it came (RFC 9111,
    4.3.2). Only a 200 to a GET or HEAD is.
    """
    if kept.response.status != 200 or request.method not in ("GET", "HEAD"):
        return False
    fields = kept.response.fields
    return is_known(
        request.fields.combined("if-none-match"),
        request.fields.first("if-modified-since"),
        etags=fields.all("etag"),
        modified=http_date(fields.first("last-modified"))
        or http_date(fields.first("date"))
        or kept.answered_at,
    )


def is_conditional(request: Request) -> bool:
    """Say whether a request makes any condition."""
    return any(name in request.fields for name in CONDITIONS)


def checking(fields: Fields, kept: Kept) -> Fields:
    """Return a request's fields, asking whether the kept response still holds."""
    asking = fields.without(*CONDITIONS)
    etag = kept.response.fields.first("etag")
    modified = kept.response.fields.first("last-modified")
    if etag is not None:
        asking = asking.plus(("If-None-Match", etag))
    if modified is not None:
        asking = asking.plus(("If-Modified-Since", modified))
    return asking
