"""
The shortest way to the wire for what is ready: head and body in one piece.

By ASGI an answer's headers are checked and written one by one, each time, which takes
longer than all else at the edge. This protocol offers the applications that it serves
an extension (ASGI has a place for them in the scope) that takes bytes. It declines
whenever it is not the plain case, and then the messages of ASGI are sent as ever.
"""

import asyncio
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, cast

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

EXTENSION: Final = "fplbanter.ready"

Write = Callable[[Scope, bytes, bytes], bool]
"""Writes a head that still lacks its end, and a body; says whether it has."""

_BREAKS: Final = re.compile(rb"[\x00\r\n]")


def head(status: int, fields: list[tuple[bytes, bytes]]) -> bytes:
    """
    Write a status and headers as HTTP/1.1 has them, without the empty line.

    Raises ValueError for a header that would end before its time.
    """
    if any(_BREAKS.search(name) or _BREAKS.search(value) for name, value in fields):
        raise ValueError("A header has a line of its own in it.")
    first = f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n".encode()
    return first + b"".join(b"%s: %s\r\n" % line for line in fields)


def writer(scope: Scope) -> Write | None:
    """Return the way to the wire that a server offers; None of any other."""
    extensions = scope.get("extensions")
    return cast("Write | None", extensions.get(EXTENSION)) if extensions else None


class ReadyProtocol(HttpToolsProtocol):
    """uvicorn's own protocol, which also takes an answer whole."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Offer the extension to every request of a connection."""
        super().connection_made(cast("asyncio.Transport", transport))
        self._extensions: dict[str, Any] = {EXTENSION: self._write}

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave no circle behind for the garbage collector."""
        super().connection_lost(exc)
        self._extensions = {}

    def on_headers_complete(self) -> None:
        """Tell the application, which has not begun yet, of the extension."""
        super().on_headers_complete()
        self.scope["extensions"] = self._extensions

    def _write(self, scope: Scope, start: bytes, body: bytes) -> bool:
        cycle = self.cycle
        if (
            # Of several requests in a pipeline only the last is at hand here.
            cycle.scope is not scope
            or cycle.response_started
            or cycle.disconnected
            or not cycle.keep_alive
            or cycle.access_log
            or self.flow.write_paused
        ):
            return False
        cycle.response_started = cycle.response_complete = True
        cycle.waiting_for_100_continue = False
        told = b"".join(b"%s: %s\r\n" % line for line in cycle.default_headers)
        self.transport.writelines((b"%s%s\r\n" % (start, told), body))
        cycle.message_event.set()
        cycle.on_response()
        return True
