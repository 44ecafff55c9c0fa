"""
A server of bytes, for what no server of HTTP would ever say.

    async with RawServer(early_hints(1_000)) as server:
        ...                      # server.url; server.stamps are the arrivals

Each request that arrives is answered by `server.reply`, which may be changed
meanwhile; then the connection is closed. What others can say as well is told by
the simulator's faults, what happens on the way by the toxic proxy.
"""

import asyncio
import contextlib
import ssl
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Final, Self

from tests.faults.toxic_proxy import reset

Reply = Callable[[asyncio.StreamWriter], Awaitable[None]]

OK: Final = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
_HINT: Final = b"HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n"


class RawServer:
    """Listens on a port of 127.0.0.1 and answers each request with `reply`."""

    def __init__(self, reply: Reply, context: ssl.SSLContext | None = None) -> None:
        self.reply = reply
        self.stamps: list[float] = []
        self.port = 0
        self._context = context
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """The base address that takes the place of FPL's."""
        return f"{'https' if self._context else 'http'}://127.0.0.1:{self.port}/api/"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._accept, "127.0.0.1", 0, ssl=self._context
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _accept(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            self.stamps.append(time.monotonic())
            await self.reply(writer)
            await writer.drain()
            writer.close()
        except (OSError, asyncio.IncompleteReadError):
            writer.close()
        finally:
            # Whoever was still being answered when the test ended is cut off.
            if not writer.is_closing():
                writer.transport.abort()


def says(*pieces: bytes) -> Reply:
    """Send these bytes, and close."""

    async def reply(writer: asyncio.StreamWriter) -> None:
        writer.writelines(pieces)

    return reply


def sends(body: bytes) -> bytes:
    """Return a good answer with that body."""
    return OK + b"Content-Length: %d\r\n\r\n" % len(body) + body


def early_hints(count: int, after: bytes = b"") -> Reply:
    """Send so many 103s, and then something else."""
    return says(*[_HINT] * count, after)


def hints_for_ever() -> Reply:
    """Send 103 after 103, and never an answer."""

    async def reply(writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(_HINT * 100)
            await writer.drain()
            await asyncio.sleep(0.001)

    return reply


def silent(before: bytes = b"") -> Reply:
    """Say that much, and then nothing, for as long as anyone listens."""

    async def reply(writer: asyncio.StreamWriter) -> None:
        writer.write(before)
        await writer.drain()
        await asyncio.Event().wait()

    return reply


def breaks_off(before: bytes = b"") -> Reply:
    """Say that much, and reset the connection."""

    async def reply(writer: asyncio.StreamWriter) -> None:
        writer.write(before)
        with contextlib.suppress(OSError):
            await writer.drain()
        reset(writer)

    return reply


def drips_head() -> Reply:
    """Send a header that never ends, a byte every tenth of a second."""

    async def reply(writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"X-Long: ")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.1)

    return reply
