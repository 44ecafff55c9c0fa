"""Results: a season's rows, or only the gameweeks that a table needs."""

from datetime import UTC, datetime

import pytest

from fplbanter.game.model import Chip, EntryId, Gameweek, Result, Season
from fplbanter.store.database import Store
from fplbanter.store.results import StoredResults

pytestmark = pytest.mark.anyio

SEASON = Season("2026-27")
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


def season_of(entry_id: int, gameweeks: range) -> StoredResults:
    rows = [Result(EntryId(entry_id), Gameweek(n), 50, 4, 46 * n) for n in gameweeks]
    chips = {Gameweek(3): Chip.WILDCARD}
    through = Gameweek(gameweeks[-1])
    return StoredResults(EntryId(entry_id), tuple(rows), chips, through, NOW)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(1, 60, [5, 6, 7, 8]), (6, 7, [6, 7]), (1, 5, [5]), (8, 30, [8]), (9, 12, [])],
)
async def test_only_the_gameweeks_asked_for_are_read(
    store: Store, since: int, until: int, expected: list[int]
) -> None:
    """An entry that joined in gameweek 5 has nothing before, or after the last."""
    await store.results.save_results(SEASON, [season_of(1, range(5, 9))])

    found = await store.results.find_results(
        SEASON, [EntryId(1)], since=Gameweek(since), until=Gameweek(until)
    )

    assert [result.gameweek for result in found[EntryId(1)].results] == expected
    assert found[EntryId(1)].chips == {3: Chip.WILDCARD}


async def test_no_gameweek_at_all_has_no_results(store: Store) -> None:
    """Before the first gameweek of a league a range is empty, not an error."""
    await store.results.save_results(SEASON, [season_of(1, range(1, 9))])

    found = await store.results.find_results(
        SEASON, [EntryId(1)], since=Gameweek(1), until=Gameweek(0)
    )

    assert found[EntryId(1)].results == ()


async def test_the_later_season_replaces_the_earlier(store: Store) -> None:
    """Saving twice is saving once; entries without results are left out."""
    await store.results.save_results(SEASON, [season_of(1, range(1, 5))])
    await store.results.save_results(SEASON, [season_of(1, range(1, 6))])

    found = await store.results.find_results(SEASON, [EntryId(1), EntryId(2)])

    assert found == {1: season_of(1, range(1, 6))}
    assert await store.database["results"].count_documents({}) == 1
