"""
Processes that share a budget, a Valkey to be broken, and FPL, which counts.

    async with bench_on(fpl) as bench:
        await bench.start()
        await bench.play(10.0, (3.0, bench.valkey.freeze), (6.0, bench.valkey.thaw))
        figures = await bench.told("a frozen Valkey")

What counts is what arrives at the simulator, not what was permitted. Moments are
seconds since the first arrival.
"""

import asyncio
import json
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from inspect import isawaitable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from redis.asyncio import Redis
from tests.faults.arrivals import most_in_any_window, over_the_limit, share_used
from tests.faults.budget_worker import Orders
from tests.faults.pretend_fpl import PretendFPL
from tests.faults.processes import Running, running
from tests.faults.servers import Server
from tests.faults.toxic_proxy import ToxicProxy

from fplbanter.ops import valkey
from fplbanter.ops.binaries import Machine, find_valkey

Deed = Callable[[], object]

BEGIN_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What FPL saw: when each request came, its path, and the limit that counts."""

    stamps: tuple[float, ...]
    paths: tuple[str, ...]
    per_second: int
    per_minute: int

    @property
    def over(self) -> int:
        """How many came when a second, or a minute, was full already."""
        second = over_the_limit(self.stamps, self.per_second)
        return second + over_the_limit(self.stamps, self.per_minute, 60.0)

    def between(self, start: float, end: float) -> "Figures":
        """Return what came between two moments."""
        kept = [
            (at, path)
            for at, path in zip(self.stamps, self.paths, strict=True)
            if start <= at < end
        ]
        stamps, paths = zip(*kept, strict=True) if kept else ((), ())
        return replace(self, stamps=tuple(stamps), paths=tuple(paths))

    def used(self, start: float, end: float) -> float:
        """Return the share of the limit that was used from one moment to another."""
        return share_used(self.between(start, end).stamps, self.per_second)

    def __str__(self) -> str:
        second, minute = (most_in_any_window(self.stamps, s) for s in (1.0, 60.0))
        return (
            f"{len(self.stamps)} arrivals, most {second} in a second "
            f"(limit {self.per_second}), {minute} in a minute (limit "
            f"{self.per_minute}), {self.over} over the limit"
        )


class Bench:
    """Workers, their Valkey, a proxy before it that some may go through, and FPL."""

    def __init__(
        self, stack: AsyncExitStack, fpl: PretendFPL, server: Server, proxy: ToxicProxy
    ) -> None:
        self._stack = stack
        self.fpl = fpl
        self.valkey = server
        self.proxy = proxy
        self.workers: list[Running] = []
        self.orders = Orders(fpl.url, server.url)
        self._began = 0.0

    async def start(self, *orders: Orders) -> list[Running]:
        """Start workers, four alike unless said otherwise, and wait until they ask."""
        started = [await self._spawn(one) for one in orders or (self.orders,) * 4]
        await asyncio.gather(*(one.line("asking", BEGIN_SECONDS) for one in started))
        return started

    def ordered(self, **changes: object) -> Orders:
        """Return the usual orders, with changes."""
        return replace(self.orders, **changes)  # type: ignore[arg-type]

    async def _spawn(self, orders: Orders) -> Running:
        command = ("-m", "tests.faults.budget_worker", str(orders))
        worker = await self._stack.enter_async_context(running(*command))
        # A busy machine would send late what was asked in time.
        worker.favour()
        self.workers.append(worker)
        return worker

    async def replace_worker(self) -> None:
        """Kill the worker that has run for longest; another takes its place."""
        self.workers.pop(0).kill()
        await self._spawn(self.orders)

    def proxied(self) -> str:
        """Return an address of Valkey that leads through the proxy."""
        return f"redis://127.0.0.1:{self.proxy.port}/0"

    async def play(self, seconds: float, *deeds: tuple[float, Deed]) -> None:
        """Let all ask for so long after the first arrival, and do things meanwhile."""
        while not (began := (await self.fpl.requests())["recent"]):
            await asyncio.sleep(0.02)
        self._began = began[0]["at"]
        for at, deed in deeds:
            await self._until(at)
            done = deed()
            if isawaitable(done):
                await done
        await self._until(seconds)

    async def _until(self, moment: float) -> None:
        await asyncio.sleep(self._began + moment - time.monotonic())

    def since(self, monotonic: float) -> float:
        """Return a moment of the machine's clock in seconds since the first arrival."""
        return monotonic - self._began

    async def told(self, what: str, *spans: tuple[float, float]) -> Figures:
        """Return what FPL saw, and say it, with the share used in some spans."""
        found = await self.fpl.requests()
        recent = found["recent"]
        figures = Figures(
            tuple(one["at"] - self._began for one in recent),
            tuple(one["path"] for one in recent),
            int(self.orders.per_second),
            self.orders.per_minute,
        )
        used = [f"{a:g}-{b:g} s {figures.used(a, b):.0%}" for a, b in spans]
        sys.stdout.write(", ".join((f"{what}: {figures}", *used)) + "\n")
        assert found["violations"] == figures.over
        return figures

    async def ended(
        self, workers: Sequence[Running] | None = None
    ) -> list[dict[str, Any]]:
        """Have workers end, and return what they say of themselves."""
        told = []
        for worker in workers or self.workers:
            await worker.stop()
            told.append(json.loads(worker.said.splitlines()[-1]))
        return told

    async def do(self, *command: str | int) -> None:
        """Tell Valkey something; waits for it, unlike the budget."""
        async with Redis.from_url(self.valkey.url, socket_timeout=5) as driver:
            await driver.execute_command(*command)  # type: ignore[no-untyped-call]

    async def begin_empty(self) -> None:
        """Start Valkey again after it died, with nothing of what it knew."""
        for path in self.valkey.socket.parent.glob("valkey/*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        await self.valkey.start()


@asynccontextmanager
async def bench_on(
    fpl: PretendFPL, per_second: int = 20, per_minute: int = 1200
) -> AsyncIterator[Bench]:
    """Put everything up; the simulator refuses what is over the limit, strictly."""
    await fpl.limit(per_second, per_minute)
    await fpl.forget()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fplb-")))
        (folder / "valkey").mkdir(mode=0o700)
        program = valkey.program(
            find_valkey(Machine()), folder / "valkey", folder, folder / "valkey.log"
        )
        socket = folder / valkey.SOCKET
        server = Server(program, f"unix://{quote(str(socket))}", socket)
        await server.start()
        stack.push_async_callback(server.end)
        proxy = await stack.enter_async_context(ToxicProxy(socket))
        bench = Bench(stack, fpl, server, proxy)
        bench.orders = replace(
            bench.orders, per_second=float(per_second), per_minute=per_minute
        )
        yield bench
