"""The app's answer to a question of the edge's, taken whole instead of sent."""

import asyncio
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Fields = list[tuple[bytes, bytes]]
"""Headers as ASGI has them."""

_PERSONAL: Final = frozenset({b"set-cookie", b"www-authenticate", b"authorization"})
_KEEPS_OFF: Final = re.compile(rb"\b(?:private|no-store)\b", re.IGNORECASE)
_VARIES_BY: Final = frozenset({"accept-encoding", "accept-language", "origin"})
"""What an answer may depend on: what the edge keeps apart, or never passes on."""


@dataclass(frozen=True, slots=True)
class Collected:
    """One answer of the app."""

    status: int
    headers: Fields
    body: bytes

    def header(self, name: bytes) -> bytes:
        """Return a header's value, several lines of it joined; empty without."""
        return b", ".join(value for n, value in self.headers if n == name)

    @property
    def is_personal(self) -> bool:
        """Whether it says something to one person only."""
        return not _PERSONAL.isdisjoint(name for name, _ in self.headers)

    @property
    def was_at_hand(self) -> bool:
        """Whether the door `/fpl/` has waited for nobody to give it."""
        return self.header(b"cache-status").startswith(b"fplbanter; hit")

    @property
    def is_for_all(self) -> bool:
        """Whether nothing in it says that it is one person's, or that it passes."""
        vary = self.header(b"vary").decode("latin-1").lower().split(",")
        return (
            not self.is_personal
            and not _KEEPS_OFF.search(self.header(b"cache-control"))
            and {name.strip() for name in vary if name.strip()} <= _VARIES_BY
        )

    @property
    def enters(self) -> bool:
        """Whether everybody may be given it for a while."""
        plain = not self.header(b"content-encoding")
        return self.status == 200 and plain and self.is_for_all

    def without(self, names: Collection[bytes]) -> Fields:
        """Return its headers without some."""
        return [(name, value) for name, value in self.headers if name not in names]

    async def send(self, scope: Scope, send: Send) -> None:
        """Send it on as it is."""
        start = {"type": "http.response.start", "status": self.status}
        await send({**start, "headers": self.headers})
        body = b"" if scope["method"] == "HEAD" else self.body
        await send({"type": "http.response.body", "body": body})


async def collect(app: ASGIApp, scope: Scope) -> Collected:
    """Ask the app, whose answer must have an end, and return all of it."""
    status, headers, chunks = 500, Fields(), list[bytes]()

    async def keep(message: Message) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status, headers = message["status"], list(message.get("headers", ()))
        else:
            chunks.append(message.get("body", b""))

    await app(scope, _empty(), keep)
    # A body in one piece is not copied: it may be large, and somebody else's too.
    return Collected(status, headers, b"".join(chunks))


def _empty() -> Receive:
    """Be a request without a body, whose asker never goes away."""
    messages = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Message:
        for message in messages:
            return message
        never: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        return await never

    return receive
