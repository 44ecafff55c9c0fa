"""Transfers of an entry: one document per season and entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pymongo import UpdateOne

from fplbanter.game.model import EntryId, Gameweek, Season, Transfer
from fplbanter.store.collection import Collection
from fplbanter.store.documents import Document, columns, key, rows

NOT_STORED = "entry_id"
"""The field of a transfer that is the document's own."""


@dataclass(frozen=True, slots=True)
class StoredTransfers:
    """
    An entry's transfers of the season, the oldest first.

    Up to gameweek `through` they are all there, and none can change any more
    (0: the season has not begun).
    """

    entry_id: EntryId
    transfers: tuple[Transfer, ...]
    through: Gameweek
    as_of: datetime


class Transfers(Collection):
    """The collection `transfers`, keyed "2026-27:900001"."""

    name = "transfers"

    async def save_transfers(
        self, season: Season, transfers: Iterable[StoredTransfers]
    ) -> None:
        """Save entries' whole seasons; what reaches less far changes nothing."""
        writes = [_write(_document(season, stored)) for stored in transfers]
        await self._save_many(writes)

    async def find_transfers(
        self, season: Season, entry_ids: Sequence[EntryId]
    ) -> dict[EntryId, StoredTransfers]:
        """Find entries' transfers; an entry of which none were read is left out."""
        documents = await self._find_many(
            {"_id": {"$in": _keys(season, entry_ids)}}, limit=len(entry_ids)
        )
        found = (_stored(document) for document in documents)
        return {stored.entry_id: stored for stored in found}

    async def find_reach(
        self, season: Season, entry_ids: Sequence[EntryId]
    ) -> dict[EntryId, Gameweek]:
        """Find up to which gameweek entries' transfers were read."""
        documents = await self._find_many(
            {"_id": {"$in": _keys(season, entry_ids)}},
            limit=len(entry_ids),
            fields={"_id": False, "entry_id": True, "through": True},
        )
        return {EntryId(d["entry_id"]): Gameweek(d["through"]) for d in documents}


def _keys(season: Season, entry_ids: Sequence[EntryId]) -> list[str]:
    return [key(season, entry_id) for entry_id in entry_ids]


def _write(document: Document) -> UpdateOne:
    """Return the write of a document unless a later gameweek's is there."""
    # A literal, since an expression would read "$name" in a value as a field.
    given = {"$literal": document}
    further = {"$gt": ["$through", document["through"]]}
    choice = {"$cond": [further, "$$ROOT", given]}
    return UpdateOne({"_id": document["_id"]}, [{"$replaceWith": choice}], upsert=True)


def _document(season: Season, stored: StoredTransfers) -> Document:
    made = columns(Transfer, stored.transfers)
    del made[NOT_STORED]
    return {
        "_id": key(season, stored.entry_id),
        "season": season,
        "entry_id": stored.entry_id,
        "transfers": made,
        "through": stored.through,
        "as_of": stored.as_of,
    }


def _stored(document: Document) -> StoredTransfers:
    made: Document = document["transfers"]
    entry_id = EntryId(document["entry_id"])
    who = {NOT_STORED: [entry_id] * len(made["gameweek"])}
    return StoredTransfers(
        entry_id=entry_id,
        transfers=tuple(rows(Transfer, who | made)),
        through=Gameweek(document["through"]),
        as_of=document["as_of"],
    )
