"""The door `/fpl/` behind the real server, on a real connection."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from fastapi import FastAPI
from tests.fpl.gateway.house import House, Process
from tests.web.gateway.gate import Gate, gate_on

from fplbanter.web.server import listening, serve_until

pytestmark = pytest.mark.anyio

Answer = tuple[int, list[tuple[str, str]], bytes]


class Wire:
    """One connection, on which one question follows the other."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._reader, self._writer = reader, writer

    async def ask(self, line: str, *headers: str, body: bytes = b"") -> Answer:
        head = "\r\n".join([f"{line} HTTP/1.1", "Host: banter.test", *headers, "", ""])
        self._writer.write(head.encode() + body)
        text = (await self._reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = text.strip().split("\r\n")
        fields = [
            (n.lower(), v.strip()) for n, _, v in (x.partition(":") for x in lines)
        ]
        status, length = (
            int(first.split()[1]),
            int(dict(fields).get("content-length", 0)),
        )
        if line.startswith("HEAD") or status == 304:
            length = 0
        return status, fields, await self._reader.readexactly(length)


@asynccontextmanager
async def wired(gate: Gate) -> AsyncIterator[Wire]:
    """Serve a door with uvicorn, as the product does, and connect to it."""
    app = FastAPI()
    app.mount("/", gate.app)
    with listening("127.0.0.1", 0) as listener:
        end: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        serving = asyncio.create_task(serve_until(app, listener, {end}))
        port = listener.getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        async with asyncio.timeout(10):
            yield Wire(reader, writer)
        writer.close()
        end.set_result(None)
        await serving


async def test_one_connection_carries_answers_of_all_kinds(gate: Gate) -> None:
    """Bodies end where they say: 200, HEAD, 304, 404, 405 and 308 in a row."""
    async with wired(gate) as wire:
        status, fields, body = await wire.ask("GET /fpl/regions/")
        named = dict(fields)
        assert (status, len(body)) == (200, int(named["content-length"]))
        assert len(fields) == len(named), "a header was sent twice"
        assert datetime.now(UTC) - parsedate_to_datetime(named["date"]) < timedelta(
            seconds=60
        )
        head = await wire.ask("HEAD /fpl/regions/")
        assert (head[0], dict(head[1])["content-length"]) == (200, str(len(body)))
        known = f"If-None-Match: {named['etag']}"
        assert (await wire.ask("GET /fpl/regions/", known))[0] == 304
        assert (await wire.ask("GET /fpl/../etc/passwd"))[0] == 404
        posted = await wire.ask("POST /fpl/regions/", "Content-Length: 3", body=b"abc")
        assert posted[0] == 405
        assert (await wire.ask("GET /fpl/regions"))[0] == 308
        packed = await wire.ask("GET /fpl/regions/", "Accept-Encoding: br, gzip")
        assert dict(packed[1])["content-encoding"] == "br"
    assert gate.asked() == ["regions/"]


async def test_the_server_believes_no_header_by_itself(
    house: House, process: Process
) -> None:
    """Not even from this machine: uvicorn would, were it not told otherwise."""
    async with gate_on(house, process, limit=1) as gate, wired(gate) as wire:
        first = await wire.ask("GET /fpl/entry/1/", "X-Forwarded-For: 198.51.100.1")
        second = await wire.ask("GET /fpl/entry/2/", "X-Forwarded-For: 198.51.100.2")
    assert (first[0], second[0]) == (200, 429)
