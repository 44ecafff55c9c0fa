"""
What a view costs FPL: nothing; and how old the points get while a match is on.

The real product on a driven clock. `benchmarks/thrift.py` plays whole days of it.
"""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.driven import (
    Driven,
    DrivenClock,
    behind,
    driven_product,
    poll,
    run_driven,
)

from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.jobs.matchday import MatchdayLoop
from fplbanter.ops.embedded import Services
from fplbanter.services.answers import Standings
from fplbanter.simulator.calendar import Fixture
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import connect

FOUR, PALS = LeagueId(902), LeagueId(901)
GAMEWEEK = Gameweek(7)
Script = Callable[[Driven, DrivenClock], Coroutine[Any, Any, None]]
Play = Callable[[datetime, Script], None]


@pytest.fixture
def play(services: Services, simulator: Simulator) -> Play:
    """Play a script with a product that knows nothing, from a moment on."""

    @asynccontextmanager
    async def product(clock: DrivenClock) -> AsyncIterator[Driven]:
        name = f"test_{uuid4().hex}"
        store = connect(services.mongo_url, name)
        try:
            async with driven_product(
                clock, simulator, store, services.redis_url, prefix=f"{name}:"
            ) as driven:
                yield driven
            await store.clear()
        finally:
            await store.close()

    def run(moment: datetime, script: Script) -> None:
        clock = DrivenClock(moment)

        async def main() -> None:
            async with product(clock) as driven:
                await script(driven, clock)

        run_driven(clock, main)

    return run


async def look(driven: Driven, *leagues: LeagueId) -> None:
    """Look at tables, which are all there."""
    for league_id in leagues:
        page = await driven.product.standings(league_id)
        assert isinstance(page, Standings)
        assert page.coverage.is_complete


async def begin(driven: Driven, clock: DrivenClock, *leagues: LeagueId) -> None:
    """Have the season read, and the leagues whole."""
    await MatchdayLoop(driven.product, clock).look()
    for league_id in leagues:
        await driven.product.standings(league_id)
    while driven.product.intakes.are_running:
        await clock.sleep(1.0)
    await look(driven, *leagues)


def test_no_view_costs_a_request(play: Play, simulator: Simulator) -> None:
    """Two days in which people look, and nobody else asks for anything."""

    async def script(driven: Driven, clock: DrivenClock) -> None:
        await begin(driven, clock, FOUR, PALS)
        known = len(driven.fpl.arrivals)
        for _ in range(96):
            await clock.sleep(1_800)
            await look(driven, FOUR, PALS)
        assert len(driven.fpl.arrivals) == known

    over = simulator.world.calendar.gameweek(GAMEWEEK).settled
    play(over + timedelta(hours=1), script)


def test_many_views_cost_what_few_cost(play: Play, simulator: Simulator) -> None:
    """Beside the poller, in the evening of a match day: one view or a hundred."""
    day = simulator.world.calendar.gameweek(GAMEWEEK).days[0]
    asked: list[list[str]] = []
    for views in (1, 100):

        async def script(
            driven: Driven, clock: DrivenClock, views: int = views
        ) -> None:
            await begin(driven, clock, FOUR)
            async with behind(poll(MatchdayLoop(driven.product, clock), clock)):
                for _ in range(views):
                    await clock.sleep(2_000 / views)
                    await look(driven, FOUR)
            asked.append(sorted(arrived.path for arrived in driven.fpl.arrivals))

        play(day.batch + timedelta(hours=2), script)
    assert asked[0] == asked[1]
    assert asked[0].count("fixtures/") == 3


def oldest_points(play: Play, match: Fixture, minutes: float) -> float:
    """Return the greatest age of live points in a match, another tool asking too."""
    ages = []

    async def tool(driven: Driven, clock: DrivenClock) -> None:
        asked = Asked.of(endpoints.LIVE, gw=GAMEWEEK)
        while True:
            await clock.sleep(7.0)
            await driven.gateway.find(asked)

    async def script(driven: Driven, clock: DrivenClock) -> None:
        await begin(driven, clock, FOUR)
        poller = MatchdayLoop(driven.product, clock, 45.0)
        async with behind(poll(poller, clock), tool(driven, clock)):
            await clock.sleep_until(match.kickoff)
            until = match.kickoff + timedelta(minutes=minutes)
            while clock.now() < min(until, match.whistle):
                page = await driven.product.standings(FOUR)
                assert isinstance(page, Standings)
                assert page.freshness.as_of
                ages.append((clock.now() - page.freshness.as_of).total_seconds())
                await clock.sleep(1.0)

    play(match.kickoff - timedelta(minutes=6), script)
    return max(ages)


def test_live_points_are_never_older_than_a_minute(
    play: Play, simulator: Simulator
) -> None:
    """Of a watched league, from the kick-off on, at every second."""
    match = simulator.world.calendar.gameweek(GAMEWEEK).fixtures[0]
    assert 30 < oldest_points(play, match, 4) < 60


@pytest.mark.faults
def test_live_points_are_never_older_than_a_minute_over_a_match(
    play: Play, simulator: Simulator
) -> None:
    """A whole one, the break included."""
    match = simulator.world.calendar.gameweek(GAMEWEEK).fixtures[0]
    assert 30 < oldest_points(play, match, 120) < 60
