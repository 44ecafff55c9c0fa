"""Several shared budgets, as several processes have them, and who got a slot when."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fplbanter.cluster.budget import ClusterBudget
from fplbanter.cluster.connection import connect
from fplbanter.cluster.lanes import Lane

HURRY = 6.0
"""How much faster a hurried process's clock runs: nobody waits for its silences."""


def hurried() -> float:
    return time.monotonic() * HURRY


async def nap(seconds: float) -> None:
    await asyncio.sleep(seconds / HURRY)


class Desk:
    """Several budgets, as several processes have them, and who got a slot when."""

    def __init__(self, url: str, prefix: str, stack: AsyncExitStack) -> None:
        self._url, self._prefix, self._stack = url, prefix, stack
        self.served: list[tuple[float, Lane]] = []

    async def open(
        self, per_second: float, per_minute: int = 60_000, processes: int = 2
    ) -> list[ClusterBudget]:
        return [
            await self.one(per_second, per_minute, processes) for _ in range(processes)
        ]

    async def one(
        self, per_second: float, per_minute: int, processes: int, in_flight: int = 4
    ) -> ClusterBudget:
        valkey = connect(self._url, prefix=self._prefix)
        await self._stack.enter_async_context(valkey)
        budget = ClusterBudget(valkey, per_second, per_minute, processes, in_flight)
        return await self._stack.enter_async_context(budget)

    async def ask(self, budget: ClusterBudget, lane: Lane = Lane.PERSON) -> None:
        async with budget.slot(lane):
            self.served.append((time.monotonic(), lane))

    def queue(
        self, budget: ClusterBudget, lane: Lane, times: int
    ) -> list[asyncio.Task[None]]:
        return [asyncio.create_task(self.ask(budget, lane)) for _ in range(times)]

    async def until(self, served: int) -> None:
        while len(self.served) < served:
            await asyncio.sleep(0.002)


@asynccontextmanager
async def desk_at(url: str, prefix: str) -> AsyncIterator[Desk]:
    """Open a desk; its keys are gone afterwards."""
    async with AsyncExitStack() as stack:
        yield Desk(url, prefix, stack)
        valkey = await stack.enter_async_context(connect(url))
        for key in await valkey.call("KEYS", f"{prefix}*"):
            await valkey.call("DEL", key)


async def forsake(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
