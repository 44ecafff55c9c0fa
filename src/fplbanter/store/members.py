"""Members of leagues: one document per season, league and entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pymongo import ASCENDING, IndexModel, UpdateOne

from fplbanter.game.model import EntryId, LeagueId, OfficialStanding, Season
from fplbanter.store.collection import Collection
from fplbanter.store.documents import Document, built, key, plain

_RANKED = [
    ("is_new", ASCENDING),
    ("rank", ASCENDING),
    ("rank_sort", ASCENDING),
    ("entry_id", ASCENDING),
]

LEAGUES_OF_ONE = 100
"""Stored leagues of one entry that are ever looked at."""


@dataclass(frozen=True, slots=True)
class StoredMember:
    """A member's official row; `is_new` has joined but is not ranked yet."""

    standing: OfficialStanding
    is_new: bool = False


class Members(Collection):
    """The collection `members`, keyed "2026-27:900:900001"."""

    name = "members"
    # The second begins with the entry, or the server might choose it for a
    # league's table and sort the rows itself.
    indexes = (
        IndexModel([("season", ASCENDING), ("league_id", ASCENDING), *_RANKED]),
        IndexModel(
            [("entry_id", ASCENDING), ("season", ASCENDING), ("league_id", ASCENDING)]
        ),
    )

    async def save_members(
        self,
        season: Season,
        league_id: LeagueId,
        members: Iterable[StoredMember],
        sync: int,
    ) -> None:
        """Save rows that reading number `sync` of the league has seen."""
        writes = [_write(season, league_id, member, sync) for member in members]
        await self._save_many(writes)

    async def drop_unseen(self, season: Season, league_id: LeagueId, sync: int) -> int:
        """Delete who was last seen before `sync`; return how many had left."""
        return await self._delete_many(
            {"season": season, "league_id": league_id, "sync": {"$lt": sync}}
        )

    async def find_members(
        self, season: Season, league_id: LeagueId, skip: int = 0, limit: int = 20
    ) -> tuple[StoredMember, ...]:
        """Find a page of members by official rank, the new ones last."""
        documents = await self._find_many(
            {"season": season, "league_id": league_id},
            skip=skip,
            limit=limit,
            sort=_RANKED,
        )
        return tuple(_member(document) for document in documents)

    async def find_all_members(
        self, season: Season, league_id: LeagueId, limit: int = 2_000
    ) -> tuple[StoredMember, ...]:
        """Find all members by official rank, the best `limit` of them."""
        return await self.find_members(season, league_id, 0, limit)

    async def count_members(self, season: Season, league_id: LeagueId) -> int:
        """Count the members that are stored."""
        return await self._count({"season": season, "league_id": league_id})

    async def find_leagues_of(
        self, season: Season, entry_id: EntryId, limit: int = LEAGUES_OF_ONE
    ) -> tuple[LeagueId, ...]:
        """Find the stored leagues that an entry is a member of."""
        documents = await self._find_many(
            {"season": season, "entry_id": entry_id},
            limit=limit,
            fields={"_id": False, "league_id": True},
            sort=[("league_id", ASCENDING)],
        )
        return tuple(LeagueId(found["league_id"]) for found in documents)

    async def find_names(
        self, season: Season, entry_ids: Sequence[EntryId]
    ) -> dict[EntryId, OfficialStanding]:
        """Find any league's row of each entry, for its names."""
        documents = await self._find_many(
            {"entry_id": {"$in": list(entry_ids)}, "season": season},
            limit=LEAGUES_OF_ONE * len(entry_ids),
        )
        rows = (_member(document).standing for document in documents)
        return {row.entry_id: row for row in rows}

    async def find_standing_of(
        self, season: Season, entry_id: EntryId
    ) -> OfficialStanding | None:
        """Find any league's row of an entry: its names, where nothing else is."""
        documents = await self._find_many(
            {"season": season, "entry_id": entry_id}, limit=1
        )
        return _member(documents[0]).standing if documents else None


def _write(
    season: Season, league_id: LeagueId, member: StoredMember, sync: int
) -> UpdateOne:
    """Return the write of one row; a later reading's mark is never lowered."""
    row = plain(member.standing) | {
        "season": season,
        "league_id": league_id,
        "is_new": member.is_new,
    }
    natural_key = key(season, league_id, member.standing.entry_id)
    update = {"$set": row, "$max": {"sync": sync}}
    return UpdateOne({"_id": natural_key}, update, upsert=True)


def _member(document: Document) -> StoredMember:
    return StoredMember(built(OfficialStanding, document), document["is_new"])
