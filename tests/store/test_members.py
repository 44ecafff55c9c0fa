"""Members: the official order, and who has left."""

import asyncio
from datetime import UTC, datetime

import pytest

from fplbanter.game.model import EntryId, LeagueId, OfficialStanding, Season
from fplbanter.store.database import Store
from fplbanter.store.members import StoredMember

pytestmark = pytest.mark.anyio

SEASON = Season("2026-27")
LEAGUE = LeagueId(900)
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


def member(entry_id: int, rank: int = 0, *, is_new: bool = False) -> StoredMember:
    row = OfficialStanding(EntryId(entry_id), "Ann", "Ann's XI", rank, rank_sort=rank)
    return StoredMember(row, is_new)


async def listed(store: Store, skip: int = 0, limit: int = 20) -> list[int]:
    found = await store.members.find_members(SEASON, LEAGUE, skip, limit)
    return [stored.standing.entry_id for stored in found]


async def test_members_come_by_official_rank(store: Store) -> None:
    """Those who have joined but are not ranked yet come last."""
    given = [member(9, 0, is_new=True), member(1, 3), member(2, 1), member(3, 2)]
    await store.members.save_members(SEASON, LEAGUE, given, 1)

    assert await listed(store) == [2, 3, 1, 9]


async def test_pages_follow_each_other(store: Store) -> None:
    """A page beyond the end is empty, and so is one of no rows."""
    given = [member(number, number) for number in range(1, 8)]
    await store.members.save_members(SEASON, LEAGUE, given, 1)

    assert await listed(store, 0, 3) == [1, 2, 3]
    assert await listed(store, 6, 3) == [7]
    assert await listed(store, 7, 3) == []
    assert await listed(store, 0, 0) == []
    assert await store.members.count_members(SEASON, LEAGUE) == 7


async def test_who_has_left_goes_with_the_next_reading(store: Store) -> None:
    """A reading drops whom it did not see, in its own league only."""
    other = LeagueId(901)
    await store.members.save_members(SEASON, other, [member(1, 1)], 1)
    await store.members.save_members(SEASON, LEAGUE, [member(1, 1), member(2, 2)], 1)
    await store.members.save_members(SEASON, LEAGUE, [member(2, 1)], 2)

    assert await store.members.drop_unseen(SEASON, LEAGUE, 2) == 1
    assert await listed(store) == [2]
    assert await store.members.count_members(SEASON, other) == 1


async def test_an_older_reading_drops_nobody_seen_since(store: Store) -> None:
    """Two readings at once: the slower one does not undo the faster."""
    await store.members.save_members(SEASON, LEAGUE, [member(1, 1)], 3)
    await store.members.save_members(SEASON, LEAGUE, [member(1, 1)], 2)

    assert await store.members.drop_unseen(SEASON, LEAGUE, 3) == 0
    assert await listed(store) == [1]


async def test_racing_saves_leave_one_row_each(store: Store) -> None:
    """Saving twice at once is saving once."""
    given = [member(number, number) for number in range(1, 30)]
    saves = [store.members.save_members(SEASON, LEAGUE, given, n) for n in range(8)]
    await asyncio.gather(*saves)

    assert await store.members.count_members(SEASON, LEAGUE) == 29


async def test_the_leagues_of_an_entry(store: Store) -> None:
    """An entry is found in every league that was read, this season's only."""
    for league_id in (902, 900):
        await store.members.save_members(
            SEASON, LeagueId(league_id), [member(1, 1), member(2, 2)], 1
        )
    await store.members.save_members(Season("2025-26"), LeagueId(7), [member(1, 1)], 1)

    assert await store.members.find_leagues_of(SEASON, EntryId(1)) == (900, 902)
    assert await store.members.find_leagues_of(SEASON, EntryId(3)) == ()
