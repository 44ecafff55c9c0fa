"""FPL in trouble: the old data stays, says how old it is, and why."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.pretend import asked, fill, forget, product_on, read_season, standings

from fplbanter.errors import UpstreamDown
from fplbanter.game.model import Gameweek, Season
from fplbanter.jobs.matchday import MatchdayLoop
from fplbanter.services.product import Product
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store

pytestmark = pytest.mark.anyio


async def look_later(product: Product, simulator: Simulator) -> None:
    """Let four minutes go by and the poller look."""
    simulator.clock.advance(240)
    await MatchdayLoop(product, product.clock).look()


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("html", "updating"),
        ("json_string", "updating"),
        ("updating", "updating"),
        ("status", "down"),
        ("truncated", "changed"),
        ("empty", "changed"),
        ("last_season", "changed"),
        ("changed", "changed"),
        ("blocked", "blocked"),
    ],
)
async def test_old_data_stays_and_says_its_age(
    product: Product, simulator: Simulator, kind: str, reason: str
) -> None:
    """Whatever FPL answers instead, the table is that of the last good answer."""
    await fill(product, 901)
    before, read_at = await standings(product, 901), simulator.clock.now()
    assert not before.freshness.stale
    simulator.faults.add(Fault("", kind))
    await look_later(product, simulator)
    after = await standings(product, 901)
    assert after.page == before.page
    assert after.coverage == before.coverage
    freshness = after.freshness
    assert (freshness.as_of, freshness.stale) == (read_at, True)
    assert freshness.reason == reason
    glance = await product.glance()
    assert (glance.freshness.stale, glance.freshness.reason) == (True, reason)
    simulator.faults.clear()
    await look_later(product, simulator)
    again = await standings(product, 901)
    assert (again.freshness.stale, again.freshness.reason) == (False, None)
    assert again.freshness.as_of == simulator.clock.now()


async def test_fpl_that_never_ends_its_answer_is_slow(
    store: Store, simulator: Simulator
) -> None:
    """An answer that takes too long is given up, and named so."""
    async with product_on(store, simulator, total_timeout=0.02) as product:
        await product.season_reader.refresh_season()
        await product.season_reader.refresh_fixtures()
        simulator.faults.add(Fault("", "slow", delay=5))
        simulator.clock.advance(300)
        await MatchdayLoop(product, product.clock).look()
        freshness = product.overview.gameweek(Gameweek(7)).freshness
        assert (freshness.stale, freshness.reason) == (True, "slow")


@pytest.mark.parametrize("match", ["event/", "bootstrap-static/", "fixtures/"])
async def test_one_broken_answer_does_not_stop_the_others(
    product: Product, simulator: Simulator, match: str
) -> None:
    """What FPL still gives is taken."""
    poller = MatchdayLoop(product, product.clock)
    simulator.faults.add(Fault(match, "status", status=500))
    forget(simulator)
    simulator.clock.advance(901)
    await poller.look()
    paths = set(asked(simulator))
    assert {"bootstrap-static/", "fixtures/", "event/7/live/"} <= paths
    board, now = product.board, simulator.clock.now()
    snapshot = await board.snapshot(Gameweek(7))
    read = {
        "bootstrap-static/": board.facts.as_of,
        "fixtures/": board.fixtures_as_of,
        "event/": snapshot.as_of,
    }
    assert [name for name, as_of in read.items() if as_of != now] == [match]


async def test_points_alone_missing_say_why(
    product: Product, simulator: Simulator
) -> None:
    """FPL answers otherwise: still the table knows why its points are old."""
    await fill(product, 901)
    simulator.faults.add(Fault("event/7/", "status", status=500))
    await look_later(product, simulator)
    freshness = (await standings(product, 901)).freshness
    assert (freshness.stale, freshness.reason) == (True, "down")


async def test_last_seasons_points_alone_are_not_taken_for_this_ones(
    product: Product, simulator: Simulator
) -> None:
    """Ids begin anew each season: the same numbers are other people, elsewhere."""
    await fill(product, 901)
    before = await standings(product, 901)
    simulator.faults.add(Fault("event/7/", "last_season"))
    await look_later(product, simulator)
    after = await standings(product, 901)
    assert after.page == before.page
    assert after.freshness.reason == "changed"


async def test_between_the_matches_nothing_is_stale(
    product: Product, simulator: Simulator
) -> None:
    """At night no points are read, since none move; that is no reason to worry."""
    week = simulator.world.calendar.gameweek(7)
    simulator.clock.move_to(week.days[0].batch + timedelta(hours=1))
    await read_season(product)
    await fill(product, 901)
    poller = MatchdayLoop(product, product.clock)
    for _ in range(4):
        simulator.clock.advance(2_400)
        await poller.look()
        assert not (await standings(product, 901)).freshness.stale


async def test_a_new_season_leaves_nothing_of_the_old_one(product: Product) -> None:
    """Its fixtures are unknown until they are read: nobody seems to have finished."""
    facts = replace(product.board.facts, season=Season("2027-28"))
    product.board.set_season(facts)
    assert product.board.fixtures(Gameweek(7)) == ()
    with pytest.raises(UpstreamDown):
        await standings(product, 901)
    assert (await product.board.snapshot(Gameweek(7))).stats == {}
