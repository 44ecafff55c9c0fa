"""The edge behind the real server: the short way to the wire, and the long one."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from tests.web.ready.behind import TABLE, Behind

from fplbanter.web.edge import at_the_edge
from fplbanter.web.ready.wire import head
from fplbanter.web.server import listening, serve_until

pytestmark = pytest.mark.anyio

OWN = ("cache-status", "date", "connection")
"""What is different from one answer to the next."""


@asynccontextmanager
async def served(behind: Behind) -> AsyncIterator[int]:
    """Serve an edge with uvicorn, as the product does; give its port."""
    edge = at_the_edge(behind, lifetime=3_600)
    with listening("127.0.0.1", 0) as listener:
        end: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        serving = asyncio.create_task(serve_until(edge, listener, {end}))
        try:
            async with asyncio.timeout(20):
                yield listener.getsockname()[1]
        finally:
            end.set_result(None)
            await serving
            await edge.aclose()


class Line:
    """One connection, on which bytes go back and forth."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def to(cls, port: int) -> "Line":
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    def ask(self, first: str = f"GET {TABLE} HTTP/1.1", *lines: str) -> None:
        """Send a request without waiting for its answer."""
        told = "\r\n".join([first, "Host: banter.test", *lines, "", ""])
        self.writer.write(told.encode())

    async def answer(self, *, bodiless: bool = False) -> tuple[str, bytes]:
        """Return an answer's head and body."""
        text = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        lengths = [
            int(line.split(":")[1])
            for line in text.lower().split("\r\n")
            if line.startswith("content-length:")
        ]
        length = 0 if bodiless else lengths[0]
        return text, await self.reader.readexactly(length)

    def close(self) -> None:
        self.writer.close()


async def test_the_short_way_says_what_the_long_one_says() -> None:
    """Header by header, but for what is each request's own."""
    behind = Behind()
    async with served(behind) as port:
        line = await Line.to(port)
        texts = []
        # A connection that ends with it takes the long way, as ASGI has it.
        for more in ((), ('If-None-Match: "x"',), ("Connection: close",)):
            line.ask(f"GET {TABLE} HTTP/1.1", "X-Request-ID: the-same-id", *more)
            text, body = await line.answer()
            assert body == behind.body
            assert text.startswith("HTTP/1.1 200 OK\r\n")
            lines = [each for each in text.split("\r\n") if not each.startswith(OWN)]
            texts.append(sorted(lines))
            assert text.lower().count("\r\ndate: ") == 1
        line.close()
    assert texts[0] == texts[1] == texts[2]
    assert behind.asked == 1


async def test_a_pipeline_is_answered_in_order() -> None:
    """What is ready must not overtake what was asked for before it."""
    behind = Behind()
    async with served(behind) as port:
        line = await Line.to(port)
        line.ask()
        await line.answer()
        behind.gate.clear()
        line.ask("GET /nowhere HTTP/1.1")
        for turn in range(20):
            line.ask(f"GET {TABLE} HTTP/1.1", f"X-Request-ID: number-{turn}")
        while behind.asked < 2:
            await asyncio.sleep(0)
        behind.gate.set()
        assert "cache-status" not in (await line.answer())[0]
        for turn in range(20):
            text, body = await line.answer()
            assert f"x-request-id: number-{turn}\r\n" in text
            assert body == behind.body
        line.close()


async def test_connections_end_when_they_should() -> None:
    """HTTP/1.0, and whoever asks for it."""
    behind = Behind()
    async with served(behind) as port:
        for first, more in (
            (f"GET {TABLE} HTTP/1.0", ()),
            (f"GET {TABLE} HTTP/1.1", ("Connection: close",)),
        ):
            line = await Line.to(port)
            for _ in range(1):
                line.ask(first, *more)
                text, body = await line.answer()
                assert body == behind.body
                assert "connection: close" in text
            assert await line.reader.read() == b""
            line.close()


async def test_head_and_304_have_no_body_on_the_wire() -> None:
    """The next answer on the same connection begins where it should."""
    behind = Behind()
    async with served(behind) as port:
        line = await Line.to(port)
        line.ask()
        text, _ = await line.answer()
        tag = next(t for t in text.split("\r\n") if t.startswith("etag: "))[6:]
        for _ in range(2):
            line.ask(f"HEAD {TABLE} HTTP/1.1")
            told, _ = await line.answer(bodiless=True)
            assert f"content-length: {len(behind.body)}" in told
            line.ask(f"GET {TABLE} HTTP/1.1", f"If-None-Match: {tag}")
            told, _ = await line.answer(bodiless=True)
            assert told.startswith("HTTP/1.1 304 ")
        line.ask()
        assert (await line.answer())[1] == behind.body
        line.close()


async def test_who_reads_slowly_loses_nothing_and_holds_up_nobody() -> None:
    """When his buffers are full his answers wait; everybody else's do not."""
    behind = Behind(body=bytes(range(256)) * 8_000)
    async with served(behind) as port:
        slow = socket.create_connection(("127.0.0.1", port))
        slow.setblocking(False)  # noqa: FBT003
        line, other = await Line.to(port), await Line.to(port)
        other.ask()
        await other.answer()
        request = f"GET {TABLE} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(slow, request * 10)
        for _ in range(3):
            line.ask()
            assert (await line.answer())[1] == behind.body
        got = bytearray()
        while got.count(b"HTTP/1.1 200 OK") < 10 or not got.endswith(behind.body):
            got += await loop.sock_recv(slow, 2**20)
        assert got.count(behind.body) == 10
        for each in (line, other):
            each.close()
        slow.close()


def test_a_header_with_a_line_of_its_own_is_refused() -> None:
    """Whoever gets one in could write a whole answer."""
    assert head(200, [(b"a", b"b")]) == b"HTTP/1.1 200 OK\r\na: b\r\n"
    for value in (b"b\r\nset-cookie: x", b"b\n", b"\x00"):
        with pytest.raises(ValueError, match="line of its own"):
            head(200, [(b"a", value)])
