"""
The request budget of one process: how often FPL may be asked at all.

Every attempt spends a slot, retries too. Slots are never handed out together:
a limiter that allows bursts lets twice its limit through a sliding window.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from itertools import count
from typing import Final, Protocol

from fplbanter.fpl.lanes import Lane

_MARGIN: Final = 1.02
"""Slots lie 2 % further apart than the rate asks: what travel time may blur."""

_OLDEST_EVERY: Final = 10
"""Every tenth slot goes to who has waited longest, so that no lane starves."""

_BACKFILL_SHARE: Final = 0.9
"""The part of a minute's cap that backfill may use up: the rest stays free."""

_SHORTEST_SLEEP: Final = 0.001


class Spender(Protocol):
    """What a request needs of a budget: one slot for one attempt."""

    def slot(self, lane: Lane = Lane.PERSON) -> AbstractAsyncContextManager[None]:
        """Wait for a slot; the request is in flight while the block runs."""
        ...


class _Ticket:
    """Somebody who waits for a slot; `number` counts who came when."""

    __slots__ = ("granted", "number")

    def __init__(self, number: int) -> None:
        self.number = number
        self.granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()


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
        self._gap = _MARGIN / per_second
        self._minute = 60.0 * _MARGIN
        self._backfill = max(1, int(per_minute * _BACKFILL_SHARE))
        self._spent: deque[float] = deque(maxlen=per_minute)
        self._free = asyncio.Semaphore(in_flight)
        self._lanes: dict[Lane, deque[_Ticket]] = {lane: deque() for lane in Lane}
        self._numbers = count()
        self._handed_out = 0
        self._dispatcher: asyncio.Task[None] | None = None
        self._monotonic = monotonic
        self._sleep = sleep

    @asynccontextmanager
    async def slot(self, lane: Lane = Lane.PERSON) -> AsyncIterator[None]:
        """Wait for a slot; the request is in flight while the block runs."""
        await self._wait_for_slot(lane)
        try:
            yield
        finally:
            self._free.release()

    def waiting(self) -> int:
        """Return how many wait for a slot."""
        return sum(len(queue) for queue in self._lanes.values())

    async def _wait_for_slot(self, lane: Lane) -> None:
        """Queue up until the dispatcher grants a slot and a place in flight."""
        ticket = _Ticket(next(self._numbers))
        self._lanes[lane].append(ticket)
        if self._dispatcher is None or self._dispatcher.done():
            self._dispatcher = asyncio.create_task(self._dispatch())
        try:
            await ticket.granted
        except asyncio.CancelledError:
            self._leave(lane, ticket)
            raise

    def _leave(self, lane: Lane, ticket: _Ticket) -> None:
        """Take back a ticket; a slot granted at that moment stays spent."""
        if ticket in self._lanes[lane]:
            self._lanes[lane].remove(ticket)
        elif ticket.granted.done() and not ticket.granted.cancelled():
            self._free.release()

    async def _dispatch(self) -> None:
        """Hand out slots for as long as somebody waits."""
        while self.waiting():
            await self._free.acquire()
            ticket = await self._next_ticket()
            if ticket is None:
                self._free.release()
                continue
            self._spent.append(self._monotonic())
            self._handed_out += 1
            ticket.granted.set_result(None)

    async def _next_ticket(self) -> _Ticket | None:
        """Wait for the next slot and choose its owner; None if all went away."""
        while waiting := [lane for lane in Lane if self._lanes[lane]]:
            now = self._monotonic()
            ready = [lane for lane in waiting if self._ready_at(lane) <= now]
            if not ready:
                await self._sleep_until(min(map(self._ready_at, waiting)))
                continue
            ticket = self._lanes[self._choose(ready)].popleft()
            # Somebody who was cancelled a moment ago may still stand here.
            if not ticket.granted.done():
                return ticket
        return None

    async def _sleep_until(self, moment: float) -> None:
        """Wait in short steps: somebody more urgent may come meanwhile."""
        left = max(moment - self._monotonic(), _SHORTEST_SLEEP)
        await self._sleep(min(left, self._gap))

    def _ready_at(self, lane: Lane) -> float:
        """Return when that lane may have its next slot."""
        if not self._spent:
            return 0.0
        cap = self._backfill if lane is Lane.BACKFILL else self._spent.maxlen or 1
        at = self._spent[-1] + self._gap
        if len(self._spent) < cap:
            return at
        return max(at, self._spent[-cap] + self._minute)

    def _choose(self, ready: list[Lane]) -> Lane:
        """Return the most urgent lane, every tenth time the one waiting longest."""
        if self._handed_out % _OLDEST_EVERY == _OLDEST_EVERY - 1:
            return min(ready, key=lambda lane: self._lanes[lane][0].number)
        return ready[0]
