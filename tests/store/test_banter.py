"""Everybody's numbers: the documents, and pages of them in any order."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.store.strategies import SEASON

from fplbanter.store.banter import After, StoredNumbers
from fplbanter.store.database import Store

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
BEAST = "stats.benched_beast"
CUP = "fpl_banter"


def numbers(user: int, *, later: int = 0, **stats: float) -> StoredNumbers:
    return StoredNumbers(str(user), stats, NOW + timedelta(minutes=later))


FIVE = [
    numbers(1, benched_beast=30),
    numbers(2, benched_beast=50),
    numbers(3, sheep=0.5),
    numbers(4, benched_beast=30),
    numbers(5),
]


async def page(
    store: Store,
    field: str = BEAST,
    *,
    descending: bool = True,
    after: After | None = None,
    skip: int = 0,
    limit: int = 10,
) -> list[int]:
    found = await store.banter_stats.find_page(
        SEASON,
        CUP,
        field,
        descending=descending,
        after=after,
        skip=skip,
        limit=limit,
    )
    return [int(row.user_id) for row in found]


@pytest.fixture
async def five(store: Store) -> Store:
    """Give five entries with and without a number."""
    await store.banter_stats.save_numbers(SEASON, CUP, FIVE)
    return store


async def test_the_document_has_the_shape_it_always_had(store: Store) -> None:
    """Season, tournament, user, stats, when; whoever reads the database knows it."""
    await store.banter_stats.save_numbers(SEASON, CUP, [numbers(7, benched_beast=156)])

    document = await store.database["banter_stats"].find_one({}, {"_id": False})

    assert document is not None
    assert document.pop("updated_at").replace(tzinfo=UTC) == NOW
    assert document == {
        "season": "2026-27",
        "tournament_id": "fpl_banter",
        "user_id": "7",
        "stats": {"benched_beast": 156},
    }


async def test_saving_again_replaces(five: Store) -> None:
    """One document for each season, tournament and entry."""
    await five.banter_stats.save_numbers(SEASON, CUP, [numbers(1, benched_beast=31)])
    found = await five.banter_stats.find_numbers(SEASON, CUP, ["1", "9"])
    assert found == {"1": numbers(1, benched_beast=31)}
    assert await five.banter_stats.count_numbers(SEASON, CUP) == 5
    assert await five.banter_stats.count_numbers(SEASON, "league_900") == 0


@pytest.mark.parametrize(
    ("descending", "order"), [(True, [2, 1, 4, 3, 5]), (False, [1, 4, 2, 3, 5])]
)
async def test_who_has_no_number_is_last_in_either_order(
    five: Store, order: list[int], *, descending: bool
) -> None:
    """Equals stand by user, whichever way the numbers go."""
    assert await page(five, descending=descending) == order
    for skip in range(6):
        for limit in (1, 2, 5):
            expected = order[skip : skip + limit]
            found = await page(five, descending=descending, skip=skip, limit=limit)
            assert found == expected


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("limit", [1, 2, 3])
async def test_pages_after_one_another_are_the_whole_list(
    five: Store, limit: int, *, descending: bool
) -> None:
    """Each row once, from those with the number on to those without."""
    whole = await page(five, descending=descending)
    stats = {numbers.user_id: numbers.stats for numbers in FIVE}
    seen: list[int] = []
    after = None
    while rows := await page(five, descending=descending, after=after, limit=limit):
        seen += rows
        last = str(rows[-1])
        after = After(stats[last].get("benched_beast"), last)
    assert seen == whole


async def test_by_user_and_by_time(store: Store) -> None:
    """Users are sorted as words, since they are; times as times."""
    rows = [numbers(10, later=1), numbers(2, later=3), numbers(33, later=2)]
    await store.banter_stats.save_numbers(SEASON, CUP, rows)

    assert await page(store, "user_id") == [10, 2, 33]
    assert await page(store, "user_id", after=After(None, "10")) == [2, 33]
    assert await page(store, "updated_at") == [2, 33, 10]
    moment = NOW + timedelta(minutes=2)
    assert await page(store, "updated_at", after=After(moment, "33")) == [10]


async def test_beyond_every_list_there_is_nothing(five: Store) -> None:
    """However far: MongoDB itself would take the number for an error."""
    assert await page(five, skip=2**63) == []
    assert await page(five, skip=2**80, descending=False) == []


async def test_who_is_no_entrant_any_more_is_forgotten(five: Store) -> None:
    """In this tournament alone."""
    await five.banter_stats.save_numbers(SEASON, "league_900", FIVE)

    gone = await five.banter_stats.drop_others(SEASON, CUP, ["1", "2"])

    assert gone == 3
    assert await page(five) == [2, 1]
    assert await five.banter_stats.count_numbers(SEASON, "league_900") == 5
