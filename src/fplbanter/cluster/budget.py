"""
The one request budget of an installation, however many processes it has.

Slots are reserved in Valkey by one script (`budget_known.lua` and, following it,
`budget_slot.lua`), on the server's clock and a gap apart. What holds when Valkey
is gone, frozen, slow or empty is told in `contact.py`; here is who waits.

Each process has one dispatcher (`dispatcher.py`), which asks for whoever is first
in its queues. The script knows who waits where, so the most urgent lane of all
processes goes first. A slot is given away shortly before its time, and lost if it
is used too late: a process that was frozen meanwhile must not fire late, when
others fire as well.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from logging import getLogger
from typing import Self

from fplbanter.cluster.connection import Valkey
from fplbanter.cluster.dispatcher import Dispatcher
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.learning import AGAIN, ALL, CLIMB, LEAST, LONGEST_PAUSE
from fplbanter.cluster.limits import Limits
from fplbanter.cluster.pace import LATEST
from fplbanter.cluster.pulses import Pulses
from fplbanter.cluster.slots import HeldSlot, Slot
from fplbanter.cluster.spender import BudgetReport
from fplbanter.cluster.waiting import Ticket, WaitingRoom
from fplbanter.errors import UpstreamPaused
from fplbanter.ops import metrics
from fplbanter.ops.closing import Closing

_log = getLogger(__name__)


class ClusterBudget(Closing):
    """
    At most `per_second`, `per_minute` and `in_flight` for all processes together.

    `processes` is how many there may be at once, two versions side by side
    included. Use it as `async with ClusterBudget(...) as budget`: from then on
    the process is known to the others. `pulses` are those of its machine, if its
    processes can see each other. Raises ValueError for limits of nothing.
    """

    def __init__(
        self,
        valkey: Valkey,
        per_second: float,
        per_minute: int,
        processes: int,
        in_flight: int = 4,
        *,
        name: str = "fpl",
        pulses: Pulses | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._limits = Limits(per_second, per_minute, processes, in_flight)
        self._monotonic = monotonic
        self._sleep = sleep
        self._room = WaitingRoom()
        self._dispatcher = Dispatcher(
            valkey,
            self._limits,
            self._room,
            name=name,
            pulses=pulses,
            monotonic=monotonic,
            sleep=sleep,
        )
        self._learning = self._dispatcher.contact.learning
        self._spent = 0
        self._lost = 0
        self._waited = 0.0

    async def __aenter__(self) -> Self:
        """Make the process known to the others."""
        self._dispatcher.wake()
        return self

    async def aclose(self) -> None:
        """Say goodbye, so that the share is free for the others at once."""
        await self._dispatcher.stop()

    @asynccontextmanager
    async def slot(
        self, lane: Lane = Lane.PERSON, group: str | None = None
    ) -> AsyncIterator[Slot]:
        """
        Wait for a slot; the request is in flight while the block runs.

        Call its `leave` last of all before the request goes out. Raises UpstreamPaused
        with the seconds left while `group`, or everything, is held back.
        """
        self._refuse_while_paused(group)
        ticket = self._room.join(lane, group, self._monotonic())
        ticket = await self._obtain(ticket)
        slot = HeldSlot(ticket, self._another, self._dispatcher.land, self._monotonic)
        try:
            yield slot
        finally:
            slot.end()

    def paused(self, group: str | None = None) -> float:
        """Return for how many seconds a group is held back, 0.0 if it is not."""
        return self._learning.paused(group, self._monotonic())

    def waiting(self) -> int:
        """Return how many wait for a slot in this process."""
        return len(self._room)

    def report(self) -> BudgetReport:
        """Return how the budget stands, as this process knows it."""
        now, limits = self._monotonic(), self._limits
        contact, factor = self._dispatcher.contact, self._learning.factor(now)
        return BudgetReport(
            shared=contact.connected,
            rate=limits.per_second * factor,
            per_second=limits.per_second,
            factor=factor,
            used_minute=contact.used_minute(now),
            per_minute=limits.per_minute,
            waiting=self._room.counts(),
            oldest=self._room.oldest(now),
            in_flight=self._dispatcher.flying,
            pauses=self._learning.pauses(now),
            processes=contact.present,
            spent=self._spent,
            lost=self._lost,
            waited=self._waited,
        )

    async def penalise(self, reason: str) -> None:
        """Halve the rate of all processes, since FPL refused us: see `reason`."""
        if self._learning.penalise(self._monotonic()):
            # Others that were under way at the same time are the same refusal.
            _log.warning("asking FPL half as often: %s", reason)
            metrics.BUDGET_PENALTIES.inc()
        told = {"penalty": True, "climb": CLIMB, "again": AGAIN, "least": LEAST}
        await self._dispatcher.teach(told)

    async def pause_until(self, seconds: float, group: str | None = None) -> None:
        """Hold a group (or everything) back in all processes, 900 s at most."""
        if not seconds > 0:
            return
        seconds = min(seconds, LONGEST_PAUSE)
        self._learning.pause(seconds, group or ALL, self._monotonic())
        self._dispatcher.turn_away()
        await self._dispatcher.teach({"pause": seconds, "group": group or ALL})

    # Who waits.

    async def _obtain(self, ticket: Ticket) -> Ticket:
        """Wait until a slot is there at this very moment."""
        while not await self._used_in_time(ticket):
            self._dispatcher.land()
            ticket = self._queue_again(ticket)
        self._spent += 1
        self._waited += self._monotonic() - ticket.since
        return ticket

    async def _another(self, ticket: Ticket) -> Ticket:
        """Give a slot up that was not used in time, and wait for the next one."""
        self._spent -= 1
        return await self._obtain(self._queue_again(ticket))

    def _queue_again(self, ticket: Ticket) -> Ticket:
        self._lost += 1
        metrics.BUDGET_LOST_SLOTS.inc()
        self._refuse_while_paused(ticket.group)
        return self._room.rejoin(ticket)

    async def _used_in_time(self, ticket: Ticket) -> bool:
        """Wait for a slot and its time; False if that has passed already."""
        self._dispatcher.wake(ticket)
        try:
            at = await self._granted(ticket)
            while (left := at - self._monotonic()) > 0:
                await self._sleep(left)
            self._refuse_while_paused(ticket.group)
        except (asyncio.CancelledError, UpstreamPaused):
            self._leave(ticket)
            raise
        return self._monotonic() - at <= LATEST

    async def _granted(self, ticket: Ticket) -> float:
        """Wait until a slot is granted; raises UpstreamPaused if a pause begins."""
        at = await ticket.granted
        if at is None:
            raise _busy(self.paused(ticket.group))
        return at

    def _refuse_while_paused(self, group: str | None) -> None:
        if left := self.paused(group):
            raise _busy(left)

    def _leave(self, ticket: Ticket) -> None:
        """Take back a ticket; a slot granted already stays spent."""
        if not self._room.leave(ticket) and ticket.holds_slot:
            self._dispatcher.land()


def _busy(left: float) -> UpstreamPaused:
    # A pause may be over by the time that who was turned away hears of it.
    return UpstreamPaused(
        "FPL asked us to come back later", retry_after=max(left, 0.001)
    )
