"""A request, a response, and a response as a cache keeps it."""

from dataclasses import dataclass
from datetime import datetime

from fplbanter.fpl.http_caching.fields import NO_FIELDS, Fields


@dataclass(frozen=True, slots=True)
class Request:
    """`target` is what the request is for, the same text for the same resource."""

    method: str
    target: str
    fields: Fields = NO_FIELDS


@dataclass(frozen=True, slots=True)
class Response:
    """A status, header fields, and the body as it came over the wire."""

    status: int
    fields: Fields = NO_FIELDS
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Kept:
    """
    A response with the request that it answered, as it is kept.

    `asked_at` is when the request was sent, `answered_at` when the head of the
    answer (or of the last 304 that stood by it) was there; both by one clock.
    """

    request: Request
    response: Response
    asked_at: datetime
    answered_at: datetime
