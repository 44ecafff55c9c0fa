"""A real server on loopback that answers by a script, well or badly."""

import asyncio
import gzip
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from fplbanter.cluster.local_budget import Budget
from fplbanter.fpl.client import FPLClient

Reply = Callable[[asyncio.StreamWriter], Awaitable[None]]
ReadRecorded = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it arrived."""

    path: str
    headers: dict[str, str]
    at: float


class ScriptedServer:
    """Gives each request the next reply of its script, the last one for ever."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.base_url = ""
        self.port = 0
        self._script: deque[Reply] = deque()
        self._writers: list[asyncio.StreamWriter] = []

    def will(self, *replies: Reply) -> None:
        self._script = deque(replies)

    async def start(self) -> asyncio.Server:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self.base_url = f"http://127.0.0.1:{self.port}/api/"
        return server

    async def stop(self, server: asyncio.Server) -> None:
        server.close()
        for writer in self._writers:
            writer.transport.abort()
        await server.wait_closed()

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._writers.append(writer)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.strip().split("\r\n")
            pairs = (line.split(": ", 1) for line in lines)
            headers = {name.lower(): value for name, value in pairs}
            self.asked.append(Asked(first.split()[1], headers, time.monotonic()))
            reply = self._script.popleft() if len(self._script) > 1 else self._script[0]
            await reply(writer)
            writer.close()
        except (ConnectionError, asyncio.IncompleteReadError):
            writer.close()


def head(status: int, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} Scripted", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


@dataclass(frozen=True, slots=True)
class Replies:
    """The replies that a script is made of."""

    def plain(self, status: int, body: bytes, **headers: str) -> Reply:
        """Answer with that status, body and headers (`retry_after="3"`)."""

        async def reply(writer: asyncio.StreamWriter) -> None:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            writer.write(head(status, {"Content-Length": str(len(body))} | named))
            writer.write(body)
            await writer.drain()

        return reply

    def json(self, value: object, status: int = 200) -> Reply:
        """Answer with JSON, packed as FPL packs it."""
        packed = gzip.compress(json.dumps(value).encode())
        return self.plain(status, packed, content_encoding="gzip")

    def truncated(self) -> Reply:
        """Promise more than is sent."""
        return self.plain(200, b'{"events": [', Content_Length="1000")

    def reset(self, after: bytes = b"") -> Reply:
        """Cut the connection off, without or in mid-answer."""

        async def reply(writer: asyncio.StreamWriter) -> None:
            if after:
                writer.write(after)
                await writer.drain()
            writer.transport.abort()

        return reply

    def drip(self) -> Reply:
        """Send one byte every tenth of a second, for half a minute."""

        async def reply(writer: asyncio.StreamWriter) -> None:
            writer.write(head(200, {"Content-Length": "1000"}))
            for _ in range(300):
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.1)

        return reply

    def silence(self) -> Reply:
        """Take the request and say nothing for half a minute."""

        async def reply(_: asyncio.StreamWriter) -> None:
            await asyncio.sleep(30)

        return reply


@pytest.fixture(scope="session")
def replies() -> Replies:
    return Replies()


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    scripted = ScriptedServer()
    listening = await scripted.start()
    yield scripted
    await scripted.stop(listening)


@pytest.fixture
def pauses() -> list[float]:
    """List the pauses between tries that the client asked for, none of them real."""
    return []


@pytest.fixture
async def client(
    server: ScriptedServer, pauses: list[float]
) -> AsyncIterator[FPLClient]:
    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    budget = Budget(per_second=10_000, per_minute=100_000)
    async with FPLClient(
        server.base_url, budget, total_timeout=0.4, sleep=pause
    ) as asking:
        yield asking


@pytest.fixture(scope="session")
def recorded(shared_data: Path) -> ReadRecorded:
    """Read a file of the recording by its path below `/api/`."""

    def read(path: str) -> object:
        packed = shared_data / "recorded" / "2025-26" / f"{path}.json.gz"
        value: object = json.loads(gzip.decompress(packed.read_bytes()))
        return value

    return read
