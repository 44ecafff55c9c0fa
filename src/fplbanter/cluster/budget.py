"""
The one request budget of an installation, however many processes it has.

Slots are reserved in Valkey by one script (`budget.lua`), on the server's clock
and a gap apart. What holds when Valkey is gone, frozen, slow or empty is told
in `contact.py`; here is what waits, sends and sleeps.

Each process has one dispatcher, which asks for whoever is first in its queues;
it asks again when the next slot is to be given away. The script knows who waits
where, so the most urgent lane of all processes goes first. A slot is given away
shortly before its time, and lost if it is used too late: a process that was
frozen meanwhile must not fire late, when others fire as well.
"""

import asyncio
import json
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from logging import getLogger
from types import TracebackType
from typing import Final, Self
from uuid import uuid4

from fplbanter.cluster.connection import Script, Valkey
from fplbanter.cluster.contact import Contact
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.learning import AGAIN, ALL, CLIMB, LEAST, LONGEST_PAUSE
from fplbanter.cluster.limits import BEAT, Limits
from fplbanter.cluster.pace import LATEST
from fplbanter.cluster.waiting import Ticket, WaitingRoom
from fplbanter.errors import ClusterUnavailable, UpstreamBusy

_SCHEMA: Final = "1"
"""The shape of the keys. Versions that differ in it would spend twice."""

_SHORTEST_NAP: Final = 0.001

_ASK: Final = Script("budget")
_LEARN: Final = Script("learn")
_log = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BudgetReport:
    """
    How the budget stands, as this process knows it.

    `shared` is False while the process spends its share without Valkey;
    `processes` is how many are in touch. `rate` is what is allowed now, requests
    a second for all; `spent` and `lost` count this process's slots.
    """

    shared: bool
    rate: float
    per_second: float
    factor: float
    used_minute: int
    per_minute: int
    waiting: Mapping[Lane, int]
    in_flight: int
    pauses: Mapping[str, float]
    processes: int
    spent: int
    lost: int


class ClusterBudget:
    """
    At most `per_second`, `per_minute` and `in_flight` for all processes together.

    `processes` is how many there may be at once, two versions side by side
    included. Use it as `async with ClusterBudget(...) as budget`: from then on
    the process is known to the others. Raises ValueError for limits of nothing.
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
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._limits = Limits(per_second, per_minute, processes, in_flight)
        self._valkey = valkey
        self._keys = _Keys(valkey, name)
        self._monotonic = monotonic
        self._sleep = sleep
        self._room = WaitingRoom()
        self._contact = Contact(self._limits, uuid4().hex[:12], monotonic())
        self._flying = 0
        self._spent = 0
        self._lost = 0
        self._stirred = asyncio.Event()
        self._asking = asyncio.Lock()
        self._asked_at = -math.inf
        self._dispatcher: asyncio.Task[None] | None = None
        self._beating: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Make the process known to the others."""
        self._wake()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Say goodbye."""
        await self.aclose()

    async def aclose(self) -> None:
        """Say goodbye, so that the share is free for the others at once."""
        tasks = [task for task in (self._dispatcher, self._beating) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        with suppress(ClusterUnavailable):
            await self._valkey.call("HDEL", self._keys.members, self._contact.member)

    @asynccontextmanager
    async def slot(
        self, lane: Lane = Lane.PERSON, group: str | None = None
    ) -> AsyncIterator[None]:
        """
        Wait for a slot; the request is in flight while the block runs.

        Raises UpstreamBusy with the seconds left while `group`, or everything,
        is held back.
        """
        await self._obtain(lane, group)
        self._spent += 1
        try:
            yield
        finally:
            self._land()

    def paused(self, group: str | None = None) -> float:
        """Return for how many seconds a group is held back, 0.0 if it is not."""
        return self._contact.learning.paused(group, self._monotonic())

    def waiting(self) -> int:
        """Return how many wait for a slot in this process."""
        return len(self._room)

    def report(self) -> BudgetReport:
        """Return how the budget stands, as this process knows it."""
        now, contact, limits = self._monotonic(), self._contact, self._limits
        factor = contact.learning.factor(now)
        return BudgetReport(
            shared=contact.connected,
            rate=limits.per_second * factor,
            per_second=limits.per_second,
            factor=factor,
            used_minute=contact.used,
            per_minute=limits.per_minute,
            waiting=self._room.counts(),
            in_flight=self._flying,
            pauses=contact.learning.pauses(now),
            processes=contact.present,
            spent=self._spent,
            lost=self._lost,
        )

    async def penalise(self, reason: str) -> None:
        """Halve the rate of all processes, since FPL refused us: see `reason`."""
        _log.warning("asking FPL half as often: %s", reason)
        self._contact.learning.penalise(self._monotonic())
        told = {"penalty": True, "climb": CLIMB, "again": AGAIN, "least": LEAST}
        await self._teach(told)

    async def pause_until(self, seconds: float, group: str | None = None) -> None:
        """Hold a group (or everything) back in all processes, 900 s at most."""
        if not seconds > 0:
            return
        seconds = min(seconds, LONGEST_PAUSE)
        self._contact.learning.pause(seconds, group or ALL, self._monotonic())
        await self._teach({"pause": seconds, "group": group or ALL})

    async def _teach(self, told: Mapping[str, object]) -> None:
        """Tell all processes; later, with a question, if Valkey is gone now."""
        keys = (self._keys.state, self._keys.pauses)
        try:
            await self._valkey.run(_LEARN, keys, [json.dumps(told)], urgent=True)
        except ClusterUnavailable:
            self._contact.learning.untold = True

    # Who waits.

    async def _obtain(self, lane: Lane, group: str | None) -> None:
        """Wait until a slot is there at this very moment."""
        self._refuse_while_paused(group)
        ticket = self._room.join(lane, group, self._monotonic())
        while not await self._used_in_time(ticket):
            self._lost += 1
            self._land()
            ticket = self._room.rejoin(ticket)

    async def _used_in_time(self, ticket: Ticket) -> bool:
        """Wait for a slot and its time; False if that has passed already."""
        self._wake(ticket)
        try:
            at = await ticket.granted
            while (left := at - self._monotonic()) > 0:
                await self._sleep(left)
            self._refuse_while_paused(ticket.group)
        except (asyncio.CancelledError, UpstreamBusy):
            self._leave(ticket)
            raise
        return self._monotonic() - at <= LATEST

    def _refuse_while_paused(self, group: str | None) -> None:
        if left := self.paused(group):
            raise UpstreamBusy("FPL asked us to come back later", retry_after=left)

    def _leave(self, ticket: Ticket) -> None:
        """Take back a ticket; a slot granted already stays spent."""
        granted = ticket.granted.done() and not ticket.granted.cancelled()
        if not self._room.leave(ticket) and granted:
            self._land()

    def _land(self) -> None:
        """Give a place in flight back."""
        self._flying -= 1
        self._stirred.set()

    def _wake(self, ticket: Ticket | None = None) -> None:
        """See that somebody asks for who waits, at once if he is the first."""
        if self._beating is None or self._beating.done():
            self._beating = asyncio.create_task(self._beat())
        if ticket is None:
            return
        if self._dispatcher is None or self._dispatcher.done():
            self._dispatcher = asyncio.create_task(self._dispatch())
        heads = self._room.heads()
        if heads and heads.get(min(heads)) is ticket:
            self._stirred.set()

    # Who asks.

    async def _dispatch(self) -> None:
        """Hand out slots for as long as somebody waits."""
        while len(self._room):
            self._stirred.clear()
            # Without Valkey it is the beat that looks for it: nobody waits here.
            connected = self._contact.connected
            pause = await self._ask() if connected else self._spend_own()
            if pause > 0 and connected == self._contact.connected:
                await self._nap(pause)

    async def _nap(self, seconds: float) -> None:
        """Wait, but not while something happens that changes who is next."""
        napping = asyncio.ensure_future(self._sleep(max(seconds, _SHORTEST_NAP)))
        stirred = asyncio.ensure_future(self._stirred.wait())
        try:
            await asyncio.wait([napping, stirred], return_when=asyncio.FIRST_COMPLETED)
        finally:
            napping.cancel()
            stirred.cancel()

    async def _beat(self) -> None:
        """Give a sign of life whenever nothing else was asked for a while."""
        while True:
            now = self._monotonic()
            self._contact.awake(now)
            if now - self._asked_at >= BEAT:
                connected = self._contact.connected
                if await self._ask() == 0:
                    # A greeting is only worth something once it is acknowledged.
                    await self._ask()
                if connected != self._contact.connected:
                    self._stirred.set()
            await self._sleep(BEAT / 5)

    async def _ask(self) -> float:
        """Ask Valkey for a slot; return the seconds until it is worth asking again."""
        if self._valkey.resting:
            self._contact.lost()
            return BEAT
        async with self._asking:
            sent = self._monotonic()
            self._asked_at = sent
            heads = self._room.heads()
            ages = {lane: sent - ticket.since for lane, ticket in heads.items()}
            question = self._contact.question(sent, ages, self._flying)
            try:
                answer = await self._valkey.run(
                    _ASK, self._keys.all, [question], urgent=True
                )
            except ClusterUnavailable:
                self._contact.lost()
                return BEAT
            verdict = self._contact.answered(answer, sent, self._monotonic())
        if verdict.lane is not None:
            self._give(verdict.lane, verdict.at)
        return min(verdict.wait, BEAT)

    def _spend_own(self) -> float:
        """Give a slot of the process's share; return the seconds until the next."""
        heads = self._room.heads()
        now = self._monotonic()
        self._contact.awake(now)
        if now < self._contact.own_from:
            return min(self._contact.own_from - now, BEAT)
        if self._flying >= self._limits.share_in_flight:
            return BEAT
        ready = {lane: self._contact.own_slot(lane, now) for lane in heads}
        soon = now + self._limits.horizon
        due = [lane for lane, at in ready.items() if at <= soon]
        if not due:
            return min(min(ready.values(), default=math.inf) - soon, BEAT)
        lane = self._room.choose(due)
        self._contact.spend_own(ready[lane])
        self._give(lane, ready[lane])
        return 0.0

    def _give(self, lane: Lane, at: float) -> None:
        """Give a slot to who is first in a lane; it is lost if nobody is."""
        if self._room.grant(lane, at):
            self._flying += 1


class _Keys:
    """The keys of a budget; one hash tag, so that they lie on one node."""

    def __init__(self, valkey: Valkey, name: str) -> None:
        def key(part: str) -> str:
            return valkey.key("budget", _SCHEMA, f"{{{name}}}", part)

        self.state = key("state")
        self.spent = key("spent")
        self.members = key("members")
        self.pauses = key("pauses")
        self.all = (self.state, self.spent, self.members, self.pauses, key("ghosts"))
