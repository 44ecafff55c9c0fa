"""
Whether FPL answers, as all processes know it; and the record of when it did not.

What is decided is in `condition.py`. Here the condition is shared: read from
Valkey and swapped if nobody was faster. While Valkey is gone a process goes on
with what it knew and found out itself; when it is back, what changed most often
counts. Who makes an outage begin or end writes it into MongoDB behind, and
into the log unless another process was first: one line when FPL goes and one
when it is back, for all of them.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from weakref import WeakSet

from fplbanter.clock import Clock
from fplbanter.cluster.connection import Valkey
from fplbanter.cluster.documents import SharedDocument
from fplbanter.errors import (
    ClusterUnavailable,
    UpstreamChanged,
    UpstreamError,
    UpstreamForbidden,
    UpstreamNotFound,
)
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.condition import MOST_TELLING, OURS, Condition, Failure, Trouble
from fplbanter.fpl.condition_text import understood, written
from fplbanter.fpl.endpoints import Endpoint, Group
from fplbanter.fpl.reasons import DOUBTFUL
from fplbanter.fpl.record import Record
from fplbanter.ops import metrics
from fplbanter.store.outages import Outage
from fplbanter.store.outages import Outages as Book

for _kind in MOST_TELLING:
    # A counter that is not there yet has no increase when it comes: be there at 0.
    metrics.UPSTREAM_OUTAGES.labels(kind=_kind)

FOLLOW_SECONDS: Final = 2.0
"""Real seconds after which a process that asks FPL nothing knows of an outage."""

KEPT_SECONDS: Final = 7 * 86_400.0
SHOWN: Final = 300
"""Characters of an error that are kept."""

log = logging.getLogger(__name__)

Step = Callable[[Condition, datetime], Condition]


@dataclass(frozen=True, slots=True)
class GroupHealth:
    """How a group of endpoints is: what is wrong, and when it last answered."""

    group: Group
    trouble: Trouble | None
    answered_at: datetime | None


class Outages:
    """
    The state of FPL. No method but `recent` ever raises an error of a server.

    Without `valkey` this process is the only one; without `book` nothing is
    recorded. Whoever asks FPL tells of each question once: `failed` or
    `answered`. Call `aclose` at the end.
    """

    def __init__(
        self, clock: Clock, valkey: Valkey | None = None, book: Book | None = None
    ) -> None:
        self._clock = clock
        self._shared: SharedDocument[tuple[Condition, Condition]] | None = None
        if valkey is not None:
            self._shared = SharedDocument(valkey, "outages", kept=KEPT_SECONDS)
        self._book = book
        self._record = Record(clock, book)
        self._known = Condition()
        self._told: WeakSet[UpstreamError] = WeakSet()
        self._tasks: set[asyncio.Task[None]] = set()

    async def aclose(self) -> None:
        """Finish what is being written."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- what happens --------------------------------------------------------

    async def failed(
        self, asked: Asked, error: UpstreamError, retry_in: float | None = None
    ) -> None:
        """
        Tell that FPL did not give what was asked.

        `retry_in` is after how many real seconds it is asked again. A 404 and a
        login are answers; that somebody would not wait longer is neither.
        """
        self._told.add(error)
        if isinstance(error, UpstreamNotFound | UpstreamForbidden):
            await self.answered(asked)
        elif error.kind in MOST_TELLING and asked.endpoint.group in OURS:
            wait = error.retry_after if retry_in is None else retry_in
            await self._fail(asked.endpoint, asked.endpoint.name, error, wait)

    async def answered(self, asked: Asked) -> None:
        """Tell that FPL gave what was asked, or said that there is no such thing."""
        where, group = asked.endpoint.name, asked.endpoint.group
        if group in OURS:
            await self._change(
                lambda condition, now: condition.heard(where, group.value, now)
            )

    async def postponed(self, until: datetime, *endpoints: Endpoint) -> None:
        """Tell that what failed is not asked again before then."""
        places = [w for e in endpoints for w in (e.name, _read(e))]
        if any(where in self._known.symptoms for where in places):
            await self._change(lambda condition, _: condition.postponed(places, until))

    async def refused(self, endpoint: Endpoint, error: UpstreamChanged) -> None:
        """
        Tell that an answer which seemed good could not be used after all.

        Nothing happens if the error has been told by `failed` already, now or a
        while ago (one that is remembered says when to come back), nor for what
        is only in doubt: another reading may believe it.
        """
        is_news = error not in self._told and error.retry_after is None
        if is_news and error.reason not in DOUBTFUL and endpoint.group in OURS:
            await self._fail(endpoint, _read(endpoint), error, None)

    async def accepted(self, endpoint: Endpoint) -> None:
        """Tell that an answer could be used; FPL need not have been asked for it."""
        where = _read(endpoint)
        if where in self._known.symptoms:
            await self._change(lambda condition, _: condition.mended(where))

    async def _fail(
        self, endpoint: Endpoint, where: str, error: UpstreamError, wait: float | None
    ) -> None:
        detail = str(error)[:SHOWN]

        def step(condition: Condition, now: datetime) -> Condition:
            again = wait and now + timedelta(seconds=wait * self._clock.pace)
            failure = Failure(
                where, endpoint.group.value, error.kind, detail, again or None
            )
            return condition.failed(failure, now)

        await self._change(step)

    # -- what is known, from memory ------------------------------------------

    def trouble(self, *groups: Group) -> Trouble | None:
        """Return what is wrong, with these groups or at all; None without outage."""
        outage, now = self._known.outage, self._clock.now()
        if outage is None:
            return None
        if not groups:
            return self._known.trouble(now, self._known.symptoms, outage.began_at)
        return self._known.trouble(now, self._places(groups))

    def doubt(self, *endpoints: Endpoint) -> Trouble | None:
        """Return why these gave nothing last time, though it may be no outage yet."""
        places = [w for e in endpoints for w in (e.name, _read(e))]
        return self._known.trouble(self._clock.now(), places)

    def groups(self) -> tuple[GroupHealth, ...]:
        """Return how each group is."""
        answered = self._known.answered
        return tuple(
            GroupHealth(group, self.trouble(group), answered.get(group.value))
            for group in OURS
        )

    @property
    def answered_at(self) -> datetime | None:
        """When FPL last answered anything; exact to a quarter of a minute."""
        return max(self._known.answered.values(), default=None)

    def _places(self, groups: Iterable[Group]) -> list[str]:
        wanted = {group.value for group in groups}
        return [w for w, s in self._known.symptoms.items() if s.group in wanted]

    # -- what others know ----------------------------------------------------

    async def follow(self) -> None:
        """Learn what other processes found out, again and again."""
        while True:
            await self.refresh()
            await asyncio.sleep(FOLLOW_SECONDS)

    async def refresh(self) -> None:
        """Learn what other processes found out, and put the record in order."""
        shared = await self._swap(lambda condition, _: condition) is not None
        await self._record.tidy(self._known, sure=shared or self._shared is None)

    async def recent(self, since: datetime, limit: int) -> tuple[Outage, ...]:
        """Return the outages since then, newest first; raises StoreUnavailable."""
        if self._book is None:
            return ()
        return await self._book.find_recent(since, limit)

    async def settle(self) -> None:
        """Wait until what has happened so far is in the record and the log."""
        await self.aclose()

    # -- sharing it ----------------------------------------------------------

    async def _change(self, step: Step) -> None:
        swapped = await self._swap(step)
        if swapped is None:
            now, before = self._clock.now(), self._known
            swapped = before, step(before, now)
            self._take(swapped[1])
        before, after = swapped
        if before.outage != after.outage:
            self._behind(self._record.note(before, after))

    async def _swap(self, step: Step) -> tuple[Condition, Condition] | None:
        """Take a step from what all know; None while nothing can be shared."""
        if self._shared is None:
            return None

        def stepped(text: str, _: float) -> tuple[str, tuple[Condition, Condition]]:
            now = self._clock.now()
            shared = understood(text, now)
            before = self._newest(shared)
            after = step(before, now)
            if after is shared:
                return text, (before, after)
            return written(after), (before, after)

        with suppress(ClusterUnavailable):
            _, swapped = await self._shared.change(stepped)
            self._take(swapped[1])
            return swapped
        return None

    def _newest(self, shared: Condition | None) -> Condition:
        """Choose between what all know and what this process found out alone."""
        if shared is None:
            return self._known
        return self._known if self._known.revision > shared.revision else shared

    def _take(self, condition: Condition) -> None:
        if condition.revision < self._known.revision:
            # A slower call of this process comes home with what was before.
            return
        self._known = condition
        shown = condition.symptoms.values() if condition.outage else ()
        kinds = {symptom.kind for symptom in shown}
        for kind in MOST_TELLING:
            metrics.UPSTREAM_STATE.labels(kind=kind).set(kind in kinds)

    def _behind(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("FPL's outage could not be recorded", exc_info=error)


def _read(endpoint: Endpoint) -> str:
    """Name what is wrong with an endpoint's answers once they have been read."""
    return f"{endpoint.name} as read"
