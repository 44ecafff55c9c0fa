"""
The request budget of one process alone: how often FPL may be asked at all.

For a product of one process without Valkey, and for tests. Every attempt spends
a slot, retries too. What is shared among processes is `budget.py`; both are a
`Budgeting`.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from logging import getLogger
from typing import Final

from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.learning import ALL, LONGEST_PAUSE, Learning
from fplbanter.cluster.pace import Pace
from fplbanter.cluster.slots import HeldSlot, Slot
from fplbanter.cluster.spender import BudgetReport
from fplbanter.cluster.waiting import Ticket, WaitingRoom
from fplbanter.errors import UpstreamPaused
from fplbanter.ops import metrics

_SHORTEST_SLEEP: Final = 0.001
_log = getLogger(__name__)


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
        self._per_second, self._per_minute = per_second, per_minute
        self._pace = Pace(per_second, per_minute)
        self._learning = Learning()
        self._free = asyncio.Semaphore(in_flight)
        self._flying = 0
        self._spent = 0
        self._lost = 0
        self._waited = 0.0
        self._room = WaitingRoom()
        self._dispatcher: asyncio.Task[None] | None = None
        self._monotonic = monotonic
        self._sleep = sleep

    @asynccontextmanager
    async def slot(
        self, lane: Lane = Lane.PERSON, group: str | None = None
    ) -> AsyncIterator[Slot]:
        """
        Wait for a slot; the request is in flight while the block runs.

        Call its `leave` last of all before the request goes out. Raises UpstreamPaused
        with the seconds left while `group`, or everything, is held back.
        """
        self._refuse(self.paused(group))
        ticket = self._room.join(lane, group, self._monotonic())
        ticket = await self._obtain(ticket)
        slot = HeldSlot(ticket, self._another, self._land, self._monotonic)
        try:
            yield slot
        finally:
            slot.end()

    async def penalise(self, reason: str) -> None:
        """Halve the rate, since FPL refused us: see `reason`; it climbs back."""
        if self._learning.penalise(self._monotonic()):
            # Others that were under way at the same time are the same refusal.
            _log.warning("asking FPL half as often: %s", reason)
            metrics.BUDGET_PENALTIES.inc()

    async def pause_until(self, seconds: float, group: str | None = None) -> None:
        """Hold a group (or everything) back for so many seconds, 900 at most."""
        if seconds > 0:
            seconds = min(seconds, LONGEST_PAUSE)
            self._learning.pause(seconds, group or ALL, self._monotonic())
            self._room.turn_away(self.paused)

    def paused(self, group: str | None = None) -> float:
        """Return for how many seconds a group is held back, 0.0 if it is not."""
        return self._learning.paused(group, self._monotonic())

    def waiting(self) -> int:
        """Return how many wait for a slot."""
        return len(self._room)

    def report(self) -> BudgetReport:
        """Return how the budget stands."""
        now = self._monotonic()
        factor = self._learning.factor(now)
        return BudgetReport(
            shared=True,
            rate=self._per_second * factor,
            per_second=self._per_second,
            factor=factor,
            used_minute=self._pace.used(now),
            per_minute=self._per_minute,
            waiting=self._room.counts(),
            oldest=self._room.oldest(now),
            in_flight=self._flying,
            pauses=self._learning.pauses(now),
            processes=1,
            spent=self._spent,
            lost=self._lost,
            waited=self._waited,
        )

    async def _obtain(self, ticket: Ticket) -> Ticket:
        """Wait until the dispatcher grants a slot and a place in flight."""
        if self._dispatcher is None or self._dispatcher.done():
            self._dispatcher = asyncio.create_task(self._dispatch())
        try:
            at = await ticket.granted
        except asyncio.CancelledError:
            self._leave(ticket)
            raise
        if at is None:
            self._refuse(max(self.paused(ticket.group), _SHORTEST_SLEEP))
        self._flying += 1
        self._spent += 1
        self._waited += self._monotonic() - ticket.since
        return ticket

    async def _another(self, ticket: Ticket) -> Ticket:
        """Give a slot up that was not used in time, and wait for the next one."""
        self._spent -= 1
        self._lost += 1
        metrics.BUDGET_LOST_SLOTS.inc()
        self._refuse(self.paused(ticket.group))
        return await self._obtain(self._room.rejoin(ticket))

    def _land(self) -> None:
        self._flying -= 1
        self._free.release()

    @staticmethod
    def _refuse(left: float) -> None:
        if left:
            raise UpstreamPaused("FPL asked us to come back later", retry_after=left)

    def _leave(self, ticket: Ticket) -> None:
        """Take back a ticket; a slot granted at that moment stays spent."""
        if not self._room.leave(ticket) and ticket.holds_slot:
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
            factor = self._learning.factor(now)
            ready = {lane: self._pace.ready_at(lane, factor) for lane in heads}
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
