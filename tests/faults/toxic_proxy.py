"""
A TCP proxy that makes a connection go wrong, in ways that are chosen meanwhile.

    async with ToxicProxy(("127.0.0.1", 8100)) as proxy:
        await proxy.become(Toxics(latency=0.2))
        ...                      # whoever connects to proxy.port waits 0.2 s
        await proxy.become(Toxics())

Toxics meet what the server sends; only a black hole holds up both directions.
"""

import asyncio
import contextlib
import random
import socket
import struct
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_PIECE: Final = 1 << 20
"""What comes while a piece is held up goes with the next one, up to a megabyte."""
_CUTS_A_SECOND: Final = 20
"""A narrow connection is given so many small pieces a second."""
_RESET: Final = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Toxics:
    """
    What is wrong with the connection: nothing, unless said otherwise.

    Times are seconds: `latency` before each piece that is passed on (what comes
    together is one), up to `jitter` more, `drip` before each single byte.
    `bandwidth` is bytes a second. `reset_after` and `truncate_after` are bytes of a
    connection's answers after which it is reset, or closed as if that were all; 0
    is at the first byte.
    `half_close` ends our side towards the client at once, and reads on.
    `blackhole` keeps what is sent until it is gone, as TCP would. `refuse` takes
    no connection, and has reset those that there were.
    """

    latency: float = 0.0
    jitter: float = 0.0
    bandwidth: float | None = None
    drip: float | None = None
    reset_after: int | None = None
    truncate_after: int | None = None
    half_close: bool = False
    blackhole: bool = False
    refuse: bool = False


class _Link:
    """One connection of a client: what it was sent, and how it ends."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self.writer = writer
        self.passed = 0
        self.is_half_closed = False

    def half_close(self) -> None:
        """Send nothing any more."""
        if not self.is_half_closed and not self.writer.is_closing():
            self.is_half_closed = True
            self.writer.write_eof()


def reset(writer: asyncio.StreamWriter) -> None:
    """Break a connection off, so that the other end gets a reset (RST)."""
    end: socket.socket | None = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        if end is not None and not writer.is_closing():
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()


class ToxicProxy:
    """
    Stands before a server: its address as host and port, or a Unix socket's path.

    Use it with `async with`; its `port` of 127.0.0.1 stays the same all the time.
    `accepted` counts connections, `passed` bytes of answers that went through.
    """

    def __init__(self, target: tuple[str, int] | Path, *, seed: int = 0) -> None:
        self._target = target
        self._random = random.Random(seed)
        self._changed = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._links: dict[_Link, asyncio.Task[None]] = {}
        self.toxics = Toxics()
        self.port = 0
        self.accepted = 0
        self.passed = 0

    async def __aenter__(self) -> Self:
        await self._open()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._shut()

    async def become(self, toxics: Toxics) -> None:
        """Be toxic in that way from now on, for open connections too."""
        self.toxics = toxics
        # Who waits in a black hole looks again; later changes have a new event.
        self._changed.set()
        self._changed = asyncio.Event()
        if toxics.refuse:
            await self._shut()
        elif self._server is None:
            await self._open()
        if toxics.half_close:
            for link in self._links:
                link.half_close()

    async def _open(self) -> None:
        server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self._server, self.port = server, server.sockets[0].getsockname()[1]

    async def _shut(self) -> None:
        """Take no connection any more, and reset those that there are."""
        if self._server is not None:
            self._server.close()
            self._server = None
        tasks = list(self._links.values())
        for link in self._links:
            reset(link.writer)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _accept(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.accepted += 1
        link = _Link(writer)
        task = self._links[link] = asyncio.create_task(self._connect(reader, link))
        task.add_done_callback(lambda _: self._links.pop(link))
        if self.toxics.half_close:
            link.half_close()

    async def _connect(self, reader: asyncio.StreamReader, link: _Link) -> None:
        """Pass bytes in both directions until the answers are over."""
        try:
            if isinstance(self._target, Path):
                ends = await asyncio.open_unix_connection(self._target, limit=_PIECE)
            else:
                ends = await asyncio.open_connection(*self._target, limit=_PIECE)
        except OSError:
            return reset(link.writer)
        asking = asyncio.create_task(self._pass_questions(reader, ends[1]))
        try:
            await self._pass_answers(ends[0], link)
            link.writer.close()
        except OSError:
            reset(link.writer)
        finally:
            asking.cancel()
            ends[1].transport.abort()

    async def _pass_questions(
        self, reader: asyncio.StreamReader, server: asyncio.StreamWriter
    ) -> None:
        with contextlib.suppress(OSError):
            while piece := await reader.read(_PIECE):
                await self._through_the_hole()
                server.write(piece)
                await server.drain()
            server.write_eof()

    async def _pass_answers(self, server: asyncio.StreamReader, link: _Link) -> None:
        while rest := await server.read(_PIECE):
            while rest and not link.is_half_closed:
                size = await self._held_up(len(rest))
                piece, rest = rest[:size], rest[size:]
                if self._send(piece, link):
                    return
                await link.writer.drain()

    async def _held_up(self, size: int) -> int:
        """Wait as long as the toxics say; return how many bytes may go then."""
        await self._through_the_hole()
        toxics, wait = self.toxics, 0.0
        if toxics.bandwidth:
            size = min(size, max(1, int(toxics.bandwidth / _CUTS_A_SECOND)))
            wait = size / toxics.bandwidth
        if toxics.drip is not None:
            size, wait = 1, toxics.drip
        wait += toxics.latency + self._random.uniform(0.0, toxics.jitter)
        await asyncio.sleep(wait)
        await self._through_the_hole()
        return size

    async def _through_the_hole(self) -> None:
        while self.toxics.blackhole:
            await self._changed.wait()

    def _send(self, piece: bytes, link: _Link) -> bool:
        """Send a piece, or the part of it that may go; say whether that was all."""
        broken, cut = self.toxics.reset_after, self.toxics.truncate_after
        last = min(x for x in (broken, cut, 1 << 62) if x is not None)
        piece = piece[: max(0, last - link.passed)]
        link.passed += len(piece)
        self.passed += len(piece)
        if not link.is_half_closed:
            link.writer.write(piece)
        if link.passed < last:
            return False
        if broken == last:
            reset(link.writer)
        return True
