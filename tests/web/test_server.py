"""A polite end: what comes on open connections while a process stops is answered."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import cast

import pytest
from fastapi import FastAPI

from fplbanter.web.server import listening, serve_until
from fplbanter.web.stream import Limits, Stream

pytestmark = pytest.mark.anyio

GET = b"GET /%s HTTP/1.1\r\nHost: here\r\n\r\n"


@dataclass(slots=True)
class Served:
    """A server, how to tell it to stop, and what it is doing."""

    port: int
    stop: "asyncio.Future[None]"
    serving: "asyncio.Task[None]"
    go_on: asyncio.Event
    begun: asyncio.Event

    async def connect(self) -> "Connection":
        return Connection(*await asyncio.open_connection("127.0.0.1", self.port))


@dataclass(slots=True)
class Connection:
    """One that is kept."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ask(self, path: bytes = b"") -> bytes:
        self.writer.write(GET % path)
        return await self.answer()

    async def answer(self) -> bytes:
        async with asyncio.timeout(5):
            head = await self.reader.readuntil(b"\r\n\r\n")
            await self.reader.readexactly(4)
        return head

    async def closed(self) -> bool:
        async with asyncio.timeout(5):
            rest = await self.reader.read()
        self.writer.close()
        return rest == b""


class Farewell:
    """A stream whose goodbyes take as long as the test wants."""

    def __init__(self) -> None:
        self.limits = Limits()
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()

    async def close(self) -> None:
        self.begun.set()
        await self.go_on.wait()


@asynccontextmanager
async def served(
    drain: float, farewell: Farewell | None = None
) -> AsyncIterator[Served]:
    app, go_on, begun = FastAPI(), asyncio.Event(), asyncio.Event()

    @app.get("/")
    async def quick() -> str:
        return "hi"

    @app.get("/slow")
    async def slow() -> str:
        begun.set()
        await go_on.wait()
        return "hi"

    with listening("127.0.0.1", 0) as listener:
        stop: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        port = listener.getsockname()[1]
        stream = cast("Stream", farewell) if farewell else None
        ending = serve_until(app, listener, {stop}, stream=stream, drain=drain)
        serving = asyncio.create_task(ending)
        yield Served(port, stop, serving, go_on, begun)
        go_on.set()
        if not stop.done():
            stop.set_result(None)
        async with asyncio.timeout(10):
            await serving


async def is_refused(port: int) -> None:
    """Wait until nobody is taken any more."""
    async with asyncio.timeout(5):
        while True:
            with socket.socket() as probe:
                probe.setblocking(False)  # noqa: FBT003
                try:
                    await asyncio.get_running_loop().sock_connect(
                        probe, ("127.0.0.1", port)
                    )
                except OSError:
                    return
            await asyncio.sleep(0.01)


async def test_what_comes_on_an_open_connection_is_answered_and_told_to_close() -> None:
    """One that has been used, one that has not yet, one with a question under way."""
    async with served(drain=5.0) as server:
        used, fresh, busy = [await server.connect() for _ in range(3)]
        assert b"connection: close" not in await used.ask()
        busy.writer.write(GET % b"slow")
        await server.begun.wait()
        server.stop.set_result(None)
        await is_refused(server.port)
        server.go_on.set()
        for head in (await used.ask(), await fresh.ask(), await busy.answer()):
            assert head.startswith(b"HTTP/1.1 200")
            assert head.count(b"connection: close") == 1
        assert [await each.closed() for each in (used, fresh, busy)] == [True] * 3
        async with asyncio.timeout(5):
            await server.serving


async def test_who_says_nothing_is_closed_in_the_end() -> None:
    """Nobody keeps a process from ending."""
    async with served(drain=0.1) as server:
        idle = await server.connect()
        await idle.ask()
        server.stop.set_result(None)
        async with asyncio.timeout(5):
            await server.serving
        assert await idle.closed()


async def test_without_a_drain_idle_connections_are_closed_at_once() -> None:
    """One process alone has nobody to hand over to."""
    async with served(drain=0.0) as server:
        idle = await server.connect()
        await idle.ask()
        server.stop.set_result(None)
        assert await idle.closed()


async def test_nobody_is_let_in_while_goodbyes_are_said() -> None:
    """Whoever comes back at once comes to another process, not to a refusal."""
    farewell = Farewell()
    async with served(drain=5.0, farewell=farewell) as server:
        server.stop.set_result(None)
        await farewell.begun.wait()
        await is_refused(server.port)
        assert not server.serving.done()
        farewell.go_on.set()
