"""
The budget as the other side sees it: real processes, a real server's stamps.

What counts is what arrives, not what was permitted. Everything is counted at a
server on loopback that stamps each request as it comes in.
"""

import asyncio
import os
import signal
import sys
import time
from bisect import bisect_left
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest

from fplbanter.cluster.connection import connect

from .conftest import Breakable

pytestmark = pytest.mark.anyio

RATE = 20
PROCESSES = 4
TASKS = 25
WORKER = Path(__file__).with_name("wire.py")


class Bench:
    """Four processes, a Valkey to be broken, and a server that counts."""

    def __init__(self, valkey: Breakable) -> None:
        self.valkey = valkey
        self.arrivals: list[float] = []
        self.workers: list[asyncio.subprocess.Process] = []
        self.per_second, self.per_minute = float(RATE), 60 * RATE
        self._port = 0

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(ConnectionError):
            await reader.read(1)
            self.arrivals.append(time.monotonic())
            await asyncio.sleep(0.02)
            writer.write(b"!")
        writer.close()

    async def start(self) -> asyncio.Server:
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self._port = server.sockets[0].getsockname()[1]
        return server

    async def spawn(self) -> asyncio.subprocess.Process:
        numbers = (self._port, self.per_second, self.per_minute, PROCESSES, TASKS)
        worker = await asyncio.create_subprocess_exec(
            *(sys.executable, str(WORKER), self.valkey.url, "wire:"),
            *map(str, numbers),
        )
        self.workers.append(worker)
        return worker

    async def run(self, seconds: float, *trouble: tuple[float, "Trouble"]) -> None:
        """Let all ask for that long, and make trouble meanwhile."""
        for _ in range(PROCESSES):
            await self.spawn()
        while not self.arrivals:
            await asyncio.sleep(0.01)
        began = self.arrivals[0]
        for at, happens in trouble:
            await asyncio.sleep(began + at - time.monotonic())
            await happens(self)
        await asyncio.sleep(began + seconds - time.monotonic())

    async def stop(self) -> None:
        for worker in self.workers:
            with suppress(ProcessLookupError):
                worker.kill()
            await worker.wait()

    def used(self, start: float, end: float) -> float:
        """Return the share of the limit that arrived between two moments."""
        first = self.arrivals[0]
        count = sum(start <= at - first < end for at in self.arrivals)
        return count / (end - start) / self.per_second

    def over(self) -> int:
        """Return how many arrivals had already a full second before them."""
        full, stamps = int(self.per_second), sorted(self.arrivals)
        return sum(
            index - bisect_left(stamps, at - 1.0 + 1e-9) >= full
            for index, at in enumerate(stamps)
        )


Trouble = Callable[[Bench], Awaitable[None]]


@pytest.fixture
async def bench(breakable: Breakable) -> AsyncIterator[Bench]:
    bench = Bench(breakable)
    server = await bench.start()
    yield bench
    await bench.stop()
    server.close()


async def freeze(bench: Bench) -> None:
    bench.valkey.freeze()


async def thaw(bench: Bench) -> None:
    bench.valkey.thaw()


async def kill_valkey(bench: Bench) -> None:
    bench.valkey.kill()


async def flush(bench: Bench) -> None:
    async with connect(bench.valkey.url) as valkey:
        await valkey.call("FLUSHALL")


async def replace_worker(bench: Bench) -> None:
    bench.workers.pop(0).kill()
    await bench.spawn()


async def freeze_worker(bench: Bench) -> None:
    os.kill(bench.workers[0].pid, signal.SIGSTOP)


async def thaw_worker(bench: Bench) -> None:
    os.kill(bench.workers[0].pid, signal.SIGCONT)


def told(bench: Bench, start: float, end: float) -> float:
    used = bench.used(start, end)
    sys.stdout.write(
        f"{len(bench.arrivals)} arrivals, {bench.over()} over, {used:.0%} used\n"
    )
    return used


async def test_four_processes_together_keep_the_limit_and_use_it(
    bench: Bench,
) -> None:
    """
    No second holds more than 20 arrivals, and nine tenths of them are used.

    A Valkey that has forgotten all is no licence for a burst, nor is a new worker.
    """
    await bench.run(3.6, (2.2, flush), (2.8, replace_worker))
    assert told(bench, 0.0, 2.2) >= 0.9
    assert bench.over() == 0
    assert bench.used(2.2, 3.6) > 0.4


@pytest.mark.faults
async def test_nothing_undisturbed_is_lost(bench: Bench) -> None:
    """The same for half a minute."""
    await bench.run(30.0)
    assert told(bench, 0.0, 30.0) >= 0.9
    assert bench.over() == 0


@pytest.mark.faults
async def test_a_frozen_valkey_leaves_each_process_its_share(bench: Bench) -> None:
    """Neither on the way down nor on the way back is there a second too full."""
    await bench.run(18.0, (3.0, freeze), (11.0, thaw))
    assert told(bench, 13.0, 18.0) >= 0.9
    assert bench.used(6.5, 11.0) >= 0.7
    assert bench.over() == 0


@pytest.mark.faults
async def test_a_killed_valkey_leaves_each_process_its_share(bench: Bench) -> None:
    """For good."""
    await bench.run(12.0, (3.0, kill_valkey))
    assert told(bench, 7.0, 12.0) >= 0.7
    assert bench.over() == 0


@pytest.mark.faults
async def test_workers_that_die_and_freeze_block_nobody(bench: Bench) -> None:
    """One is replaced every second, one sleeps past its slots."""
    kills = [(2.0 + second, replace_worker) for second in range(5)]
    await bench.run(
        16.0, *kills, (8.0, freeze_worker), (10.0, thaw_worker), (12.0, flush)
    )
    told(bench, 0.0, 16.0)
    assert bench.over() == 0
    assert bench.used(13.0, 16.0) > 0.5


@pytest.mark.faults
async def test_fewer_requests_a_second_than_processes(bench: Bench) -> None:
    """Two a second among four: also without Valkey never three."""
    bench.per_second, bench.per_minute = 2.0, 100
    await bench.run(30.0, (5.0, freeze), (20.0, thaw), (25.0, flush))
    told(bench, 0.0, 5.0)
    assert bench.over() == 0
    assert bench.used(8.0, 20.0) >= 0.5
