"""The table's numbers against FPL's own, settled by the simulator's own rules."""

from datetime import datetime, timedelta

import pytest
from tests.pretend import fill, read_season, standings

from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.services.answers import StandingRow, Standings
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator
from fplbanter.simulator.tables import Standing

pytestmark = pytest.mark.anyio

SEASON, OCTOBER = 1, 4


def fpls_rows(
    simulator: Simulator,
    league_id: int,
    phase: int = SEASON,
    at: datetime | None = None,
) -> dict[int, Standing]:
    """Return FPL's own rows by entry."""
    world = simulator.world
    league = world.leagues.by_id[league_id]
    rows = world.tables.rows(league, phase, at or simulator.clock.now())
    return {row.entry_id: row for row in rows}


def ours(found: Standings) -> dict[int, StandingRow]:
    """Return our rows by entry, newcomers that FPL does not rank yet left out."""
    return {
        row.entry_id: row
        for row in found.page.items
        if row.entry_id is not None and (row.total or row.captain or row.gross_points)
    }


def fpls_rank_without_tie_break(row: Standing, rows: dict[int, Standing]) -> int:
    """
    Return the rank by total alone.

    FPL ranks equals by fewer transfers; ours share a rank and stand in that order.
    """
    return 1 + sum(other.total > row.total for other in rows.values())


async def settle(product: Product, simulator: Simulator, gameweek: int) -> None:
    simulator.move_to(gameweek, "settled")
    await read_season(product, Gameweek(gameweek))


@pytest.mark.parametrize(
    ("league_id", "gameweek"),
    [(900, 7), (901, 7), (902, 13), (903, 7), (904, 7), (906, 13)],
)
async def test_a_settled_table_is_fpls_to_the_point(
    product: Product, simulator: Simulator, league_id: int, gameweek: int
) -> None:
    """Gross, total, rank and order are those that FPL shows after its review."""
    await settle(product, simulator, gameweek)
    await fill(product, league_id)
    found = await standings(product, league_id)
    rows, theirs = ours(found), fpls_rows(simulator, league_id)
    alive = {e: r for e, r in theirs.items() if e not in simulator.world.deleted}
    assert rows.keys() == theirs.keys()
    for entry_id, row in alive.items():
        own = rows[entry_id]
        assert (own.gross_points, own.total) == (row.event_total, row.total)
        assert own.rank == fpls_rank_without_tie_break(row, theirs)
        assert own.source == "settled"
        assert own.is_certain
    order = [row.entry_id for row in found.page.items if row.entry_id in alive]
    assert order == sorted(alive, key=lambda e: theirs[e].rank_sort)


async def test_movement_is_against_the_gameweek_before(
    product: Product, simulator: Simulator
) -> None:
    """The rank of a week ago is the one that the table had then."""
    await settle(product, simulator, 7)
    await fill(product, 900)
    before = ours(await standings(product, 900, gameweek=6))
    for row in ours(await standings(product, 900)).values():
        assert row.entry_id is not None
        assert row.last_rank == before[row.entry_id].rank
        assert row.movement == row.last_rank - row.rank


async def test_net_is_gross_less_the_hit_and_totals_are_sums_of_their_parts(
    product: Product, simulator: Simulator
) -> None:
    """Somebody paid for transfers; every total is last week's and this week's net."""
    await settle(product, simulator, 7)
    await fill(product, 900)
    before = ours(await standings(product, 900, gameweek=6))
    rows = ours(await standings(product, 900, gameweek=7))
    assert any(row.hit for row in rows.values())
    for entry_id, row in rows.items():
        assert row.net_points == row.gross_points - row.hit
        assert row.total == before[entry_id].total + row.net_points


async def test_in_play_the_official_line_is_fpls_own_row(
    product: Product, simulator: Simulator
) -> None:
    """FPL's live table knows no substitutions: beside ours stands what it says."""
    await fill(product, 900)
    found = await standings(product, 900)
    theirs = fpls_rows(simulator, 900)
    projected = 0
    for entry_id, row in ours(found).items():
        assert row.source == "live"
        assert row.official is not None
        official = (row.official.gross_points, row.official.total)
        assert official == (theirs[entry_id].event_total, theirs[entry_id].total)
        if row.official.rank is not None:
            assert row.official.rank == fpls_rank_without_tie_break(
                theirs[entry_id], theirs
            )
        projected += row.gross_points != row.official.gross_points
    assert projected


async def test_the_table_moves_with_every_reading_of_the_points(
    product: Product, simulator: Simulator
) -> None:
    """An hour later the same line-ups have other points, with no other request."""
    await fill(product, 900)
    before = await standings(product, 900)
    simulator.clock.advance(3_600)
    await product.season_reader.refresh_live(Gameweek(7))
    after = await standings(product, 900)
    assert [r.total for r in after.page.items] != [r.total for r in before.page.items]
    assert after.freshness.as_of == simulator.clock.now()
    theirs = fpls_rows(simulator, 900)
    for entry_id, row in ours(after).items():
        assert row.official is not None
        assert row.official.gross_points == theirs[entry_id].event_total


@pytest.mark.parametrize(("gameweek", "stage"), [(7, "settled"), (8, "live")])
async def test_a_month_counts_its_own_gameweeks_only(
    product: Product, simulator: Simulator, gameweek: int, stage: str
) -> None:
    """October is gameweeks 6 to 9, and the hit of its first is not deducted."""
    simulator.move_to(gameweek, stage)
    await read_season(product)
    await fill(product, 900)
    found = await standings(product, 900, month_id=OCTOBER)
    assert (found.month_name, found.gameweek) == ("October", gameweek)
    theirs = fpls_rows(simulator, 900, OCTOBER)
    for entry_id, row in ours(found).items():
        assert row.official is not None
        assert row.official.total == theirs[entry_id].total


async def test_a_first_look_at_a_month_does_not_show_the_seasons_totals(
    product: Product,
) -> None:
    """While nothing is read a month's total is the gameweek's points, no more."""
    found = await standings(product, 900, month_id=OCTOBER)
    assert all(row.total == row.gross_points for row in found.page.items)


async def test_a_league_that_starts_late_leaves_out_its_first_hit(
    product: Product, simulator: Simulator
) -> None:
    """League 906 starts in gameweek 5: nothing before counts, nor what 5 cost."""
    await settle(product, simulator, 5)
    await fill(product, 906)
    found = await standings(product, 906)
    theirs = fpls_rows(simulator, 906)
    rows = ours(found)
    assert any(row.hit for row in rows.values())
    for entry_id, row in rows.items():
        assert row.total == theirs[entry_id].total == row.gross_points


async def test_between_deadline_and_kick_off_last_weeks_points_are_not_this_weeks(
    product: Product, simulator: Simulator
) -> None:
    """FPL's table still shows gameweek 7; gameweek 8 begins with nought for all."""
    await settle(product, simulator, 7)
    await fill(product, 900)
    week = simulator.world.calendar.gameweek(8)
    simulator.clock.move_to(week.deadline + timedelta(minutes=2))
    await product.season_reader.refresh_season()
    await product.season_reader.refresh_fixtures()
    await product.intakes.run(LeagueId(900), Gameweek(8))
    found = await standings(product, 900)
    assert found.gameweek == 8
    theirs = fpls_rows(simulator, 900, at=simulator.world.calendar.gameweek(7).settled)
    for entry_id, row in ours(found).items():
        assert row.gross_points == 0
        assert row.total == theirs[entry_id].total
    simulator.move_to(8, "live")
    await read_season(product)
    await fill(product, 900)
    theirs = fpls_rows(simulator, 900)
    for entry_id, row in ours(await standings(product, 900)).items():
        assert row.official is not None
        assert row.official.total == theirs[entry_id].total


async def test_a_line_up_that_was_read_alone_does_not_make_a_total_too_small(
    product: Product, simulator: Simulator
) -> None:
    """Somebody opened one line-up before the last gameweek's results were read."""
    simulator.move_to(6, "live")
    await read_season(product)
    await fill(product, 902)
    simulator.move_to(7, "live")
    await read_season(product)
    entry_id = (await standings(product, 902)).page.items[0].entry_id
    assert entry_id is not None
    answer = await product.lineup(entry_id)
    assert answer.total is None
    found = await standings(product, 902)
    assert (
        next(r for r in found.page.items if r.entry_id == entry_id).source == "official"
    )
    await fill(product, 902)
    theirs = fpls_rows(simulator, 902)
    row = ours(await standings(product, 902))[entry_id]
    assert row.official is not None
    assert row.official.total == theirs[entry_id].total
    assert (await product.lineup(entry_id)).total == row.total
