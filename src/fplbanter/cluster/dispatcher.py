"""
Who asks Valkey for slots in one process, and hands them to who waits there.

It asks for whoever is first in the queues, and again when the next slot is to be
given away; gives a sign of life when nobody waits; and spends the process's share
while Valkey is gone. What may be spent when is told in `contact.py`.
"""

import asyncio
import json
import math
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Final
from uuid import uuid4

from fplbanter.cluster.connection import Script, Valkey
from fplbanter.cluster.contact import Contact
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.limits import BEAT, Limits
from fplbanter.cluster.pulses import Pulses
from fplbanter.cluster.waiting import Ticket, WaitingRoom
from fplbanter.errors import ClusterUnavailable

SCHEMA: Final = "1"
"""The shape of the keys and the rules. Versions that differ in it spend twice."""

ASK: Final = Script("budget_known", "budget_slot")
_LEARN: Final = Script("learn")

_SHORTEST_NAP: Final = 0.001


class Dispatcher:
    """
    Gives slots to who waits in `room`.

    `flying` is how many have one and are not back yet: see `land`. `pulses` shows
    who sleeps on this machine.
    """

    def __init__(
        self,
        valkey: Valkey,
        limits: Limits,
        room: WaitingRoom,
        *,
        name: str,
        pulses: Pulses | None,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self.contact: Final = Contact(limits, uuid4().hex[:12], monotonic())
        self.flying = 0
        self._valkey = valkey
        self._keys = _Keys(valkey, name)
        self._limits = limits
        self._room = room
        self._pulses = pulses
        self._monotonic = monotonic
        self._sleep = sleep
        self._stirred = asyncio.Event()
        self._asking = asyncio.Lock()
        self._asked_at = -math.inf
        self._dispatching: asyncio.Task[None] | None = None
        self._beating: asyncio.Task[None] | None = None

    def wake(self, ticket: Ticket | None = None) -> None:
        """See that somebody asks for who waits, at once if he is the first."""
        if self._beating is None or self._beating.done():
            self._beating = asyncio.create_task(self._beat())
        if ticket is None:
            return
        if self._dispatching is None or self._dispatching.done():
            self._dispatching = asyncio.create_task(self._dispatch())
        heads = self._room.heads()
        if heads and heads.get(min(heads)) is ticket:
            self._stirred.set()

    def land(self) -> None:
        """Give a place in flight back."""
        self.flying -= 1
        self._stirred.set()

    async def stop(self) -> None:
        """Stop, and give the share back at once where that harms nobody."""
        tasks = [task for task in (self._dispatching, self._beating) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        # What was spent alone may still be warm: the others take us for adrift.
        leaves = self.contact.may_leave(self._monotonic())
        if self._pulses:
            self._pulses.end(forget=leaves)
        if leaves:
            with suppress(ClusterUnavailable):
                await self._valkey.call("HDEL", self._keys.members, self.contact.member)

    async def teach(self, told: Mapping[str, object]) -> None:
        """Tell all processes what was learnt; if that fails, a question tells it."""
        keys = (self._keys.state, self._keys.pauses)
        with suppress(ClusterUnavailable):
            await self._valkey.run(_LEARN, keys, [json.dumps(told)], urgent=True)

    def turn_away(self) -> None:
        """Let nobody wait for a slot of a group that is held back."""
        now, learning = self._monotonic(), self.contact.learning
        self._room.turn_away(lambda group: learning.paused(group, now))

    async def _dispatch(self) -> None:
        """Hand out slots for as long as somebody waits."""
        while len(self._room):
            self._stirred.clear()
            # Without Valkey it is the beat that looks for it: nobody waits here.
            connected = self.contact.connected
            pause = await self._ask() if connected else self._spend_own()
            if pause > 0 and connected == self.contact.connected:
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
            now = self._awake()
            if now - self._asked_at >= BEAT:
                connected = self.contact.connected
                if await self._ask() == 0:
                    # A greeting is only worth something once it is acknowledged.
                    await self._ask()
                if connected != self.contact.connected:
                    self._stirred.set()
            await self._sleep(BEAT / 5)

    def _awake(self) -> float:
        """Note that the process is awake, for the others first; return the time."""
        now = self._monotonic()
        if self._pulses:
            self._pulses.give(self.contact.member, now)
        self.contact.awake(now)
        return now

    def _asleep(self, now: float) -> list[str]:
        """Return who of those that are quiet sleeps on this machine."""
        if not self._pulses:
            return []
        return self._pulses.asleep(self.contact.quiet, now, self._limits.asleep)

    async def _ask(self) -> float:
        """Ask Valkey for a slot; return the seconds until it is worth asking again."""
        if self._valkey.resting:
            self.contact.lost()
            return BEAT
        async with self._asking:
            sent = self._monotonic()
            self._asked_at = sent
            ages = self._room.oldest(sent)
            asleep = self._asleep(sent)
            question = self.contact.question(sent, ages, self.flying, asleep)
            try:
                answer = await self._valkey.run(
                    ASK, self._keys.all, [question], urgent=True
                )
            except ClusterUnavailable:
                self.contact.lost()
                return BEAT
            verdict = self.contact.answered(answer, sent, self._monotonic())
        if verdict.paused:
            self.turn_away()
        if verdict.lane is not None:
            self._give(verdict.lane, verdict.at)
        return min(verdict.wait, BEAT)

    def _spend_own(self) -> float:
        """Give a slot of the process's share; return the seconds until the next."""
        heads = self._room.heads()
        now = self._awake()
        if now < self.contact.own_from:
            return min(self.contact.own_from - now, BEAT)
        if self.flying >= self._limits.share_in_flight:
            return BEAT
        ready = {lane: self.contact.own_slot(lane, now) for lane in heads}
        soon = now + self._limits.horizon
        due = [lane for lane, at in ready.items() if at <= soon]
        if not due:
            return min(min(ready.values(), default=math.inf) - soon, BEAT)
        lane = self._room.choose(due)
        self.contact.spend_own(ready[lane])
        self._give(lane, ready[lane])
        return 0.0

    def _give(self, lane: Lane, at: float) -> None:
        """Give a slot to who is first in a lane; it is lost if nobody is."""
        if self._room.grant(lane, at):
            self.flying += 1


class _Keys:
    """The keys of a budget; one hash tag, so that they lie on one node."""

    def __init__(self, valkey: Valkey, name: str) -> None:
        def key(part: str) -> str:
            return valkey.key("budget", SCHEMA, f"{{{name}}}", part)

        self.state = key("state")
        self.spent = key("spent")
        self.members = key("members")
        self.pauses = key("pauses")
        self.all = (self.state, self.spent, self.members, self.pauses, key("ghosts"))
