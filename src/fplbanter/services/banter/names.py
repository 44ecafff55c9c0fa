"""Entries with their names, as a league's table or FPL's own page has them."""

from collections.abc import Collection
from typing import Final

from fplbanter.game.model import EntryId, Season
from fplbanter.services.answers.banter import Holder
from fplbanter.store.database import Store

BATCH: Final = 500
"""Entries of one question to the store."""


async def find_holders(
    store: Store, season: Season, entry_ids: Collection[EntryId]
) -> dict[EntryId, Holder]:
    """Find entries' names; those that nobody knows have their number."""
    ids, found = sorted(entry_ids), dict[EntryId, Holder]()
    for first in range(0, len(ids), BATCH):
        found |= await _find(store, season, ids[first : first + BATCH])
    return found


def unnamed(entry_id: EntryId) -> Holder:
    """Return an entry that nothing is known of."""
    return Holder(entry_id, f"Entry {entry_id}", "")


async def _find(
    store: Store, season: Season, entry_ids: list[EntryId]
) -> dict[EntryId, Holder]:
    rows = await store.members.find_names(season, entry_ids)
    found = {e: Holder(e, r.entry_name, r.manager_name) for e, r in rows.items()}
    missing = [e for e in entry_ids if e not in found]
    if missing:
        entries = await store.entries.find_entries(season, missing)
        found |= {
            e: Holder(e, entry.entry_name, entry.manager_name)
            for e, entry in entries.items()
            if entry.entry_name
        }
    return {e: found.get(e) or unnamed(e) for e in entry_ids}
