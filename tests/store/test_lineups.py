"""Line-ups: the settled one stays, and what is missing is known."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fplbanter.game.model import (
    AutoSub,
    EntryId,
    Gameweek,
    Lineup,
    PlayerId,
    Result,
    Season,
)
from fplbanter.store.database import Store
from fplbanter.store.lineups import StoredLineup

pytestmark = pytest.mark.anyio

SEASON = Season("2026-27")
GAMEWEEK = Gameweek(12)
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


def submitted(entry_id: int, gameweek: int = 12) -> StoredLineup:
    squad = tuple(PlayerId(n) for n in range(1, 16))
    lineup = Lineup(
        EntryId(entry_id),
        Gameweek(gameweek),
        squad[:11],
        squad[11:],
        squad[8],
        squad[9],
    )
    return StoredLineup(lineup, (), None, settled=False, as_of=NOW)


def settled(entry_id: int, gameweek: int = 12) -> StoredLineup:
    result = Result(EntryId(entry_id), Gameweek(gameweek), 61, 4, 700)
    subs = (AutoSub(PlayerId(12), PlayerId(3)),)
    before = submitted(entry_id, gameweek)
    return replace(before, auto_subs=subs, result=result, settled=True)


async def find(store: Store, entry_id: int) -> StoredLineup:
    found = await store.lineups.find_lineups(SEASON, GAMEWEEK, [EntryId(entry_id)])
    return found[EntryId(entry_id)]


async def test_a_settled_lineup_is_never_undone(store: Store) -> None:
    """A late answer from before the settlement changes nothing."""
    await store.lineups.save_lineups(SEASON, [settled(1)])
    await store.lineups.save_lineups(SEASON, [submitted(1), submitted(2)])

    assert await find(store, 1) == settled(1)
    assert await find(store, 2) == submitted(2)


async def test_settlement_replaces_what_was_submitted(store: Store) -> None:
    """The auto-subs and the result arrive with the settled line-up."""
    await store.lineups.save_lineups(SEASON, [submitted(1)])
    await store.lineups.save_lineups(SEASON, [settled(1)])

    assert await find(store, 1) == settled(1)


async def test_a_correction_after_settlement_is_kept(store: Store) -> None:
    """FPL may rewrite a settled gameweek; the later settled line-up counts."""
    result = Result(EntryId(1), GAMEWEEK, 63, 4, 702)
    corrected = replace(settled(1), result=result)
    await store.lineups.save_lineups(SEASON, [settled(1)])
    await store.lineups.save_lineups(SEASON, [corrected])

    assert await find(store, 1) == corrected


async def test_saving_twice_is_saving_once(store: Store) -> None:
    """The natural key makes the second save the same document."""
    await store.lineups.save_lineups(SEASON, [submitted(1), settled(2)])
    await store.lineups.save_lineups(SEASON, [submitted(1), settled(2)])

    assert await store.database["lineups"].count_documents({}) == 2
    assert await find(store, 1) == submitted(1)


async def test_racing_saves_end_settled(store: Store) -> None:
    """Whoever comes first, the settled line-up is the one that stays."""
    entries = range(1, 40)
    early = [submitted(entry_id) for entry_id in entries]
    late = [settled(entry_id) for entry_id in entries]

    saves = [store.lineups.save_lineups(SEASON, batch) for batch in (early, late) * 4]
    await asyncio.gather(*saves)

    ids = [EntryId(entry_id) for entry_id in entries]
    found = await store.lineups.find_lineups(SEASON, GAMEWEEK, ids)
    assert found == {stored.lineup.entry_id: stored for stored in late}


async def test_missing_lineups_are_those_not_stored(store: Store) -> None:
    """Asked for settled ones, what is only submitted is missing too."""
    await store.lineups.save_lineups(SEASON, [submitted(1), settled(2)])
    asked = [EntryId(n) for n in (3, 2, 1)]

    unread = await store.lineups.find_missing(SEASON, GAMEWEEK, asked, settled=False)
    unsettled = await store.lineups.find_missing(SEASON, GAMEWEEK, asked, settled=True)

    assert unread == (3,)
    assert unsettled == (3, 1)


async def test_nobody_asked_for_is_nobody_found(store: Store) -> None:
    """An empty league reads nothing and misses nothing."""
    await store.lineups.save_lineups(SEASON, [])

    assert await store.lineups.find_lineups(SEASON, GAMEWEEK, []) == {}
    assert await store.lineups.find_missing(SEASON, GAMEWEEK, [], settled=True) == ()


async def test_gameweeks_and_seasons_do_not_mix(store: Store) -> None:
    """The same entry number in another season is another entry."""
    await store.lineups.save_lineups(SEASON, [submitted(1, 3), submitted(1, 12)])
    await store.lineups.save_lineups(Season("2025-26"), [settled(1, 30)])

    assert (await find(store, 1)).lineup.gameweek == 12
