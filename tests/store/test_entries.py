"""Entries: who they are, and who FPL has forgotten."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fplbanter.game.model import EntryId, Gameweek, LeagueId, Season
from fplbanter.store.database import Store
from fplbanter.store.entries import StoredEntry

pytestmark = pytest.mark.anyio

SEASON = Season("2026-27")
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
ANN = StoredEntry(
    EntryId(1),
    "Ann",
    "Ann's XI",
    started=Gameweek(2),
    deleted=False,
    leagues=(LeagueId(900),),
    as_of=NOW,
)


async def test_a_deleted_entry_keeps_its_names(store: Store) -> None:
    """The league's table can still say who it was."""
    later = NOW + timedelta(days=1)
    await store.entries.save_entries(SEASON, [ANN])
    await store.entries.mark_deleted(SEASON, ANN.entry_id, later)

    found = await store.entries.find_entry(SEASON, ANN.entry_id)

    assert found == replace(ANN, deleted=True, as_of=later)


async def test_an_entry_deleted_before_it_was_read_is_remembered(
    store: Store,
) -> None:
    """Nobody asks FPL for it again."""
    await store.entries.mark_deleted(SEASON, EntryId(5), NOW)
    await store.entries.mark_deleted(SEASON, EntryId(5), NOW)

    found = await store.entries.find_entry(SEASON, EntryId(5))

    assert found is not None
    assert found.deleted
    assert (found.manager_name, found.entry_name, found.leagues) == ("", "", ())


async def test_a_new_name_replaces_the_old(store: Store) -> None:
    """Managers rename their entries; there is one document all the same."""
    renamed = replace(ANN, entry_name="$set: {}")
    await store.entries.save_entries(SEASON, [ANN])
    await store.entries.save_entries(SEASON, [renamed])

    assert await store.entries.find_entry(SEASON, ANN.entry_id) == renamed
    assert await store.database["entries"].count_documents({}) == 1


async def test_an_unknown_entry_is_none(store: Store) -> None:
    """The same number in another season is somebody else."""
    await store.entries.save_entries(Season("2025-26"), [ANN])

    assert await store.entries.find_entry(SEASON, ANN.entry_id) is None
    assert await store.entries.find_entries(SEASON, []) == {}
