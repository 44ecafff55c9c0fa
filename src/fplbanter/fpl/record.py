"""
The record of FPL's outages, and the two lines that each has in the log.

MongoDB says who was first: of processes that find out the same while they cannot
tell each other, one logs it. While MongoDB is gone as well each logs for itself,
and what could not be written is written when it is back.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from fplbanter.clock import Clock
from fplbanter.errors import StoreUnavailable
from fplbanter.fpl.condition import Condition, Spell, most_telling
from fplbanter.ops import metrics
from fplbanter.store.outages import Outage
from fplbanter.store.outages import Outages as Book

log = logging.getLogger(__name__)

TIDY_SECONDS: Final = 30.0
"""Real seconds between two looks whether the record still says what is so."""

MOST_OWED: Final = 20


class Record:
    """Writes down what `Outages` finds out; without a book it only logs."""

    def __init__(
        self,
        clock: Clock,
        book: Book | None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._book = book
        self._monotonic = monotonic
        self._turn = asyncio.Lock()
        self._owed: deque[Outage] = deque(maxlen=MOST_OWED)
        self._unnoted: datetime | None = None
        self._tidied_at: float | None = None

    async def note(self, before: Condition, after: Condition) -> None:
        """Note that an outage has begun, looks otherwise, or is over."""
        async with self._turn:
            if after.outage is None:
                if before.outage is not None:
                    await self._end(before.outage, before)
            elif before.outage is None:
                await self._begin(after.outage, after)
            else:
                with suppress(StoreUnavailable):
                    await self._keep(after.outage, after)

    async def tidy(self, known: Condition, *, sure: bool) -> None:
        """
        Write what could not be written before, and see that the record is true.

        An outage that was noted by somebody who died is ended where all are
        `sure` that there is none. Looks only once in a while, unless it owes.
        """
        now, owes = self._monotonic(), self._owed or self._unnoted
        last = self._tidied_at
        if not owes and last is not None and now - last < TIDY_SECONDS:
            return
        self._tidied_at = now
        async with self._turn:
            with suppress(StoreUnavailable):
                await self._pay()
                if known.outage is not None:
                    await self._keep(known.outage, known)
                elif sure:
                    await self._end_left()

    # -- what happens --------------------------------------------------------

    async def _begin(self, spell: Spell, condition: Condition) -> None:
        outage, first = self._outage(spell, condition), True
        if self._book is not None:
            self._unnoted = spell.began_at
            with suppress(StoreUnavailable):
                first = await self._book.begin_outage(outage)
                self._unnoted = None
        if first:
            where = _newest_place(condition)
            what = (where, outage.kind, outage.detail)
            log.warning("FPL does not answer for %s (%s): %s", *what)
            metrics.UPSTREAM_OUTAGES.labels(kind=outage.kind).inc()

    async def _keep(self, spell: Spell, condition: Condition) -> None:
        """Note how the outage looks by now; also that it began, if we owe that."""
        if self._book is None:
            return
        outage = self._outage(spell, condition)
        if self._unnoted == spell.began_at:
            await self._book.begin_outage(outage)
            self._unnoted = None
        await self._book.keep_outage(outage)

    async def _end(self, spell: Spell, condition: Condition) -> None:
        now = self._clock.now()
        outage, first = self._outage(spell, condition, ended_at=now), True
        self._unnoted = None
        if self._book is not None:
            try:
                first = await self._book.end_outage(outage)
            except StoreUnavailable:
                self._owed.append(outage)
        if first:
            told = (_span(now - spell.began_at), ", ".join(spell.kinds))
            log.info("FPL answers again, after %s (%s)", *told)

    async def _pay(self) -> None:
        """Write down the outages that ended while MongoDB was gone."""
        while self._owed and self._book is not None:
            await self._book.end_outage(self._owed[0])
            self._owed.popleft()

    async def _end_left(self) -> None:
        """End what somebody has noted and not lived to end."""
        if self._book is None:
            return
        left = await self._book.find_lasting()
        # Somebody may have begun it this moment, after we looked.
        margin = timedelta(seconds=TIDY_SECONDS * self._clock.pace)
        if left is not None and left.seen_at < self._clock.now() - margin:
            await self._book.end_outage(replace(left, ended_at=left.seen_at))

    def _outage(
        self, spell: Spell, condition: Condition, ended_at: datetime | None = None
    ) -> Outage:
        found = condition.trouble(self._clock.now(), condition.symptoms)
        return Outage(
            began_at=spell.began_at,
            ended_at=ended_at,
            seen_at=self._clock.now(),
            kind=most_telling(spell.kinds),
            kinds=spell.kinds,
            detail=found.detail if found else "",
        )


def _newest_place(condition: Condition) -> str:
    """Return what has failed last."""
    symptoms = condition.symptoms
    return max(symptoms, key=lambda where: (symptoms[where].last, where))


def _span(length: timedelta) -> str:
    """Write a stretch of time for the log: "12 min"."""
    seconds = max(0, round(length.total_seconds()))
    if seconds < 120:
        return f"{seconds} s"
    if seconds < 7_200:
        return f"{seconds // 60} min"
    return f"{seconds // 3600} h {seconds % 3600 // 60} min"
