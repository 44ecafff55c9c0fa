"""How old may an answer be: three minutes in play, longer at any other time."""

from datetime import timedelta

import pytest
from tests.pretend import read_season

from fplbanter.errors import (
    UpstreamBusy,
    UpstreamChanged,
    UpstreamDown,
    UpstreamNotFound,
    UpstreamSlow,
    UpstreamWaiting,
)
from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
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


async def use(health: UpstreamHealth, part: Part, error: Exception) -> None:
    with pytest.raises(type(error)):
        async with health.watching(part):
            raise error


async def test_an_answer_that_cannot_be_used_is_trouble_until_one_can(
    product: Product,
) -> None:
    """Whoever asked FPL was told that all is well; only the reader knows better."""
    health, odd = product.health, UpstreamChanged("odd", field="id")
    await use(health, Part.LIVE, odd)
    assert health.trouble == "changed"
    found = health.trouble_with(Part.LIVE, Part.SEASON)
    assert found
    assert (found.kind, found.since) == ("changed", product.clock.now())
    assert health.trouble_with(Part.FIXTURES) is None
    await read_season(product)
    assert health.trouble is None


async def test_what_the_source_has_told_is_not_told_again(product: Product) -> None:
    """One failure of one league is one failure: it takes two for an outage."""
    health, outages = product.health, product.outages
    asked = Asked.of(endpoints.CLASSIC, league_id=900)
    odd = UpstreamChanged("odd", field="id")
    await outages.answered(asked)
    await outages.failed(asked, odd)
    await use(health, Part.LEAGUES, odd)
    remembered = UpstreamChanged("odd", field="id")
    remembered.retry_after = 30.0
    await use(health, Part.LEAGUES, remembered)
    assert health.trouble is None
    assert health.trouble_with(Part.LEAGUES)


async def test_what_is_only_in_doubt_is_no_trouble(product: Product) -> None:
    """An older copy of an edge: three readings in a row may yet be right."""
    doubt = UpstreamChanged("older", field="minutes", reason="backwards")
    await use(product.health, Part.LIVE, doubt)
    assert product.health.trouble is None


@pytest.mark.parametrize(
    "error", [UpstreamDown("gone"), UpstreamNotFound("none"), UpstreamWaiting("asked")]
)
async def test_how_a_request_ended_is_for_its_source_to_tell(
    product: Product, error: Exception
) -> None:
    """Here it passes through: else it would be counted twice, and logged twice."""
    await use(product.health, Part.LEAGUES, error)
    assert product.health.trouble_with(Part.LEAGUES) is None


async def test_a_stale_answer_names_the_next_try(
    product: Product, simulator: Simulator
) -> None:
    """Only while it is to come: a time that has passed is no promise."""
    asked = Asked.of(endpoints.LIVE, gw=GAMEWEEK)
    simulator.clock.advance(240)
    await product.outages.failed(asked, UpstreamSlow("late"), 60.0)
    snapshot = await product.board.snapshot(GAMEWEEK)
    found = judge(product).of_gameweek(snapshot)
    assert found.reason == "slow"
    assert found.retry_at == simulator.clock.now() + timedelta(seconds=60)
    simulator.clock.advance(61)
    assert judge(product).of_gameweek(snapshot).retry_at is None


async def test_what_is_read_when_somebody_looks_is_stale_only_in_trouble(
    product: Product, simulator: Simulator
) -> None:
    """An old league is read anew when that matters, unless FPL does not give it."""
    as_of = simulator.clock.now()
    simulator.clock.advance(3_600)
    assert not judge(product).of_reading(as_of, Part.LEAGUES).stale
    asked = Asked.of(endpoints.CLASSIC, league_id=900)
    await product.outages.failed(asked, UpstreamBusy("429"), 30.0)
    found = judge(product).of_reading(as_of, Part.LEAGUES)
    assert (found.stale, found.reason) == (True, "busy")
    assert found.retry_at == simulator.clock.now() + timedelta(seconds=30)
    assert not judge(product).of_reading(simulator.clock.now(), Part.LEAGUES).stale
