"""One fetch for a key in this process, however many want it and however they leave."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

from fplbanter.cluster.lanes import Lane

T = TypeVar("T")

MOST: Final = 2_000
"""Fetches under way or waiting for a slot, at most."""


class Flight(Generic[T]):
    """
    A fetch under way.

    It is `airborne` once it has its slot of the budget. Until then somebody more
    urgent may hurry it: `lane` is the most urgent of all who want it.
    """

    def __init__(self, lane: Lane) -> None:
        self.lane = lane
        self.airborne = False
        self.hurried = asyncio.Event()
        self.task: asyncio.Task[T]
        self._left_at = math.inf

    def took_off(self) -> None:
        """Note that it has its slot, or that its second try has one."""
        self.airborne = True
        self._left_at = time.monotonic()

    @property
    def flown(self) -> float:
        """Seconds since it had its slot; below 0 before: waiting for one is no flight."""
        return time.monotonic() - self._left_at

    def hurry(self, lane: Lane) -> None:
        """Let it wait in a more urgent lane, if that is one."""
        if lane < self.lane:
            self.lane = lane
            self.hurried.set()


class Flights(Generic[T]):
    """
    All fetches under way in this process, by key.

    A fetch goes on when whoever asked for it has left. An error that nobody
    waits for any more is dropped: the next one who asks is told of it.
    """

    def __init__(self) -> None:
        self._running: dict[str, Flight[T]] = {}

    def __len__(self) -> int:
        """Return how many are under way."""
        return len(self._running)

    def __contains__(self, key: str) -> bool:
        """Say whether a key is being fetched."""
        return key in self._running

    @property
    def full(self) -> bool:
        """Say whether no more can be begun."""
        return len(self._running) >= MOST

    def launch(
        self, key: str, lane: Lane, fly: Callable[[Flight[T]], Awaitable[T]]
    ) -> Flight[T]:
        """Begin to fetch a key, or return the fetch under way."""
        flight = self._running.get(key)
        if flight is not None:
            flight.hurry(lane)
            return flight
        flight = self._running[key] = Flight(lane)
        flight.task = asyncio.create_task(_result(fly(flight)))
        flight.task.add_done_callback(lambda task: self._landed(key, task))
        return flight

    async def close(self) -> None:
        """Give up every fetch."""
        tasks = [flight.task for flight in self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _landed(self, key: str, task: asyncio.Task[T]) -> None:
        del self._running[key]
        if not task.cancelled():
            task.exception()


async def _result(work: Awaitable[T]) -> T:
    return await work
