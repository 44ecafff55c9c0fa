"""Reading changes for all who need the same at the same moment, once."""

import asyncio
from collections.abc import Iterable
from typing import Final

from fplbanter.errors import StoreUnavailable
from fplbanter.live.feed import unbroken
from fplbanter.live.publishing import Change
from fplbanter.ops import metrics
from fplbanter.store.changes import Changes

AT_ONCE: Final = 8
"""Reads of changes at once: after an outage every topic needs one."""

PAGE: Final = 100
"""Changes in one read."""


class Reading:
    """What is kept, asked for by many: one question for all of them."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._lines = asyncio.Semaphore(AT_ONCE)
        self._waiting: dict[str, asyncio.Future[int]] = {}
        self._asking: asyncio.Task[None] | None = None
        self._reads: dict[tuple[str, int, int], asyncio.Task[list[Change]]] = {}

    async def version(self, topic: str) -> int:
        """
        Return a topic's newest version, read after the call; 0 if it has none.

        Those who ask while an answer is under way wait for the next, together.
        Raises StoreUnavailable.
        """
        if topic not in self._waiting:
            self._waiting[topic] = asyncio.get_running_loop().create_future()
        arrival = self._waiting[topic]
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        return await asyncio.shield(arrival)

    async def versions(self, topics: list[str]) -> dict[str, int]:
        """Return the newest versions of many topics; raises StoreUnavailable."""
        return await self._changes.find_versions(topics)

    async def changes(
        self, topic: str, after: int, upto: int, *, why: str
    ) -> list[Change]:
        """
        Return the next changes after a version, without a gap, a page at most.

        Empty where the next one is not kept any more. `why` is what the read is
        counted as. Raises StoreUnavailable.
        """
        key = (topic, after, upto)
        if key not in self._reads:
            metrics.LIVE_FILLS.labels(why).inc()
            task = self._reads[key] = asyncio.create_task(self._read(*key))
            task.add_done_callback(lambda done: self._ended(key, done))
        return list(await asyncio.shield(self._reads[key]))

    async def close(self) -> None:
        """Give up what is under way."""
        tasks = [*self._reads.values(), *([self._asking] if self._asking else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _ask(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, {}
            try:
                found = await self._changes.find_versions(batch)
            except StoreUnavailable:
                _fail(batch.values())
            except BaseException:
                # Nobody may wait for an answer that never comes.
                _fail([*batch.values(), *self._waiting.values()])
                self._waiting = {}
                raise
            else:
                for topic, arrival in batch.items():
                    arrival.set_result(found[topic])

    async def _read(self, topic: str, after: int, upto: int) -> list[Change]:
        async with self._lines:
            found = await self._changes.find_changes(topic, after, upto, limit=PAGE)
        return unbroken([Change.of(each) for each in found], after)

    def _ended(
        self, key: tuple[str, int, int], task: "asyncio.Task[list[Change]]"
    ) -> None:
        del self._reads[key]
        if not task.cancelled():
            # Whoever asked may have left: then nobody else looks at it.
            task.exception()


def _fail(arrivals: Iterable[asyncio.Future[int]]) -> None:
    for arrival in arrivals:
        arrival.set_exception(StoreUnavailable("MongoDB does not answer."))
        # Whoever asked may have left: then nobody else looks at it.
        arrival.exception()
