"""One fetch per key: whoever asks for the same thing waits for the same fetch."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class FlightTimeout(Exception):
    """A fetch goes on for longer than somebody would wait."""


class Flights:
    """
    Running fetches by key.

    A fetch goes on when whoever asked for it has left, and its end is never
    lost: an error that nobody waits for any more is dropped silently, since
    the next one who asks starts anew.
    """

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Task[Any]] = {}

    def __len__(self) -> int:
        """Return how many fetches are under way."""
        return len(self._running)

    def launch(
        self, key: Hashable, fetch: Callable[[], Awaitable[object]]
    ) -> "asyncio.Task[Any]":
        """Start the fetch behind, or return the one under way."""
        task = self._running.get(key)
        if task is None:
            task = asyncio.create_task(_run(fetch))
            self._running[key] = task
            task.add_done_callback(lambda done: self._landed(key, done))
        return task

    async def join(
        self,
        key: Hashable,
        fetch: Callable[[], Awaitable[object]],
        *,
        patience: float | None = None,
    ) -> bool:
        """
        Start the fetch, or join the one under way; say whether it has ended.

        `patience` is in seconds: False means that it is still going on. Raises
        what the fetch raised.
        """
        try:
            await self.bring(key, fetch, patience=patience)
        except FlightTimeout:
            return False
        return True

    async def bring(
        self,
        key: Hashable,
        fetch: Callable[[], Awaitable[T]],
        *,
        patience: float | None = None,
    ) -> T:
        """
        Start the fetch, or join the one under way, and return what it brings.

        Raises FlightTimeout when that takes longer than `patience` in seconds,
        and what the fetch raised.
        """
        task = self.launch(key, fetch)
        done, _ = await asyncio.wait({task}, timeout=patience)
        if not done:
            raise FlightTimeout
        return cast("T", task.result())

    def is_flying(self, key: Hashable) -> bool:
        """Say whether a fetch for that key is under way."""
        return key in self._running

    async def close(self) -> None:
        """Cancel every fetch and wait until they have ended."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _landed(self, key: Hashable, task: asyncio.Task[Any]) -> None:
        del self._running[key]
        if not task.cancelled():
            task.exception()


async def _run(fetch: Callable[[], Awaitable[object]]) -> object:
    return await fetch()
