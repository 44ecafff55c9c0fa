"""Line-ups of many gameweeks and entries at once, and what of them is there."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.store.strategies import SEASON

from fplbanter.game.model import AutoSub, EntryId, Gameweek, Lineup, PlayerId, Season
from fplbanter.store import lineups as room
from fplbanter.store.database import Store
from fplbanter.store.lineups import StoredLineup
from fplbanter.store.results import StoredResults

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
SQUAD = tuple(PlayerId(n) for n in range(1, 16))
ENTRIES = [EntryId(900_000 + n) for n in range(7)]
WEEKS = [Gameweek(n) for n in range(1, 6)]


def lineup(entry_id: EntryId, gameweek: Gameweek) -> Lineup:
    return Lineup(entry_id, gameweek, SQUAD[:11], SQUAD[11:], SQUAD[5], SQUAD[6])


def stored(entry_id: EntryId, gameweek: Gameweek, *, settled: bool) -> StoredLineup:
    subs = (AutoSub(SQUAD[12], SQUAD[3]),)
    return StoredLineup(lineup(entry_id, gameweek), subs, None, settled, NOW)


@pytest.fixture
async def full(store: Store) -> Store:
    """Give a store with five gameweeks of seven entries, the last one not settled."""
    await store.lineups.save_lineups(
        SEASON, [stored(e, g, settled=g < 5) for e in ENTRIES for g in WEEKS]
    )
    return store


async def test_they_come_in_slices_all_of_them_once(
    full: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slices of ten line-ups are two entries of five gameweeks each."""
    monkeypatch.setattr(room, "SLICE", 10)
    slices = [s async for s in full.lineups.find_lineups_of(SEASON, ENTRIES, WEEKS)]

    assert [len(some) for some in slices] == [10, 10, 10, 5]
    found = [each for some in slices for each in some]
    wanted = [lineup(e, g) for e in ENTRIES for g in WEEKS]
    assert sorted(found, key=repr) == sorted(wanted, key=repr)


async def test_only_what_was_asked_for_comes(full: Store) -> None:
    """Other gameweeks, other entries and other seasons stay where they are."""
    slices = full.lineups.find_lineups_of(
        SEASON, [ENTRIES[2], EntryId(4711)], [WEEKS[4], Gameweek(38)]
    )
    assert [each async for each in slices] == [[lineup(ENTRIES[2], WEEKS[4])]]
    nothing = full.lineups.find_lineups_of(SEASON, ENTRIES, [])
    assert [each async for each in nothing] == []


async def test_what_is_there_is_told_without_reading_it(full: Store) -> None:
    """Whose, of which gameweek, and whether it is settled."""
    found = await full.lineups.find_read(SEASON, ENTRIES[:2], WEEKS[3:])

    assert found == {(g, e): g == 4 for e in ENTRIES[:2] for g in WEEKS[3:]}


async def test_entries_with_results_are_found_in_one_order(store: Store) -> None:
    """Of this season only; with a limit always the same ones."""
    empty = StoredResults(ENTRIES[0], (), {}, Gameweek(0), NOW)
    results = [replace(empty, entry_id=e) for e in reversed(ENTRIES)]
    await store.results.save_results(SEASON, results)
    await store.results.save_results(Season("2025-26"), [empty])

    assert await store.results.find_entry_ids(SEASON, 100) == tuple(ENTRIES)
    assert await store.results.find_entry_ids(SEASON, 3) == tuple(ENTRIES[:3])
