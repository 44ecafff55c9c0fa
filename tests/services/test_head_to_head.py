"""Head-to-head leagues: matches with net points, AVERAGE, the table of wins."""

import pytest
from tests.pretend import asked, fill, forget, product_on, read_season, standings

from fplbanter.errors import BadRequest
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.services.answers import StandingRow
from fplbanter.services.product import Product
from fplbanter.simulator.head_to_head import Record
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio

ODD = 950
EVEN = 951

Line = tuple[int, int, int, int, int]


def fpls_table(
    simulator: Simulator, league_id: int, gameweek: int
) -> dict[int | None, Line]:
    """Return won, drawn, lost, league points and points for of every side."""
    league = simulator.world.leagues.by_id[league_id]
    now = simulator.clock.now()
    records = simulator.world.head_to_head.table(league, gameweek, now)
    return {record.entry_id: line(record) for record in records}


def line(record: Record) -> Line:
    return (record.won, record.drawn, record.lost, record.total, record.points_for)


def own_line(row: StandingRow) -> Line:
    found = row.head_to_head
    assert found is not None
    won = (found.won, found.drawn, found.lost)
    return (*won, found.league_points, found.points_for)


async def table(product: Product, league_id: int) -> dict[int | None, Line]:
    rows = (await standings(product, league_id)).page.items
    return {row.entry_id: own_line(row) for row in rows}


@pytest.mark.parametrize("league_id", [ODD, EVEN])
async def test_a_settled_table_of_wins_is_fpls(
    product: Product, simulator: Simulator, league_id: int
) -> None:
    """Wins, draws, defeats and points are FPL's, AVERAGE's too in an odd league."""
    simulator.move_to(7, "settled")
    await read_season(product)
    await fill(product, league_id)
    assert await table(product, league_id) == fpls_table(simulator, league_id, 7)


async def test_matches_of_earlier_gameweeks_have_their_settled_points(
    product: Product, simulator: Simulator
) -> None:
    """The list of matches was read while they were played; FPL has settled since."""
    await fill(product, ODD)
    in_play = await product.store.matches.find_matches(
        product.board.season, LeagueId(ODD)
    )
    simulator.move_to(8, "settled")
    await read_season(product)
    await fill(product, ODD)
    await product.store.matches.save_matches(
        product.board.season, LeagueId(ODD), in_play
    )
    async with product_on(product.store, simulator) as again:
        assert await table(again, ODD) == fpls_table(simulator, ODD, 8)


async def test_matches_in_play_are_counted_with_the_points_of_now(
    product: Product, simulator: Simulator
) -> None:
    """A goal changes who wins; each row names its opponent and his points."""
    await fill(product, EVEN)
    found = await standings(product, EVEN)
    by_entry: dict[int | None, StandingRow] = {
        row.entry_id: row for row in found.page.items
    }
    pairs = simulator.world.head_to_head.pairs(
        simulator.world.leagues.by_id[EVEN], found.gameweek
    )
    for one, two in pairs:
        here, there = by_entry[one], by_entry[two]
        assert here.head_to_head is not None
        assert there.head_to_head is not None
        assert here.head_to_head.opponent_id == two
        assert here.head_to_head.opponent_points == there.net_points
        assert there.head_to_head.opponent_name == here.entry_name
    assert {
        row.head_to_head.played for row in found.page.items if row.head_to_head
    } == {7}
    ranks = [row.rank for row in found.page.items]
    assert ranks == sorted(ranks)


async def test_average_plays_once_fpl_has_counted_it(product: Product) -> None:
    """Until then its match counts for nobody, and its row says so."""
    await fill(product, ODD)
    found = await standings(product, ODD)
    average = next(row for row in found.page.items if row.entry_id is None)
    assert average.entry_name == "AVERAGE"
    assert average.head_to_head is not None
    counted = product.board.state(Gameweek(7)).average > 0
    assert average.head_to_head.played == 6 + counted
    assert len(found.page.items) == 10
    assert found.coverage.members == 9


async def test_a_first_look_takes_two_requests_more_than_a_classic_league(
    product: Product, simulator: Simulator
) -> None:
    """FPL does not say which kind a number is: first it is asked as a classic one."""
    await standings(product, ODD, limit=20)
    assert asked(simulator, "leagues") == [
        "leagues-classic/950/standings/",
        "leagues-h2h/950/standings/",
    ]
    forget(simulator)
    await fill(product, ODD)
    assert len(asked(simulator, "leagues-h2h-matches/")) == 4
    forget(simulator)
    await fill(product, ODD)
    assert asked(simulator) == []


async def test_a_head_to_head_league_has_no_month_tables(product: Product) -> None:
    """FPL has none either."""
    with pytest.raises(BadRequest) as refused:
        await standings(product, ODD, month_id=4)
    assert refused.value.field == "month"
