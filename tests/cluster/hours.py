"""A clock of hours for the local budget: nobody sleeps, time leaps."""

import asyncio
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count

from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.local_budget import Budget


class Hours:
    """A clock that leaps to the next sleeper's moment once nobody is busy."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._numbers = count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._sleepers, (self.now + seconds, next(self._numbers), woken))
        await woken

    def wake_next(self) -> None:
        """Leap to the moment at which the next sleeper wakes."""
        self.now, _, woken = heappop(self._sleepers)
        if not woken.done():
            woken.set_result(None)

    async def run(self, until: Callable[[], bool]) -> None:
        """Let time pass until that is so."""
        idle = 0
        while not until():
            for _ in range(6):
                await asyncio.sleep(0)
            idle = 0 if self._sleepers else idle + 1
            if self._sleepers:
                self.wake_next()
            assert idle < 1000, "nobody sleeps, and it will never be so"


class Desk:
    """A budget on such a clock, and a note of every slot that it gave."""

    def __init__(self, per_second: float, per_minute: int, in_flight: int = 4) -> None:
        self.hours = Hours()
        self.budget = Budget(
            per_second,
            per_minute,
            in_flight,
            monotonic=self.hours.monotonic,
            sleep=self.hours.sleep,
        )
        self.moments: list[float] = []
        self.lanes: list[Lane] = []

    async def _ask(self, lane: Lane, after: float) -> None:
        await self.hours.sleep(after)
        async with self.budget.slot(lane):
            self.moments.append(self.hours.now)
            self.lanes.append(lane)

    def ask(self, lane: Lane, after: float = 0.0) -> asyncio.Task[None]:
        return asyncio.create_task(self._ask(lane, after))

    async def settle(self, *tasks: asyncio.Task[None]) -> None:
        """Let time pass until all tasks are done."""
        left = list(tasks)

        def done() -> bool:
            while left and left[-1].done():
                left.pop()
            return not left

        await self.hours.run(done)
        await asyncio.gather(*tasks, return_exceptions=True)
