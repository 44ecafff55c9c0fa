"""Everybody's numbers, page by page, for whoever asks."""

from collections.abc import Sequence

import pytest
from tests.services.banter.seasons import PALS

from fplbanter.banter.catalogue import catalogue
from fplbanter.errors import BadRequest, NotFound
from fplbanter.services.answers.banter import BanterRow
from fplbanter.services.banter.cursors import Order
from fplbanter.services.product import Product
from fplbanter.store.banter import StoredNumbers

pytestmark = pytest.mark.anyio

LEAGUE = f"league_{PALS}"
BEAST = "benched_beast"


def users(rows: Sequence[BanterRow]) -> list[str]:
    return [row.user_id for row in rows]


async def walked(
    product: Product, sort: str | None, order: Order, limit: int
) -> list[str]:
    """Go from page to page by cursor."""
    seen: list[str] = []
    cursor = None
    while True:
        found = await product.banter.documents(
            sort=sort, order=order, limit=limit, cursor=cursor
        )
        seen += users(found.items)
        cursor = found.next_cursor
        if cursor is None:
            return seen


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize(
    "sort", [None, "user_id", "updated_at", BEAST, "captain_swing", "chip_king"]
)
async def test_pages_by_cursor_are_the_whole_list_once(
    told: Product, sort: str | None, order: Order
) -> None:
    """In the order of one page that has everybody; the numberless come last."""
    whole = await told.banter.documents(sort=sort, order=order, limit=100)
    assert whole.total == len(whole.items) == 19
    assert whole.next_cursor is None
    for limit in (1, 7, 19):
        assert await walked(told, sort, order, limit) == users(whole.items)
    if sort is not None and sort in catalogue():
        numbers = [row.stats.get(sort) for row in whole.items]
        known = [number for number in numbers if number is not None]
        assert known == sorted(known, reverse=order == "desc")
        assert numbers == known + [None] * (19 - len(known))


async def test_pages_by_skip_are_the_same(told: Product) -> None:
    """And beyond the end there is nothing, however far."""
    whole = await told.banter.documents(sort=BEAST, limit=100)
    for skip in (0, 1, 18, 19, 10**30):
        found = await told.banter.documents(sort=BEAST, skip=skip, limit=3)
        assert list(found.items) == list(whole.items)[skip : skip + 3]
        assert (found.total, found.skip, found.limit) == (19, skip, 3)


async def test_paging_is_stable_while_numbers_change(told: Product) -> None:
    """Nobody is told twice or left out because somebody else has moved."""
    store, season = told.store.banter_stats, told.board.season
    first = await told.banter.documents(sort=BEAST, limit=5)
    rest = (await told.banter.documents(sort=BEAST, limit=100)).items[5:]
    mover, leaver = first.items[0], first.items[1]
    now = told.clock.now()
    await store.save_numbers(
        season, "fpl_banter", [StoredNumbers(mover.user_id, {BEAST: -5}, now)]
    )
    newcomer = StoredNumbers("12345678901", {BEAST: 10_000}, now)
    await store.save_numbers(season, "fpl_banter", [newcomer])
    keep = [row.user_id for row in (*first.items, *rest) if row != leaver]
    await store.drop_others(season, "fpl_banter", [*keep, newcomer.user_id])

    seen, cursor = [], first.next_cursor
    while cursor:
        found = await told.banter.documents(sort=BEAST, limit=4, cursor=cursor)
        seen += users(found.items)
        cursor = found.next_cursor

    # Who fell behind meanwhile is met again there; the others stand as they stood.
    assert seen == [*users(rest), mover.user_id]


@pytest.mark.parametrize(
    "sort", ["stats.$where", "$where", "__proto__", "stats", "stats.sheep", "", "\0"]
)
async def test_a_sort_that_is_no_stat_is_refused(told: Product, sort: str) -> None:
    """Nothing that somebody writes becomes a field of the store's."""
    with pytest.raises(BadRequest) as error:
        await told.banter.documents(sort=sort)
    assert error.value.field == "sort"


@pytest.mark.parametrize(
    "tournament",
    [
        "fpl",
        "league_",
        "league_x",
        "league_0901",
        "league_-1",
        "league_123456",
        "league_٩٠١",
        "league_" + "9" * 40,
        "",
        "\0",
    ],
)
async def test_an_unknown_tournament_is_not_found(
    told: Product, tournament: str
) -> None:
    """Those of leagues that somebody has looked at are known."""
    with pytest.raises(NotFound, match="no tournament"):
        await told.banter.documents(tournament_id=tournament)


@pytest.mark.parametrize("season", ["2020-21", "2026", "", "$ne", "\0"])
async def test_an_unknown_season_is_not_found(told: Product, season: str) -> None:
    """What it never read it does not know."""
    with pytest.raises(NotFound, match="season"):
        await told.banter.documents(season=season)


async def test_a_cursor_is_good_for_its_own_question(told: Product) -> None:
    """Another sort, order or tournament is another question."""
    found = await told.banter.documents(sort=BEAST, limit=2)
    cursor = found.next_cursor
    assert cursor
    for other in ({"sort": "sheep"}, {"order": "asc"}, {"tournament_id": LEAGUE}):
        asked = {"sort": BEAST} | other
        with pytest.raises(BadRequest) as error:
            await told.banter.documents(**asked, cursor=cursor)  # type: ignore[arg-type]
        assert error.value.field == "cursor"


async def test_a_document_says_whose_it_is_and_how_many_there_are(
    told: Product,
) -> None:
    """Names as the league has them; of how many entries numbers are known."""
    found = await told.banter.documents(tournament_id=LEAGUE, season="2026-27", limit=1)
    (row,) = found.items
    assert (row.season, row.tournament_id) == ("2026-27", LEAGUE)
    assert row.holder
    assert str(row.holder.entry_id) == row.user_id
    assert row.holder.entry_name
    assert (found.coverage.read, found.coverage.members) == (19, 20)
