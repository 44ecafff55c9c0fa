"""The hour after a deadline: nobody's line-up is shown, so not everybody's is asked for."""

from datetime import timedelta

import pytest
from tests.pretend import asked, fill, forget, standings

from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.services.intake import WORKERS
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio

FRIENDS, OTHERS = 901, 906
GAMEWEEK = Gameweek(7)


async def test_a_few_are_asked_for_while_none_are_shown(
    product: Product, simulator: Simulator
) -> None:
    """Of two leagues, in the minutes after the deadline; all once they are out."""
    week = simulator.world.calendar.gameweek(GAMEWEEK)
    simulator.clock.move_to(week.deadline - timedelta(minutes=5))
    await product.season_reader.refresh_season()
    for league_id in (FRIENDS, OTHERS):
        await fill(product, league_id)
    forget(simulator)

    for minute in (1, 2, 3):
        simulator.clock.move_to(week.deadline + timedelta(minutes=minute, seconds=5))
        for league_id in (FRIENDS, OTHERS):
            await product.intakes.run(LeagueId(league_id), GAMEWEEK)
    tries = [path for path in asked(simulator) if f"/event/{GAMEWEEK}/" in path]
    assert 1 <= len(tries) <= 3 * WORKERS

    simulator.clock.move_to(week.picks_out + timedelta(minutes=1))
    await product.season_reader.refresh_season()
    for league_id in (FRIENDS, OTHERS):
        await product.intakes.run(LeagueId(league_id), GAMEWEEK)
        assert (await standings(product, league_id)).coverage.is_complete


async def test_line_ups_that_come_before_fpl_says_so_are_found(
    product: Product, simulator: Simulator
) -> None:
    """The gameweek is called current up to twenty minutes later (fact sheet 5.1)."""
    week = simulator.world.calendar.gameweek(GAMEWEEK)
    simulator.clock.move_to(week.deadline - timedelta(minutes=5))
    await product.season_reader.refresh_season()
    await fill(product, FRIENDS)
    simulator.clock.move_to(week.deadline + timedelta(minutes=1))
    await product.intakes.run(LeagueId(FRIENDS), GAMEWEEK)

    simulator.clock.move_to(week.picks_out + timedelta(minutes=1))
    await product.intakes.run(LeagueId(FRIENDS), GAMEWEEK)
    assert (await standings(product, FRIENDS)).coverage.is_complete
