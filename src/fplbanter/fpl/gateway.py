"""
The gateway: what stands between the product and FPL.

Whoever asks gets what is here at once, as old as it is; one fetch for a key
refreshes it behind. A key that nobody has is fetched once for all who wait for
it, and who waits no longer never goes upstream himself.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import inf
from typing import Final, Self

from fplbanter.clock import Clock
from fplbanter.cluster.lanes import Lane
from fplbanter.errors import (
    UpstreamChanged,
    UpstreamError,
    UpstreamNotFound,
    UpstreamWaiting,
)
from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.bodies import parse
from fplbanter.fpl.calendar import Calendar
from fplbanter.fpl.copies import Answered, Copy
from fplbanter.fpl.endpoints import Endpoint
from fplbanter.fpl.examined import examine
from fplbanter.fpl.fetcher import IN_THREAD, Fetcher, Good, Landing
from fplbanter.fpl.flights import Flight, Flights
from fplbanter.fpl.freshness import Lifetimes
from fplbanter.fpl.guards import Guards
from fplbanter.fpl.setbacks import Setback, Setbacks
from fplbanter.fpl.shelves import Shelves
from fplbanter.ops import metrics
from fplbanter.ops.closing import Closing

log = logging.getLogger(__name__)

COME_BACK: Final = 5.0
"""Seconds after which somebody whose patience is over may ask again."""

Cold = Callable[[], Awaitable[None]]


class How(StrEnum):
    """How an answer was found."""

    HIT = "hit"
    STALE = "stale"
    FETCHED = "fetched"
    COLLAPSED = "collapsed"


@dataclass(frozen=True, slots=True)
class Found:
    """
    What the gateway hands out.

    `fresh_for` is in real seconds: 0 or less where the copy is stale, infinity
    where it is final. While it is stale for want of an answer `reason` is the
    word for why, and `retry_in` the real seconds until FPL is asked again.
    """

    copy: Copy
    fresh_for: float
    how: How
    reason: str | None = None
    retry_in: float | None = None


class Gateway(Closing):
    """FPL's answers, from the nearest place. Use it as `async with`."""

    def __init__(
        self,
        fetcher: Fetcher,
        shelves: Shelves,
        setbacks: Setbacks,
        lifetimes: Lifetimes,
        calendar: Calendar,
        guards: Guards,
        clock: Clock,
    ) -> None:
        self._guards = guards
        self._fetcher = fetcher
        self._shelves = shelves
        self._setbacks = setbacks
        self._lifetimes = lifetimes
        self._calendar = calendar
        self._clock = clock
        self._flights: Flights[Landing] = Flights()

    async def __aenter__(self) -> Self:
        """Learn what the shelves know of the season."""
        self._shelves.on_news(self._heard)
        for asked in (Asked.of(endpoints.SEASON), Asked.of(endpoints.FIXTURES)):
            await self._shelves.find(self._key(asked))
        return self

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._flights.close()
        await self._shelves.close()

    @property
    def busy(self) -> bool:
        """Say whether anything is being fetched or kept behind."""
        return len(self._flights) > 0 or self._shelves.busy

    # -- for whoever reads -----------------------------------------------------

    def find_near(self, asked: Asked) -> Found | None:
        """
        Return what this process has, without waiting for anybody.

        A stale copy is refreshed behind. Raises UpstreamNotFound where FPL has
        said that there is none.
        """
        key = self._key(asked)
        copy = self._shelves.near(key)
        return self._given(key, asked, copy) if copy else None

    async def find(
        self,
        asked: Asked,
        *,
        lane: Lane = Lane.BACKFILL,
        patience: float = 5.0,
        cold: Cold | None = None,
    ) -> Found:
        """
        Return what there is, at once if there is anything.

        A key that nobody has is fetched in `lane`, and waited for `patience`
        seconds. `cold` is awaited before anybody goes upstream for such a key:
        what it raises goes to the asker. Raises UpstreamNotFound where there is
        none, UpstreamWaiting when the patience is over, and the `UpstreamError`
        that says why FPL has not answered.
        """
        key = self._key(asked)
        copy = await self._shelves.find(key)
        if copy and (found := self._given(key, asked, copy)):
            return found
        if setback := self._setbacks.of(key):
            raise setback.error(self._clock.now(), self._clock.pace)
        if cold is not None and key not in self._flights:
            await cold()
            if copy := self._shelves.near(key):
                return self._handed(asked, copy, How.COLLAPSED, None)
        landing = await self._landed(key, asked, lane, patience)
        how = How.COLLAPSED if landing.collapsed else How.FETCHED
        return self._handed(asked, landing.copy, how, None)

    async def get(
        self,
        endpoint: Endpoint,
        lane: Lane = Lane.PERSON,
        /,
        *,
        since: datetime | None = None,
        **params: int | None,
    ) -> Answered:
        """
        Return an answer that is as new as FPL gives it, parsed.

        What was fetched a moment ago, by whichever process, is new enough, if
        FPL has stood by it `since` then. There is no stale answer here: raises
        the `UpstreamError` that says why not.
        """
        asked = Asked.of(endpoint, **params)
        key = self._key(asked)
        copy = await self._shelves.find(key)
        good = self._young(asked, since)
        if copy and good(copy):
            return await self._answered(asked, copy, None)
        if setback := self._setbacks.of(key):
            raise setback.error(self._clock.now(), self._clock.pace)
        landing = await self._landed(key, asked, lane, None, good)
        if not good(landing.copy):
            # The fetch that was under way was for somebody who wanted it less new.
            landing = await self._landed(key, asked, lane, None, good)
        return await self._answered(asked, landing.copy, landing.parsed)

    # -- inside ----------------------------------------------------------------

    def _key(self, asked: Asked) -> str:
        """Return the key of a question: ids mean others in another season."""
        if asked.endpoint is endpoints.SEASON:
            return asked.path
        return f"{self._calendar.season or '-'}/{asked.path}"

    def _given(self, key: str, asked: Asked, copy: Copy) -> Found | None:
        """Hand a copy out and have it refreshed if it is stale; None: it is dead."""
        left = self._lifetimes.fresh_for(asked, copy, self._calendar)
        if left > 0:
            return self._handed(asked, copy, How.HIT, None)
        if copy.body is None or self._lifetimes.is_dead(copy, self._calendar):
            return None
        setback = self._setbacks.of(key)
        if setback is None and not self._flights.full:
            self._launch(key, asked, Lane.BACKFILL)
        return self._handed(asked, copy, How.STALE, setback)

    def _handed(
        self, asked: Asked, copy: Copy, how: How, setback: Setback | None
    ) -> Found:
        """Hand a copy out and count it; raises UpstreamNotFound for a negative one."""
        name = asked.endpoint.name
        if copy.body is None:
            metrics.COPIES_SERVED.labels(endpoint=name, how="negative").inc()
            left = self._lifetimes.fresh_for(asked, copy, self._calendar)
            again = max(0.0, left) / self._clock.pace
            raise UpstreamNotFound("FPL has said that there is none", retry_after=again)
        metrics.COPIES_SERVED.labels(endpoint=name, how=how).inc()
        age = self._calendar.age(copy.checked_at)
        metrics.COPY_AGE_SECONDS.labels(endpoint=name).observe(age)
        left = self._lifetimes.fresh_for(asked, copy, self._calendar)
        pace = self._clock.pace
        fresh_for = left if left == inf else left / pace
        if left > 0 or setback is None:
            if left <= 0:
                metrics.STALE_AGE_SECONDS.observe(age)
            return Found(copy, fresh_for, how)
        metrics.STALE_AGE_SECONDS.observe(age)
        wait = max(0.0, (setback.until - self._clock.now()).total_seconds()) / pace
        return Found(copy, fresh_for, how, setback.kind, wait)

    async def _landed(
        self,
        key: str,
        asked: Asked,
        lane: Lane,
        patience: float | None,
        good: Good | None = None,
    ) -> Landing:
        """Wait for the fetch of a key; who leaves does not stop it."""
        if self._flights.full and key not in self._flights:
            raise UpstreamWaiting("too much is being asked for", retry_after=COME_BACK)
        flight = self._launch(key, asked, lane, good)
        done, _ = await asyncio.wait({flight.task}, timeout=patience)
        if not done:
            name = asked.endpoint.name
            metrics.COPIES_SERVED.labels(endpoint=name, how="waited_in_vain").inc()
            raise UpstreamWaiting("FPL is being asked", retry_after=COME_BACK)
        return flight.task.result()

    def _launch(
        self, key: str, asked: Asked, lane: Lane, good: Good | None = None
    ) -> Flight[Landing]:
        """Begin to fetch a key, or hurry the fetch that is under way."""
        enough = good or self._fresh(asked)

        async def fly(flight: Flight[Landing]) -> Landing:
            landing = await self._fetcher.fetch(key, asked, flight, enough)
            await self._learn(asked, landing.copy, landing.parsed)
            return landing

        return self._flights.launch(key, min(lane, self._least(asked)), fly)

    def _fresh(self, asked: Asked) -> Good:
        """Take what need not be asked for again yet."""
        lifetimes, calendar = self._lifetimes, self._calendar
        return lambda copy: lifetimes.fresh_for(asked, copy, calendar) > 0

    def _young(self, asked: Asked, since: datetime | None) -> Good:
        """Take what was fetched a moment ago, and not before `since`."""
        lifetimes, calendar = self._lifetimes, self._calendar
        return lambda copy: (
            lifetimes.is_young(asked, copy, calendar)
            and (since is None or copy.final or copy.checked_at >= since)
        )

    def _least(self, asked: Asked) -> Lane:
        """
        Return the lane that a question has whoever asks it.

        What the live tables are made of must not queue behind what can wait,
        since everybody waits for the same fetch.
        """
        match asked.endpoint:
            case endpoints.SEASON | endpoints.DAY_STATUS:
                return Lane.LIVE
            case endpoints.FIXTURES if not asked.params:
                return Lane.LIVE
            case endpoints.LIVE if asked.param("gw") == self._calendar.current():
                return Lane.LIVE
        return Lane.BACKFILL

    async def _answered(self, asked: Asked, copy: Copy, parsed: object) -> Answered:
        """Return a copy parsed; raises UpstreamNotFound for a negative one."""
        if copy.body is None:
            raise UpstreamNotFound("FPL has said that there is none")
        examined = self._guards.examined(asked, copy.body)
        if parsed is None and examined is None:
            parsed = await _parsed(asked, copy.body)
        return Answered(parsed, copy.checked_at, examined)

    # -- the season ------------------------------------------------------------

    async def _learn(self, asked: Asked, copy: Copy, parsed: object) -> None:
        """Teach calendar and guards what a season or its fixtures say."""
        taught = (endpoints.SEASON, endpoints.FIXTURES)
        if copy.body is None or asked.endpoint not in taught or asked.params:
            return
        found = self._guards.examined(asked, copy.body)
        # What was kept by another release may not be understood by this one.
        with suppress(UpstreamChanged):
            if found is None:
                answer = parsed or await _parsed(asked, copy.body)
                found = await asyncio.to_thread(examine, asked, answer)
            if found.facts is not None:
                self._calendar.learn_season(found.facts)
                self._guards.learn_season(found.facts)
            else:
                self._calendar.learn_fixtures(found.fixtures)
                self._guards.learn_fixtures(found.fixtures)

    async def _heard(self, key: str, copy: Copy) -> None:
        """Learn from what another process has fetched."""
        for asked in (Asked.of(endpoints.SEASON), Asked.of(endpoints.FIXTURES)):
            if key == self._key(asked):
                with suppress(UpstreamError):
                    await self._learn(asked, copy, None)


async def _parsed(asked: Asked, body: bytes) -> object:
    """Parse a body, in a thread where it would hold the event loop up."""
    is_list = asked.endpoint.is_list
    if len(body) < IN_THREAD:
        return parse(body, is_list=is_list)
    return await asyncio.to_thread(lambda: parse(body, is_list=is_list))
