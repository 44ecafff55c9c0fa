"""A part of a response that is kept whole (RFC 9110, 14): one range of bytes."""

import re
from dataclasses import replace
from typing import Final

from fplbanter.fpl.http_caching.messages import Request, Response

_BYTES: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def part_of(response: Response, request: Request) -> Response:
    """
    Return the part that a request asks for, as a 206, or a 416.

    Several ranges at once, other units, and an `If-Range` that does not name this
    very response are answered with the whole (RFC 9110, 14.2).
    """
    if response.status != 200 or not _is_this(response, request):
        return response
    found = _BYTES.fullmatch(request.fields.combined("range") or "")
    if found is None or found[1] == found[2] == "":
        return response
    size = len(response.body)
    if found[1]:
        first, last = int(found[1]), min(int(found[2] or size - 1), size - 1)
        if found[2] and int(found[2]) < int(found[1]):
            return response
    else:
        first, last = max(size - int(found[2]), 0), size - 1
    return _cut(response, first, last, size)


def _is_this(response: Response, request: Request) -> bool:
    """Say whether an `If-Range` names this response, strongly (RFC 9110, 13.1.5)."""
    named = request.fields.first("if-range")
    if named is None:
        return True
    tags = (response.fields.first("etag"), response.fields.first("last-modified"))
    return named in tags and not named.startswith("W/")


def _cut(response: Response, first: int, last: int, size: int) -> Response:
    if first > last:
        fields = response.fields.with_("Content-Range", f"bytes */{size}")
        return Response(416, fields.with_("Content-Length", "0"))
    fields = response.fields.with_("Content-Range", f"bytes {first}-{last}/{size}")
    body = response.body[first : last + 1]
    fields = fields.with_("Content-Length", str(len(body)))
    return replace(response, status=206, fields=fields, body=body)
