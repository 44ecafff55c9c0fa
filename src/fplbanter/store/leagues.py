"""Leagues: one document per season and league."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateOne

from fplbanter.game.model import League, LeagueId, LeagueKind, Season
from fplbanter.store.collection import Collection
from fplbanter.store.documents import Document, built, key, plain

TOUCH_EVERY = timedelta(minutes=1)
"""Somebody looking again within this time writes nothing."""


@dataclass(frozen=True, slots=True)
class StoredLeague:
    """
    A league and how much of its official table has been read.

    `as_of` is when we read the table, `updated_at` when FPL last counted it.
    `member_count` members were read from `pages_read` pages: all that there
    are when `complete`, the best of more when `truncated`. `asked_at` is when
    somebody last looked, None if nobody did.
    """

    league: League
    as_of: datetime
    updated_at: datetime | None = None
    member_count: int = 0
    pages_read: int = 0
    complete: bool = False
    truncated: bool = False
    asked_at: datetime | None = None


class Leagues(Collection):
    """The collection `leagues`, keyed "2026-27:900"."""

    name = "leagues"
    indexes = (IndexModel([("season", ASCENDING), ("asked_at", DESCENDING)]),)

    async def save_league(self, season: Season, stored: StoredLeague) -> None:
        """Save a league; `asked_at` never goes back, nor does None clear it."""
        document = _document(season, stored)
        asked_at = document.pop("asked_at")
        update: Document = {"$set": document}
        if asked_at is not None:
            update["$max"] = {"asked_at": asked_at}
        await self._save_one(
            UpdateOne({"_id": document.pop("_id")}, update, upsert=True)
        )

    async def find_league(
        self, season: Season, league_id: LeagueId
    ) -> StoredLeague | None:
        """Find a league, None if it was never read."""
        document = await self._find_one({"_id": key(season, league_id)})
        return _stored(document) if document else None

    async def find_leagues(
        self, season: Season, league_ids: Sequence[LeagueId]
    ) -> dict[LeagueId, StoredLeague]:
        """Find several leagues; one that was never read is left out."""
        keys = [key(season, league_id) for league_id in league_ids]
        documents = await self._find_many({"_id": {"$in": keys}}, limit=len(keys))
        found = {each.league.league_id: each for each in map(_stored, documents)}
        return {i: found[i] for i in league_ids if i in found}

    async def find_watched(
        self, season: Season, since: datetime, limit: int = 100
    ) -> tuple[StoredLeague, ...]:
        """Find the leagues that were looked at since then, the latest first."""
        documents = await self._find_many(
            {"season": season, "asked_at": {"$gte": since}},
            limit=limit,
            sort=[("asked_at", DESCENDING)],
        )
        return tuple(_stored(document) for document in documents)

    async def touch(self, season: Season, league_id: LeagueId, at: datetime) -> None:
        """Remember that somebody looked; a league that is not stored stays so."""
        before = {"$lt": at - TOUCH_EVERY}
        query = {
            "_id": key(season, league_id),
            "$or": [{"asked_at": before}, {"asked_at": None}],
        }
        await self._save_one(UpdateOne(query, {"$set": {"asked_at": at}}))

    async def count_leagues(self, season: Season) -> int:
        """Count the leagues that are stored."""
        return await self._count({"season": season})


def _document(season: Season, stored: StoredLeague) -> Document:
    document = plain(stored)
    league: League = document.pop("league")
    return (
        document
        | plain(league)
        | {
            "_id": key(season, league.league_id),
            "season": season,
            "kind": league.kind.value,
        }
    )


def _stored(document: Document) -> StoredLeague:
    league = built(League, document, kind=LeagueKind(document["kind"]))
    return built(StoredLeague, document, league=league)
