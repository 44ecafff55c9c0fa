"""Who waits for a slot in this process, and who of them is next."""

import asyncio
import math
from collections import deque
from collections.abc import Callable, Iterable
from itertools import count
from typing import Final

from fplbanter.cluster.lanes import Lane

MOST_PASSED: Final = 9
"""Slots in a row that may pass over who waits longest: the tenth is his."""


class Ticket:
    """
    Somebody who waits; `number` counts who came when, `since` is that moment.

    `granted` is the moment of the slot, on the clock of who grants it; None tells
    that there will be none, since a pause has begun.
    """

    __slots__ = ("granted", "group", "lane", "number", "queued", "since")

    def __init__(self, lane: Lane, group: str | None, number: int, now: float) -> None:
        self.lane = lane
        self.group = group
        self.number = number
        self.since = now
        self.queued = False
        self.granted: asyncio.Future[float | None] = (
            asyncio.get_running_loop().create_future()
        )

    @property
    def moment(self) -> float:
        """The moment of the slot that was granted, infinity where there is none."""
        at = self.granted.result()
        return math.inf if at is None else at

    @property
    def holds_slot(self) -> bool:
        """Tell whether a slot was granted, used or not."""
        done = self.granted.done() and not self.granted.cancelled()
        return done and self.granted.result() is not None


class WaitingRoom:
    """A queue for each lane. Thousands may come and go at once."""

    def __init__(self) -> None:
        self._lanes: dict[Lane, deque[Ticket]] = {lane: deque() for lane in Lane}
        self._counts = dict.fromkeys(Lane, 0)
        self._numbers = count()
        self._passed = 0

    def __len__(self) -> int:
        return sum(self._counts.values())

    def counts(self) -> dict[Lane, int]:
        """Return how many wait in each lane."""
        return dict(self._counts)

    def oldest(self, now: float) -> dict[Lane, float]:
        """Return for how many seconds the first of each lane has waited."""
        return {lane: now - ticket.since for lane, ticket in self.heads().items()}

    def join(self, lane: Lane, group: str | None, now: float) -> Ticket:
        """Queue up at the end of a lane."""
        ticket = Ticket(lane, group, next(self._numbers), now)
        self._lanes[lane].append(ticket)
        self._count(ticket, queued=True)
        return ticket

    def rejoin(self, ticket: Ticket) -> Ticket:
        """Queue up again in front: the slot that was granted is lost."""
        again = Ticket(ticket.lane, ticket.group, ticket.number, ticket.since)
        self._lanes[ticket.lane].appendleft(again)
        self._count(again, queued=True)
        return again

    def leave(self, ticket: Ticket) -> bool:
        """Go away; False if the ticket had left the queue already."""
        if not ticket.queued:
            return False
        # It stays where it stands until it is first: searching takes too long.
        self._count(ticket, queued=False)
        return True

    def turn_away(self, paused: Callable[[str | None], float]) -> None:
        """Tell all whose group is held back: waiting on would be in vain."""
        for queue in self._lanes.values():
            for ticket in queue:
                if ticket.queued and paused(ticket.group):
                    self._count(ticket, queued=False)
                    if not ticket.granted.done():
                        ticket.granted.set_result(None)

    def heads(self) -> dict[Lane, Ticket]:
        """Return who is first in each lane where somebody waits."""
        for queue in self._lanes.values():
            while queue and not queue[0].queued:
                queue.popleft()
        return {lane: queue[0] for lane, queue in self._lanes.items() if queue}

    def choose(self, ready: Iterable[Lane]) -> Lane:
        """Return the most urgent lane, or who was passed over too often."""
        lanes, heads = sorted(ready), self.heads()
        oldest = min(lanes, key=lambda lane: heads[lane].number)
        chosen = oldest if self._passed >= MOST_PASSED else lanes[0]
        self._passed = 0 if chosen is oldest else self._passed + 1
        return chosen

    def grant(self, lane: Lane, at: float) -> Ticket | None:
        """Give a slot to who is first in a lane; None if nobody is there any more."""
        while ticket := self.heads().get(lane):
            self._count(ticket, queued=False)
            # Somebody who was cancelled a moment ago may still stand here.
            if not ticket.granted.done():
                ticket.granted.set_result(at)
                return ticket
        return None

    def _count(self, ticket: Ticket, *, queued: bool) -> None:
        ticket.queued = queued
        self._counts[ticket.lane] += 1 if queued else -1
