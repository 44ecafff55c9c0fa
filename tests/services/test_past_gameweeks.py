"""Gameweeks that are over, those to come, and months: what is shown and what is not."""

import pytest
from tests.pretend import asked, fill, forget, read_season, standings

from fplbanter.errors import BadRequest, NotFound
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio


async def test_an_old_gameweeks_table_comes_from_results_at_once(
    product: Product, simulator: Simulator
) -> None:
    """Whoever was read has all his gameweeks; captains and chips come behind."""
    await fill(product, 901)
    forget(simulator)
    found = await standings(product, 901, gameweek=3)
    assert asked(simulator) == []
    world = simulator.world
    then = world.calendar.gameweek(3).settled
    theirs = {
        row.entry_id: (row.event_total, row.total)
        for row in world.tables.rows(world.leagues.by_id[901], 1, then)
        if row.entry_id not in world.deleted
    }
    rows = {row.entry_id: row for row in found.page.items}
    assert {e: (r.gross_points, r.total) for e, r in rows.items()} == theirs
    assert {row.source for row in rows.values()} == {"settled"}
    assert found.coverage.is_complete
    assert all(row.captain is None for row in rows.values())


async def test_an_old_gameweeks_captains_are_filled_in_once(
    product: Product, simulator: Simulator
) -> None:
    """One request a member for his line-up, one for the players' points; then none."""
    await fill(product, 901)
    forget(simulator)
    await standings(product, 901, gameweek=3)
    assert product.intakes.are_running
    await product.intakes.run(LeagueId(901), Gameweek(3))
    paths = asked(simulator)
    assert sorted(set(paths)) == sorted(paths)
    assert {path.split("/")[0] for path in paths} == {"entry", "event"}
    found = await standings(product, 901, gameweek=3)
    assert all(row.captain is not None for row in found.page.items)
    assert any(row.chip for row in found.page.items)
    forget(simulator)
    for _ in range(3):
        await fill(product, 901, 3)
        await standings(product, 901, gameweek=3)
    assert asked(simulator) == []


async def test_who_had_not_joined_is_not_in_an_old_table(
    product: Product, simulator: Simulator
) -> None:
    """One of the fifty joined in gameweek 4: the table of 3 has 49 rows."""
    await fill(product, 900)
    late = next(
        e
        for e in simulator.world.leagues.by_id[900].members
        if simulator.world.leagues.started.get(e) == 4
    )
    before = await standings(product, 900, gameweek=3)
    after = await standings(product, 900, gameweek=4)
    assert late not in {row.entry_id for row in before.page.items}
    assert late in {row.entry_id for row in after.page.items}
    assert before.coverage.members == 49
    await fill(product, 900, 3)
    with pytest.raises(NotFound, match="joined after"):
        await product.lineup(EntryId(late), Gameweek(3))


@pytest.mark.parametrize("gameweek", [8, 20, 38])
async def test_a_gameweek_to_come_has_fixtures_and_no_table(
    product: Product, simulator: Simulator, gameweek: int
) -> None:
    """Nothing is asked for it, and nothing is stored."""
    with pytest.raises(NotFound, match="still to come"):
        await standings(product, 900, gameweek=gameweek)
    assert asked(simulator) == []
    assert (await product.fixtures(Gameweek(gameweek))).page.total >= 8


@pytest.mark.parametrize("gameweek", [0, 39, -1])
async def test_a_gameweek_that_does_not_exist_is_not_found(
    product: Product, gameweek: int
) -> None:
    """A season has 38."""
    with pytest.raises(NotFound, match="no gameweek"):
        await standings(product, 900, gameweek=gameweek)
    with pytest.raises(NotFound, match="no gameweek"):
        await product.fixtures(Gameweek(gameweek))


async def test_a_gameweek_before_a_late_league_starts_is_not_found(
    product: Product,
) -> None:
    """League 906 begins in gameweek 5."""
    with pytest.raises(NotFound, match="starts in gameweek 5"):
        await standings(product, 906, gameweek=4)


async def test_a_month_that_is_over_ends_with_its_last_gameweek(
    product: Product,
) -> None:
    """September was gameweeks 3 to 5."""
    await fill(product, 902)
    found = await standings(product, 902, month_id=3)
    assert (found.month_name, found.gameweek) == ("September", 5)
    inside = await standings(product, 902, month_id=3, gameweek=4)
    assert inside.gameweek == 4


async def test_months_that_make_no_sense_are_refused(product: Product) -> None:
    """A month to come or unknown is not found; a gameweek outside it is an error."""
    with pytest.raises(NotFound, match="November is still to come"):
        await standings(product, 902, month_id=5)
    with pytest.raises(NotFound, match="no month 99"):
        await standings(product, 902, month_id=99)
    with pytest.raises(NotFound, match="no month 1 "):
        await standings(product, 902, month_id=1)
    with pytest.raises(BadRequest) as refused:
        await standings(product, 902, month_id=3, gameweek=6)
    assert refused.value.field == "gameweek"


async def test_points_read_before_a_gameweek_was_checked_are_read_once_more(
    product: Product, simulator: Simulator
) -> None:
    """The program was off while FPL settled: whoever looks later gets final points."""
    await fill(product, 902)
    simulator.move_to(9, "live")
    await read_season(product)
    forget(simulator)
    await standings(product, 902, gameweek=7)
    await product.intakes.run(LeagueId(902), Gameweek(7))
    assert asked(simulator, "event/") == ["event/7/live/"]
    found = await standings(product, 902, gameweek=7)
    assert not found.freshness.stale
    forget(simulator)
    simulator.clock.advance(86_400)
    await fill(product, 902, 7)
    found = await standings(product, 902, gameweek=7)
    assert not found.freshness.stale
    assert asked(simulator, "event/") == []


async def test_before_the_first_deadline_there_is_no_table(
    product: Product, simulator: Simulator
) -> None:
    """Nobody has points yet; the season's glance and gameweek 1 are there."""
    simulator.move_to(1, "upcoming")
    await read_season(product)
    with pytest.raises(NotFound, match="has not started"):
        await standings(product, 900)
    assert (await product.gameweek()).gameweek == 1
    glance = await product.glance()
    assert (glance.gameweek, glance.next_gameweek) == (None, 1)
    assert (await product.fixtures()).gameweek == 1
    assert (await product.league(LeagueId(900))) is not None
