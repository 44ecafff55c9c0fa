"""
Many sockets on one process, one change: `python benchmarks/sockets.py [N]`.

N sockets (5,000) follow one league on one server process; other processes hold
their other ends. A change is published as the leader does it, by yet another
process: kept in a real MongoDB, announced in a real Valkey. Measured is the time
from before it was published until the last socket has it, and by how much the
server's memory grew for each socket. Then the same with one reader in a hundred
who does not read.

It needs as many open files as there are sockets, in the server and in the clients
together: `ulimit -n`.
"""

import argparse
import asyncio
import json
import os
import resource
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, cast

import uvloop
from pymongo import AsyncMongoClient

if (root := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, root)

from tests.web.pages import examples

from fplbanter.cluster.connection import connect
from fplbanter.live.hub import Hub
from fplbanter.live.publishing import Publisher
from fplbanter.ops import metrics
from fplbanter.ops.embedded import embedded
from fplbanter.services.streams import league_change
from fplbanter.store.database import Store

LEAGUE = "league:900"
ROWS = 5
ROUNDS = 20
WARM = 120
"""Changes before the measured ones: they fill what is kept for who does not read."""

PATIENCE = 15.0
"""Seconds within which who does not read must have been sent away."""

CLIENTS = 2
GOAL_MS, GOAL_KB = 250, 60
HANDSHAKE = (
    b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
    b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


def frame(text: str) -> bytes:
    """Return a short text as a client's frame; its mask is nothing."""
    return struct.pack("!BB4x", 0x81, 0x80 | len(text)) + text.encode()


FOLLOW = frame(json.dumps({"type": "follow", "topic": LEAGUE}))


# -- the server ----------------------------------------------------------------


@asynccontextmanager
async def live(mongo: str, redis: str) -> AsyncIterator[tuple[Store, Any]]:
    """Reach the database and Valkey of the run."""
    client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(mongo, tz_aware=True)
    async with client, connect(redis, prefix="bench:") as valkey:
        yield Store.on(client["bench_sockets"]), valkey


async def serve(mongo: str, redis: str) -> None:
    """Serve the stream until the input ends; tell the memory when asked."""
    from fastapi import FastAPI
    from tests.web.pages.product import StillProduct
    from tests.web.stream.listening import StillSnapshots, with_stream

    from fplbanter.web.server import address, listening, serve_until
    from fplbanter.web.stream import Limits, build_stream

    limits = Limits(sockets=10**6, sockets_per_address=10**6)
    async with AsyncExitStack() as stack:
        store, valkey = await stack.enter_async_context(live(mongo, redis))
        hub = await stack.enter_async_context(Hub(store.changes, valkey))
        product = StillProduct()
        stream = build_stream(hub, StillSnapshots(product), limits)
        listener = stack.enter_context(listening("127.0.0.1", 0))
        app = with_stream(FastAPI(openapi_url=None), stream, product)
        print(address(listener).rpartition(":")[2], flush=True)
        ended = asyncio.ensure_future(asyncio.to_thread(obey))
        await serve_until(app, listener, {ended})


def obey() -> None:
    """Tell the memory, and who was sent away, for each line of the input."""
    for _ in sys.stdin:
        samples = [s for m in metrics.STREAM_SENT_AWAY.collect() for s in m.samples]
        print(memory(), sum(int(s.value) for s in samples), flush=True)


def memory() -> int:
    """Return the resident bytes of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


# -- the clients ---------------------------------------------------------------


class Reader(asyncio.Protocol):
    """One socket: it counts what comes, and reads nothing more than it must."""

    def __init__(self, house: "House", *, stalls: bool) -> None:
        self._house = house
        self._stalls = stalls
        self._held = b""
        self._is_open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are of no class that asyncio has.
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(HANDSHAKE)

    def connection_lost(self, _: Exception | None) -> None:
        if not self._stalls:
            self._house.lost += 1

    def data_received(self, data: bytes) -> None:
        self._held += data
        if not self._is_open:
            head, found, self._held = self._held.partition(b"\r\n\r\n")
            if not found:
                self._held = head
                return
            self._is_open = True
            self._transport.write(FOLLOW)
        while (size := self._whole()) is not None:
            body, self._held = self._held[: size[1]], self._held[size[1] :]
            self._take(body[size[0] :])

    def _whole(self) -> tuple[int, int] | None:
        """Return where a whole frame's text begins and ends, None for none."""
        if len(self._held) < 10:
            return None
        size, start = self._held[1], 2
        if size == 126:
            size, start = struct.unpack("!H", self._held[2:4])[0], 4
        elif size == 127:
            size, start = struct.unpack("!Q", self._held[2:10])[0], 10
        return (start, start + size) if len(self._held) >= start + size else None

    def _take(self, text: bytes) -> None:
        if text.startswith(b'{"type":"snapshot"'):
            self._house.ready += 1
            if self._stalls:
                self._transport.pause_reading()
        elif text.startswith(b'{"type":"change"') and not self._stalls:
            version = int(text[:80].partition(b'"version":')[2].partition(b",")[0])
            self._house.note(version)


@dataclass
class House:
    """The sockets of one process."""

    healthy: int
    ready: int = 0
    lost: int = 0

    def __post_init__(self) -> None:
        self._count: dict[int, int] = {}

    def note(self, version: int) -> None:
        """Count a change; tell when the last one here has it."""
        self._count[version] = self._count.get(version, 0) + 1
        if self._count[version] == self.healthy:
            print(f"{version} {time.monotonic()}", flush=True)


async def listen(port: int, count: int, stalled: int) -> None:
    """Hold sockets until the input ends."""
    house, loop = House(count - stalled), asyncio.get_running_loop()
    for number in range(count):
        stalls = number < stalled
        made = socket.socket()
        if stalls:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        made.setblocking(False)  # noqa: FBT003
        await loop.sock_connect(made, ("127.0.0.1", port))
        await loop.create_connection(partial(Reader, house, stalls=stalls), sock=made)
    while house.ready < count:
        await asyncio.sleep(0.05)
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    print(f"lost {house.lost}", flush=True)


# -- the run -------------------------------------------------------------------


def started(*arguments: object) -> subprocess.Popen[str]:
    """Start another process of this file."""
    return subprocess.Popen(  # noqa: S603  It is this very file.
        [sys.executable, __file__, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
    )


async def told(process: subprocess.Popen[str]) -> str:
    """Wait for a line of a process."""
    assert process.stdout
    line = await asyncio.wait_for(asyncio.to_thread(process.stdout.readline), 120)
    assert line, "a process has ended"
    return line.strip()


async def asked(process: subprocess.Popen[str]) -> tuple[int, int]:
    """Return the server's memory, and how many it has sent away."""
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()
    bytes_, away = (await told(process)).split()
    return int(bytes_), int(away)


def change(number: int) -> dict[str, Any]:
    rows = [replace(r, total=number) for r in examples.PUB.page.items[1 : 1 + ROWS]]
    return league_change(
        rows, gone=(), as_of=examples.NOW, coverage=examples.PUB.coverage
    )


async def measure(directory: Path, sockets: int, stalled: int) -> None:
    """Run once, and print the figures."""
    async with AsyncExitStack() as stack:
        servers = await stack.enter_async_context(embedded(directory))
        urls = servers.mongo_url, servers.redis_url
        store, valkey = await stack.enter_async_context(live(*urls))
        await store.changes.prepare()
        publisher = Publisher(store.changes, valkey)
        server = started("server", *urls)
        port = await told(server)
        before, _ = await asked(server)
        begun = time.monotonic()
        clients = [
            started("client", port, sockets // CLIENTS, stalled // CLIENTS)
            for _ in range(CLIENTS)
        ]
        for client in clients:
            assert await told(client) == "ready"
        connected = time.monotonic() - begun
        each = ((await asked(server))[0] - before) / sockets
        times = [await published(publisher, n, clients) for n in range(WARM + ROUNDS)]
        found, away = await asked(server)
        after, waited = (found - before) / sockets, 0.0
        while away < stalled and waited < PATIENCE:
            await asyncio.sleep(0.5)
            waited += 0.5
            _, away = await asked(server)
        lost = await ended(clients)
        await ended([server])
    report(sockets, stalled, times[WARM:], (each, after), connected, lost, away)


async def published(
    publisher: Publisher, number: int, clients: Sequence[subprocess.Popen[str]]
) -> tuple[float, float]:
    """Publish a change; return when it was kept and when the last had it, in ms."""
    begun = time.monotonic()
    made = await publisher.publish(LEAGUE, change(number), source=f"bench:{number}")
    kept = time.monotonic()
    ends = [(await told(client)).split() for client in clients]
    assert {int(version) for version, _ in ends} == {made.version}
    last = max(float(at) for _, at in ends)
    return (kept - begun) * 1000, (last - begun) * 1000


async def ended(processes: Sequence[subprocess.Popen[str]]) -> int:
    """End processes; return how many sockets were lost before."""
    lost = 0
    for process in processes:
        rest, _ = await asyncio.to_thread(process.communicate)
        lost += sum(int(x.split()[1]) for x in rest.splitlines() if x[:4] == "lost")
        assert process.returncode == 0
    return lost


def report(
    sockets: int,
    stalled: int,
    times: Sequence[tuple[float, float]],
    memory: tuple[float, float],
    connected: float,
    lost: int,
    away: int,
) -> None:
    kept, last = zip(*times, strict=True)
    size = len(json.dumps(change(0)))
    print(f"{sockets:,} sockets, {stalled} of them stalled, a change of {size:,} bytes")
    print(f"  all connected, with a snapshot      {connected:8.1f} s")
    print(f"  a change was kept and announced     {statistics.median(kept):8.1f} ms")
    print(
        f"  the last socket has it, median      {statistics.median(last):8.1f} ms"
        f"   (goal {GOAL_MS}), worst {max(last):.1f} of {len(last)}"
    )
    print(
        f"  memory for each socket, connected   {memory[0] / 1000:8.1f} kB"
        f"   (goal {GOAL_KB}), at the end {memory[1] / 1000:.1f}"
    )
    print(f"  healthy sockets lost                {lost:8}")
    print(f"  sent away by then                   {away:8}", flush=True)


def main() -> None:
    match sys.argv[1:]:
        case ["server", mongo, redis]:
            uvloop.run(serve(mongo, redis))
            return
        case ["client", port, *numbers]:
            uvloop.run(listen(int(port), *map(int, numbers)))
            return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sockets", nargs="?", type=int, default=5_000)
    many: int = parser.parse_args().sockets
    for stalled in (0, many // 100 // CLIENTS * CLIENTS):
        with tempfile.TemporaryDirectory(prefix="fplbanter-bench-") as directory:
            asyncio.run(measure(Path(directory), many, stalled))


if __name__ == "__main__":
    main()
