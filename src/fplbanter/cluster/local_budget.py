"""
The request budget of one process alone: how often FPL may be asked at all.

For a product of one process without Valkey, and for tests. Every attempt spends
a slot, retries too.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.pace import Pace
from fplbanter.cluster.waiting import Ticket, WaitingRoom

_SHORTEST_SLEEP: Final = 0.001


class Budget:
    """
    At most `per_second`, at most `per_minute`, at most `in_flight` at once.

    Both rates hold over any sliding window. The most urgent lane goes first,
    and within a lane who came first. Time is told by `monotonic`, in seconds.
    One budget belongs to one event loop.
    """

    def __init__(
        self,
        per_second: float = 2.0,
        per_minute: int = 100,
        in_flight: int = 4,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        if not (per_second > 0 and per_minute > 0 and in_flight > 0):
            raise ValueError("per_second, per_minute and in_flight must be above 0")
        self._pace = Pace(per_second, per_minute)
        self._free = asyncio.Semaphore(in_flight)
        self._room = WaitingRoom()
        self._dispatcher: asyncio.Task[None] | None = None
        self._monotonic = monotonic
        self._sleep = sleep

    @asynccontextmanager
    async def slot(
        self, lane: Lane = Lane.PERSON, group: str | None = None
    ) -> AsyncIterator[None]:
        """Wait for a slot; the request is in flight while the block runs."""
        await self._wait_for_slot(lane, group)
        try:
            yield
        finally:
            self._free.release()

    def waiting(self) -> int:
        """Return how many wait for a slot."""
        return len(self._room)

    async def _wait_for_slot(self, lane: Lane, group: str | None) -> None:
        """Queue up until the dispatcher grants a slot and a place in flight."""
        ticket = self._room.join(lane, group, self._monotonic())
        if self._dispatcher is None or self._dispatcher.done():
            self._dispatcher = asyncio.create_task(self._dispatch())
        try:
            await ticket.granted
        except asyncio.CancelledError:
            self._leave(ticket)
            raise

    def _leave(self, ticket: Ticket) -> None:
        """Take back a ticket; a slot granted at that moment stays spent."""
        granted = ticket.granted.done() and not ticket.granted.cancelled()
        if not self._room.leave(ticket) and granted:
            self._free.release()

    async def _dispatch(self) -> None:
        """Hand out slots for as long as somebody waits."""
        while len(self._room):
            await self._free.acquire()
            if not await self._grant_next():
                self._free.release()

    async def _grant_next(self) -> bool:
        """Wait for the next slot and give it away; False if all went away."""
        while heads := self._room.heads():
            now = self._monotonic()
            ready = {lane: self._pace.ready_at(lane) for lane in heads}
            due = [lane for lane, at in ready.items() if at <= now]
            if not due:
                await self._sleep_until(min(ready.values()))
            elif self._room.grant(self._room.choose(due), now):
                self._pace.spend(now)
                return True
        return False

    async def _sleep_until(self, moment: float) -> None:
        """Wait in short steps: somebody more urgent may come meanwhile."""
        left = max(moment - self._monotonic(), _SHORTEST_SLEEP)
        await self._sleep(min(left, self._pace.gap))
