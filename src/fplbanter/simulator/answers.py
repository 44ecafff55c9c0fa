"""One answer of the pretend FPL, before any transport."""

import json
from dataclasses import dataclass, field
from typing import Any, TypeAlias

JsonValue: TypeAlias = Any
"""Whatever JSON may hold."""

JSON = "application/json"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Status, body and type of an answer, and how it is sent.

    `delay` is how many real seconds the server waits before it sends it, `pause`
    how many between single bytes; the body is sent `times` over. With `headers`
    of its own about length or encoding, those are sent instead of the right ones.
    `is_spoiled` says that a fault had its hand in it.
    """

    status: int
    body: bytes
    content_type: str = JSON
    delay: float = 0.0
    headers: tuple[tuple[str, str], ...] = field(default=())
    times: int = 1
    pause: float = 0.0
    is_spoiled: bool = False

    def json(self) -> JsonValue:
        """Return the body as values; raises ValueError where it is not JSON."""
        return json.loads(self.body)


def dump(value: object) -> bytes:
    """Return compact JSON in UTF-8, as FPL sends it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def ok(value: object) -> Answer:
    """Return a 200 that holds the value."""
    return Answer(200, dump(value))


NOT_FOUND = Answer(404, b'{"detail":"Not found."}')
# FPL quirk (2026-08): the body is a JSON string, not an object.
UPDATING = Answer(503, b'"The game is being updated."')
CREDENTIALS = Answer(403, b'{"detail":"Authentication credentials were not provided."}')
BLOCKED = Answer(
    403,
    b"<!DOCTYPE html><html><head><title>Access denied</title></head>"
    b"<body><h1>Access denied</h1><p>Please enable JS.</p></body></html>",
    HTML,
)
EDGE_JSON = Answer(403, b'{"url":"https://captcha.invalid/?cid=1","code":"blocked"}')


def throttled(seconds: int) -> Answer:
    """Return the 429 of a limit that is strict, with the seconds to wait."""
    detail = f"Request was throttled. Expected available in {seconds} seconds."
    told = (("Retry-After", str(seconds)),)
    return Answer(429, dump({"detail": detail}), headers=told)
