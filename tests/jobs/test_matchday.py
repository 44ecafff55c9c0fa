"""A whole gameweek with the poller: what is read when, and never twice."""

import asyncio
import logging
from collections import Counter
from datetime import datetime, timedelta

import pytest
from tests.pretend import asked, forget, product_on, standings

from fplbanter.game.model import Gameweek, LeagueId, Phase
from fplbanter.jobs.matchday import MatchdayLoop
from fplbanter.services.product import Product
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store

pytestmark = pytest.mark.anyio

FOUR = 902
"""Four friends: small enough to count every request."""

GAMEWEEK = Gameweek(7)


class Season:
    """A product with its poller, moved through a gameweek by hand."""

    def __init__(self, product: Product, simulator: Simulator) -> None:
        self.product = product
        self.simulator = simulator
        self.poller = MatchdayLoop(product, product.clock)
        self.week = simulator.world.calendar.gameweek(GAMEWEEK)

    async def look(self) -> None:
        """Look at what is due and wait for what that started behind."""
        await self.poller.look()
        while self.product.intakes.are_running:
            await asyncio.sleep(0)

    async def until(self, moment: datetime, step: float = 600) -> None:
        """Let time go by in steps, the poller looking at each."""
        clock = self.simulator.clock
        while (left := (moment - clock.now()).total_seconds()) > 0:
            clock.advance(min(step, left))
            await self.look()

    async def at(self, moment: datetime) -> None:
        """Let time jump to a quarter of an hour before a moment, then go by."""
        self.simulator.clock.move_to(moment - timedelta(minutes=15))
        await self.until(moment, 180)


@pytest.fixture
async def season(product: Product, simulator: Simulator) -> Season:
    """Begin an hour before the deadline of gameweek 7, league 902 being watched."""
    season = Season(product, simulator)
    simulator.move_to(GAMEWEEK, "upcoming")
    await season.look()
    await standings(product, FOUR)
    await product.intakes.run(LeagueId(FOUR), Gameweek(6))
    forget(simulator)
    return season


def lineups(simulator: Simulator, gameweek: int = GAMEWEEK) -> Counter[str]:
    """Count the line-ups of a gameweek that were asked for and given."""
    return Counter(
        arrival.path
        for arrival in simulator.arrivals
        if f"/event/{gameweek}/picks/" in arrival.path and arrival.status == 200
    )


async def test_a_gameweek_from_deadline_to_deadline(
    season: Season, simulator: Simulator, product: Product
) -> None:
    """Line-ups are read once when they are out and once when they are settled."""
    board, week = product.board, season.week
    assert (board.current(), board.phase(GAMEWEEK)) == (6, Phase.UPCOMING)

    await season.at(week.deadline + timedelta(minutes=1))
    assert (board.current(), board.phase(GAMEWEEK)) == (GAMEWEEK, Phase.LIVE)
    assert not lineups(simulator)

    await season.until(week.updating + timedelta(minutes=5), 180)
    assert product.health.trouble == "updating"
    assert (await standings(product, FOUR)).gameweek == GAMEWEEK
    assert (await product.progress(LeagueId(FOUR))).reason == "updating"

    await season.until(week.picks_out + timedelta(minutes=5), 120)
    assert product.health.trouble is None
    assert sorted(lineups(simulator).values()) == [1, 1, 1, 1]

    await season.at(week.busiest)
    found = await standings(product, FOUR)
    assert (found.phase, found.freshness.stale) == (Phase.LIVE, False)
    assert {row.source for row in found.page.items} == {"live"}
    assert any(row.players_playing for row in found.page.items)

    await season.at(week.days[0].batch + timedelta(hours=4))
    found = await standings(product, FOUR)
    assert (found.phase, found.freshness.stale) == (Phase.LIVE, False)

    await season.at(week.whistle + timedelta(minutes=30))
    assert (await standings(product, FOUR)).phase is Phase.PROVISIONAL
    assert sorted(lineups(simulator).values()) == [1, 1, 1, 1]

    await season.at(week.settled + timedelta(minutes=12))
    found = await standings(product, FOUR)
    assert (found.phase, found.freshness.stale) == (Phase.FINAL, False)
    assert {row.source for row in found.page.items} == {"settled"}
    assert sorted(lineups(simulator).values()) == [2, 2, 2, 2]
    history = Counter(path for path in asked(simulator) if "/history/" in path)
    assert sorted(history.values()) == [1, 1, 1, 1]

    forget(simulator)
    following = simulator.world.calendar.gameweek(GAMEWEEK + 1)
    await season.at(following.deadline - timedelta(minutes=10))
    found = await standings(product, FOUR)
    assert (found.gameweek, found.freshness.stale) == (GAMEWEEK, False)
    # A finished gameweek is never asked for again, whatever else is.
    assert asked(simulator, "event/") == []
    assert asked(simulator, "entry/") == []

    await season.at(following.picks_out + timedelta(minutes=5))
    assert sorted(lineups(simulator, GAMEWEEK + 1).values()) == [1, 1, 1, 1]
    assert (await standings(product, FOUR)).gameweek == GAMEWEEK + 1


async def test_points_that_are_final_are_not_read_again_after_a_restart(
    store: Store, simulator: Simulator
) -> None:
    """The store has them: only the season and its fixtures are asked for anew."""
    simulator.move_to(GAMEWEEK, "settled")
    for requests in (["event/7/live/"], []):
        async with product_on(store, simulator) as product:
            await MatchdayLoop(product, product.clock).look()
            assert asked(simulator, "event/") == requests
            forget(simulator)


async def test_a_failed_reading_is_tried_again_within_a_minute(
    product: Product, simulator: Simulator
) -> None:
    """Fixtures are read every quarter of an hour; what failed is not left that long."""
    simulator.move_to(GAMEWEEK, "upcoming")
    poller = MatchdayLoop(product, product.clock)
    simulator.faults.add(Fault("fixtures", "empty", left=1))
    await poller.look()
    forget(simulator)
    simulator.clock.advance(30)
    await poller.look()
    assert asked(simulator) == []
    simulator.clock.advance(31)
    await poller.look()
    await poller.look()
    assert asked(simulator) == ["fixtures/"]


async def test_looking_without_pause_asks_nothing_more(
    season: Season, simulator: Simulator
) -> None:
    """The pace is the game's, not the loop's."""
    simulator.move_to(GAMEWEEK, "live")
    await season.look()
    forget(simulator)
    for _ in range(20):
        await season.look()
    assert asked(simulator) == []


async def test_a_matchday_costs_a_few_requests_a_minute(
    season: Season, simulator: Simulator
) -> None:
    """While matches are on the season, fixtures, points and status take three."""
    simulator.move_to(GAMEWEEK, "live")
    await season.look()
    forget(simulator)
    await season.until(simulator.clock.now() + timedelta(minutes=6), 10)
    assert 6 <= len(asked(simulator)) <= 3 * 6
    assert asked(simulator, "entry/") == []
    assert asked(simulator, "leagues") == []


async def test_fpls_absence_is_two_lines_in_the_log(
    season: Season, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    """One when it goes and one when it is back, however long and in what parts."""
    simulator.move_to(GAMEWEEK, "live")
    await season.look()
    caplog.set_level(logging.INFO, "fplbanter")
    caplog.clear()
    simulator.faults.add(Fault("event/7/", "status", status=503))
    await season.until(simulator.clock.now() + timedelta(minutes=3), 45)
    simulator.faults.add(Fault("", "status", status=503))
    await season.until(simulator.clock.now() + timedelta(minutes=5), 60)
    simulator.faults.clear()
    await season.until(simulator.clock.now() + timedelta(minutes=20), 120)
    await season.product.outages.settle()
    # What else is said on a busy machine, of the database, is not of FPL.
    lines = [m for r in caplog.records if "FPL" in (m := r.getMessage())]
    assert len(lines) == 2, lines
    assert lines[0].startswith("FPL does not answer for live (down)")
    assert lines[1].startswith("FPL answers again, after ")


async def test_readers_are_told_when_fpl_is_asked_again(
    season: Season, simulator: Simulator
) -> None:
    """Not when it might be, but when the poller comes back to what failed."""
    simulator.move_to(GAMEWEEK, "live")
    await season.look()
    simulator.faults.add(Fault("event/7/", "updating"))
    simulator.clock.advance(45)
    await season.look()
    notice = season.product.notice()
    assert notice
    assert notice.retry_at == simulator.clock.now() + timedelta(seconds=45)
    simulator.clock.advance(45)
    simulator.faults.clear()
    await season.look()
    assert season.product.notice() is None


async def test_an_empty_program_waits_for_fpl(
    store: Store, simulator: Simulator
) -> None:
    """With nothing known and FPL down it asks every ten seconds, then has all."""
    simulator.faults.add(Fault("", "updating"))
    async with product_on(store, simulator) as product:
        poller = MatchdayLoop(product, product.clock)
        for _ in range(6):
            await poller.look()
            simulator.clock.advance(5)
        assert len(asked(simulator)) == 3
        assert product.board.is_empty
        simulator.faults.clear()
        await poller.look()
        assert (await standings(product, FOUR)).gameweek == GAMEWEEK


async def test_members_of_watched_leagues_are_read_anew_on_quiet_days(
    season: Season, simulator: Simulator
) -> None:
    """Who joined and who left shows within hours, at one request a page."""
    simulator.clock.advance(-2 * 86_400)
    for _ in range(3):
        await standings(season.product, FOUR)
        await season.look()
        simulator.clock.advance(5 * 3_600)
    assert asked(simulator, "leagues") == ["leagues-classic/902/standings/"] * 2
