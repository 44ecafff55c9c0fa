"""Entries: who they are, one document per season and entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pymongo import UpdateOne

from fplbanter.game.model import EntryId, Gameweek, LeagueId, Season
from fplbanter.store.collection import Collection, replaced
from fplbanter.store.documents import Document, built, key, plain


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """
    An entry as FPL describes it.

    `started` is its first gameweek, None before it has one. `deleted` means
    that FPL does not know it any more; its names stay as they were.
    """

    entry_id: EntryId
    manager_name: str
    entry_name: str
    started: Gameweek | None
    deleted: bool
    leagues: tuple[LeagueId, ...]
    as_of: datetime


class Entries(Collection):
    """The collection `entries`, keyed "2026-27:900001"."""

    name = "entries"

    async def save_entries(
        self, season: Season, entries: Iterable[StoredEntry]
    ) -> None:
        """Save entries in place of what was known of them."""
        await self._save_many([replaced(_document(season, entry)) for entry in entries])

    async def find_entry(self, season: Season, entry_id: EntryId) -> StoredEntry | None:
        """Find an entry, None if nothing is known of it."""
        return (await self.find_entries(season, [entry_id])).get(entry_id)

    async def find_entries(
        self, season: Season, entry_ids: Sequence[EntryId]
    ) -> dict[EntryId, StoredEntry]:
        """Find entries; those that nothing is known of are left out."""
        ids = [key(season, entry_id) for entry_id in entry_ids]
        documents = await self._find_many({"_id": {"$in": ids}}, limit=len(ids))
        found = (_entry(document) for document in documents)
        return {entry.entry_id: entry for entry in found}

    async def mark_deleted(
        self, season: Season, entry_id: EntryId, at: datetime
    ) -> None:
        """Remember that FPL has deleted an entry; what was known of it stays."""
        gone = StoredEntry(entry_id, "", "", None, deleted=True, leagues=(), as_of=at)
        document = _document(season, gone)
        told = {name: document.pop(name) for name in ("deleted", "as_of")}
        update = {"$set": told, "$setOnInsert": document}
        await self._save_one(
            UpdateOne({"_id": document.pop("_id")}, update, upsert=True)
        )


def _document(season: Season, entry: StoredEntry) -> Document:
    return plain(entry) | {
        "_id": key(season, entry.entry_id),
        "season": season,
        "leagues": list(entry.leagues),
    }


def _entry(document: Document) -> StoredEntry:
    return built(StoredEntry, document, leagues=tuple(document["leagues"]))
