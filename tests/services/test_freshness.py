"""How old may an answer be: three minutes in play, longer at any other time."""

from datetime import timedelta

import pytest
from tests.pretend import read_season

from fplbanter.errors import UpstreamChanged, UpstreamDown, UpstreamNotFound
from fplbanter.game.model import Gameweek
from fplbanter.services.freshness import REAL_SECONDS, FreshnessJudge
from fplbanter.services.product import Product
from fplbanter.services.upstream_health import Part, UpstreamHealth
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio

GAMEWEEK = Gameweek(7)


def judge(product: Product) -> FreshnessJudge:
    return FreshnessJudge(product.board, product.clock, product.health)


async def test_in_play_three_minutes_are_too_old(
    product: Product, simulator: Simulator
) -> None:
    """Four missed readings; nobody knows why: the reason is that it is awaited."""
    snapshot = await product.board.snapshot(GAMEWEEK)
    simulator.clock.advance(180)
    assert not judge(product).of_gameweek(snapshot).stale
    simulator.clock.advance(1)
    found = judge(product).of_gameweek(snapshot)
    assert (found.stale, found.reason) == (True, "waiting")
    assert judge(product).of_season(GAMEWEEK).stale


async def test_out_of_play_points_are_as_fresh_as_the_fixtures(
    product: Product, simulator: Simulator
) -> None:
    """Fixtures that were read a while ago and show no match: nothing has moved."""
    week = simulator.world.calendar.gameweek(GAMEWEEK)
    simulator.clock.move_to(week.days[0].batch)
    await read_season(product)
    simulator.clock.advance(3_600)
    snapshot = await product.board.snapshot(GAMEWEEK)
    assert judge(product).of_gameweek(snapshot).stale
    await product.season_reader.refresh_fixtures()
    snapshot = await product.board.snapshot(GAMEWEEK)
    assert not judge(product).of_gameweek(snapshot).stale


async def test_final_points_never_grow_old(
    product: Product, simulator: Simulator
) -> None:
    """FPL has checked them, and they were read after that."""
    simulator.move_to(GAMEWEEK, "settled")
    await product.season_reader.refresh_season()
    await product.season_reader.refresh_fixtures()
    snapshot = await product.board.snapshot(GAMEWEEK)
    simulator.clock.advance(86_400)
    assert judge(product).of_gameweek(snapshot).stale
    await product.season_reader.refresh_live(GAMEWEEK)
    snapshot = await product.board.snapshot(GAMEWEEK)
    simulator.clock.advance(30 * 86_400)
    assert not judge(product).of_gameweek(snapshot).stale


async def test_a_fast_clock_is_given_real_seconds(
    product: Product, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a demo an hour passes in a second: eight real ones are never too old."""
    monkeypatch.setattr(product.clock, "pace", 600.0)
    snapshot = await product.board.snapshot(GAMEWEEK)
    simulator.clock.advance(REAL_SECONDS * 600)
    assert not judge(product).of_gameweek(snapshot).stale
    simulator.clock.advance(1)
    assert judge(product).of_gameweek(snapshot).stale


async def fail(health: UpstreamHealth, part: Part, error: Exception) -> None:
    with pytest.raises(type(error)):
        async with health.watching(part):
            raise error


async def answer(health: UpstreamHealth, part: Part) -> None:
    async with health.watching(part):
        pass


async def test_trouble_is_known_by_its_part(product: Product) -> None:
    """Points may be missing while fixtures come: each answer has its own reason."""
    health = product.health
    await fail(health, Part.LIVE, UpstreamDown("gone"))
    await answer(health, Part.FIXTURES)
    assert health.trouble == "down"
    assert health.trouble_with(Part.LIVE, Part.SEASON) == "down"
    assert health.trouble_with(Part.FIXTURES) is None
    await answer(health, Part.LIVE)
    assert health.trouble is None
    assert health.last_success == product.clock.now()


async def test_a_no_is_an_answer(product: Product) -> None:
    """FPL that says 404 is well."""
    await fail(product.health, Part.LEAGUES, UpstreamNotFound("none"))
    assert product.health.trouble is None


async def test_trouble_that_nobody_asks_about_again_is_forgotten(
    product: Product, simulator: Simulator
) -> None:
    """One odd entry must not keep FPL "down" for ever."""
    health = product.health
    await fail(health, Part.ENTRIES, UpstreamChanged("odd", field="id"))
    await answer(health, Part.LIVE)
    assert health.trouble == "changed"
    simulator.clock.advance(timedelta(minutes=6).total_seconds())
    await answer(health, Part.LIVE)
    assert health.trouble is None
