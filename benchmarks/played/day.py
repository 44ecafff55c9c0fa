"""One Saturday of the real product on a driven clock, and what it cost FPL."""

import asyncio
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.played.crowd import Day, View, draw_leagues
from tests.driven import (
    Driven,
    DrivenClock,
    behind,
    driven_product,
    driven_worker,
    poll,
    run_driven,
)

from fplbanter.errors import BanterError
from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.paths import parse
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.jobs.matchday import MatchdayLoop
from fplbanter.ops.embedded import embedded
from fplbanter.services.answers import Standings
from fplbanter.simulator.meter import Limit, Meter
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import connect

SEED = 26
GAMEWEEK = 7
ROWS = 50
"""Rows of a page, and the most picks that the naive way reads for it."""

PER_SECOND, PER_MINUTE = 2, 100
TOOL_SECONDS = 20.0
"""Between two questions of another tool at the gateway for the live points."""


@dataclass(slots=True)
class Saturday:
    """What came of a day. Times are written as the clock of the day has them."""

    leagues: int
    entries: int
    views: int
    naive: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    requests: dict[str, int] = field(default_factory=dict)
    covered_at: str = ""
    covered_after_minutes: float = 0.0
    oldest_shown: float = 0.0
    oldest_ever: float = 0.0
    most_in_a_second: int = 0
    most_in_a_minute: int = 0
    over_the_limit: int = 0
    waited_longest: float = 0.0
    incomplete: int = 0
    real_seconds: float = 0.0

    @property
    def total(self) -> int:
        """All requests."""
        return sum(self.requests.values())

    def saved_at(self, views: int) -> float:
        """Return the share of requests saved if so many had looked, in per cent."""
        naive = self.naive / self.views * views
        return 100 * (1 - self.total / naive)


class Run:
    """A day as it goes on."""

    def __init__(
        self, driven: Driven, clock: DrivenClock, day: Day, found: Saturday
    ) -> None:
        self._driven, self._clock, self._day, self._found = driven, clock, day, found
        self._product = driven.product
        self._viewing: set[asyncio.Task[None]] = set()
        self._refused: Counter[str] = Counter()

    async def views(self, views: list[View]) -> None:
        """Have everybody look when his time has come, and wait for the last."""
        for view in views:
            if view.at > self._clock.now():
                await self._clock.sleep_until(view.at)
            task = asyncio.create_task(self._view(view))
            self._viewing.add(task)
            task.add_done_callback(self._viewing.discard)
        await asyncio.gather(*self._viewing)
        self._found.refused = dict(self._refused)

    async def _view(self, view: View) -> None:
        self._found.naive += 3 + min(view.rows, ROWS)
        came = self._clock.elapsed()
        try:
            page = await self._product.standings(LeagueId(view.league_id), limit=ROWS)
        except BanterError as error:
            self._refused[type(error).__name__] += 1
            return
        waited = self._clock.elapsed() - came
        self._found.waited_longest = max(self._found.waited_longest, waited)
        if not isinstance(page, Standings):
            self._refused["Pending"] += 1
        elif self._day.in_play(self._clock.now()):
            assert page.freshness.as_of
            age = (self._clock.now() - page.freshness.as_of).total_seconds()
            self._found.oldest_shown = max(self._found.oldest_shown, age)

    async def other_tool(self) -> None:
        """Ask the gateway for the live points now and then, as `/fpl/` does."""
        asked = Asked.of(endpoints.LIVE, gw=GAMEWEEK)
        await self._clock.sleep_until(self._day.week.picks_out)
        while True:
            await self._clock.sleep(TOOL_SECONDS)
            await self._driven.gateway.find(asked)

    async def ages(self) -> None:
        """Look every second how old the points are, whether anybody looks or not."""
        while True:
            await self._clock.sleep(1.0)
            as_of = self._product.board.live_as_of(Gameweek(GAMEWEEK))
            if self._day.in_play(self._clock.now()) and as_of:
                age = (self._clock.now() - as_of).total_seconds()
                self._found.oldest_ever = max(self._found.oldest_ever, age)

    async def coverage(self, entries: list[EntryId]) -> None:
        """Note when all that the gameweek's tables need has been read of everybody."""
        reader = self._product.entry_reader
        await self._clock.sleep_until(self._day.week.picks_out)
        while await reader.find_unread(entries, Gameweek(GAMEWEEK)):
            await self._clock.sleep(60.0)
        since = (self._clock.now() - self._day.week.picks_out).total_seconds()
        self._found.covered_at = f"{self._clock.now():%H:%M}"
        self._found.covered_after_minutes = since / 60
        await asyncio.Event().wait()

    async def incomplete(self, leagues: list[int]) -> int:
        """Count the tables that do not show everybody at the end."""
        pages = [await self._product.standings(LeagueId(one)) for one in leagues]
        return sum(
            not isinstance(page, Standings) or not page.coverage.is_complete
            for page in pages
        )


def settle(found: Saturday, driven: Driven) -> None:
    """Add up what FPL has seen."""
    meter = Meter(Limit(PER_SECOND, PER_MINUTE))
    names: Counter[str] = Counter()
    for arrived in driven.fpl.arrivals:
        meter.arrive(arrived.at)
        names[parse(arrived.path).endpoint.name] += 1
    found.requests = dict(names.most_common())
    found.most_in_a_second = meter.most_in_a_second
    found.most_in_a_minute = meter.most_in_a_minute
    found.over_the_limit = meter.violations


async def _saturday(clock: DrivenClock, simulator: Simulator, found: Saturday) -> None:
    day = Day(simulator.world.calendar.gameweek(GAMEWEEK))
    leagues = draw_leagues(SEED, found.leagues, found.entries)
    for league in leagues:
        simulator.world.leagues.add(league)
    views = day.views(SEED, simulator.world, leagues, found.views)
    entries = [EntryId(e) for e in sorted({e for one in leagues for e in one.members})]
    assert len(entries) == found.entries
    with tempfile.TemporaryDirectory(prefix="fplb-") as folder:
        async with embedded(Path(folder)) as services:
            store = connect(services.mongo_url, "thrift")
            await store.prepare()
            async with driven_product(
                clock, simulator, store, services.redis_url, prefix="thrift:"
            ) as driven:
                run = Run(driven, clock, day, found)
                poller = MatchdayLoop(driven.product, clock, 45.0, clock.elapsed)
                async with (
                    driven_worker(driven.product, clock),
                    behind(
                        poll(poller, clock),
                        run.ages(),
                        run.other_tool(),
                        run.coverage(entries),
                        _telling(clock, driven),
                    ),
                ):
                    await run.views(views)
                    await clock.sleep_until(day.end)
                settle(found, driven)
                ids = [league.league_id for league in leagues]
                found.incomplete = await run.incomplete(ids)
            await store.close()


async def _telling(clock: DrivenClock, driven: Driven) -> None:
    """Say every half an hour where it is."""
    begun = time.monotonic()
    while True:
        waiting, asked = driven.budget.waiting(), len(driven.fpl.arrivals)
        took = time.monotonic() - begun
        print(
            f"  {clock.now():%H:%M} {asked} requests, {waiting} wait, {took:.0f} s",
            flush=True,
        )
        await clock.sleep(1800.0)


def play(leagues: int, entries: int, views: int) -> Saturday:
    """Play a Saturday with so many leagues, distinct entries and page views."""
    begun = time.monotonic()
    simulator = Simulator(SEED)
    found = Saturday(leagues, entries, max(views, 3 * leagues))
    clock = DrivenClock(morning(simulator))
    run_driven(clock, lambda: _saturday(clock, simulator, found))
    found.real_seconds = time.monotonic() - begun
    return found


def morning(simulator: Simulator) -> datetime:
    """Return when the product is started: nothing is known to it."""
    week = simulator.world.calendar.gameweek(GAMEWEEK)
    return Day(week).begin - timedelta(minutes=5)
