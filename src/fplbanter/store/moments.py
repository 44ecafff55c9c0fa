"""
What happened in a gameweek as each league saw it: one document an event and league.

How far a league's have been written is kept beside them, so that whoever goes on
after a crash neither repeats nor leaves out any.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateOne

from fplbanter.game.model import Gameweek, LeagueId, Season
from fplbanter.store.collection import Collection
from fplbanter.store.documents import Document, key


@dataclass(frozen=True, slots=True)
class StoredMoment:
    """
    An event as a league saw it.

    `tick` is the number of the read that showed it, `place` its place among that
    read's. `item` is what is told of it, in plain form.
    """

    event_id: str
    tick: int
    place: int
    at: datetime
    item: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page of moments begins: before this tick and place."""

    tick: int
    place: int


class Moments(Collection):
    """The collection `moments`, keyed by league and event: "2026-27:900:2026-27:7:..."."""

    name = "moments"
    indexes = (
        IndexModel(
            [
                ("season", ASCENDING),
                ("league_id", ASCENDING),
                ("gameweek", ASCENDING),
                ("tick", DESCENDING),
                ("place", DESCENDING),
            ]
        ),
    )

    async def add_moments(
        self,
        season: Season,
        gameweek: Gameweek,
        moments: Mapping[LeagueId, Sequence[StoredMoment]],
    ) -> None:
        """Keep leagues' moments; those that are there already stay as they are."""
        await self._save_many(
            [
                _added(season, league_id, gameweek, moment)
                for league_id, found in moments.items()
                for moment in found
            ]
        )

    async def find_told(
        self,
        season: Season,
        events: Mapping[LeagueId, Sequence[str]],
        before: int,
    ) -> dict[LeagueId, frozenset[str]]:
        """Find which of these events each league was told before a tick."""
        keys = [key(season, i, name) for i, found in events.items() for name in found]
        documents = await self._find_many(
            {"_id": {"$in": keys}, "tick": {"$lt": before}},
            limit=len(keys),
            fields={"_id": False, "event_id": True, "league_id": True},
        )
        told: dict[LeagueId, set[str]] = {league_id: set() for league_id in events}
        for document in documents:
            told[LeagueId(document["league_id"])].add(document["event_id"])
        return {league_id: frozenset(names) for league_id, names in told.items()}

    async def find_moments(
        self,
        season: Season,
        league_id: LeagueId,
        gameweek: Gameweek,
        *,
        before: Mark | None = None,
        skip: int = 0,
        limit: int = 20,
    ) -> tuple[StoredMoment, ...]:
        """Find a league's moments of a gameweek, the latest first."""
        query = _of(season, league_id, gameweek)
        if before is not None:
            query["$or"] = [
                {"tick": {"$lt": before.tick}},
                {"tick": before.tick, "place": {"$lt": before.place}},
            ]
        documents = await self._find_many(
            query,
            limit=limit,
            skip=skip,
            sort=[("tick", DESCENDING), ("place", DESCENDING)],
        )
        return tuple(_stored(document) for document in documents)

    async def count_moments(
        self, season: Season, league_id: LeagueId, gameweek: Gameweek
    ) -> int:
        """Count a league's moments of a gameweek."""
        return await self._count(_of(season, league_id, gameweek))


class Reaches(Collection):
    """The collection `moments_reach`, keyed "2026-27:900:7": ticks told so far."""

    name = "moments_reach"
    indexes = (IndexModel([("season", ASCENDING), ("gameweek", ASCENDING)]),)

    async def save_reaches(
        self, season: Season, gameweek: Gameweek, leagues: Sequence[LeagueId], tick: int
    ) -> None:
        """Note that leagues were told up to a tick; it never goes back."""
        writes = []
        for league_id in leagues:
            fields = {"season": season, "league_id": league_id, "gameweek": gameweek}
            update = {"$setOnInsert": fields, "$max": {"tick": tick}}
            query = {"_id": key(season, league_id, gameweek)}
            writes.append(UpdateOne(query, update, upsert=True))
        await self._save_many(writes)

    async def find_reaches(
        self, season: Season, gameweek: Gameweek, leagues: Sequence[LeagueId]
    ) -> dict[LeagueId, int]:
        """Find up to which tick leagues were told, 0 if never."""
        keys = [key(season, league_id, gameweek) for league_id in leagues]
        documents = await self._find_many({"_id": {"$in": keys}}, limit=len(keys))
        found = {LeagueId(d["league_id"]): int(d["tick"]) for d in documents}
        return {league_id: found.get(league_id, 0) for league_id in leagues}


def _of(season: Season, league_id: LeagueId, gameweek: Gameweek) -> Document:
    return {"season": season, "league_id": league_id, "gameweek": gameweek}


def _added(
    season: Season, league_id: LeagueId, gameweek: Gameweek, moment: StoredMoment
) -> UpdateOne:
    document = _of(season, league_id, gameweek) | {
        "event_id": moment.event_id,
        "tick": moment.tick,
        "place": moment.place,
        "at": moment.at,
        "item": dict(moment.item),
    }
    identity = key(season, league_id, moment.event_id)
    return UpdateOne({"_id": identity}, {"$setOnInsert": document}, upsert=True)


def _stored(document: Document) -> StoredMoment:
    return StoredMoment(
        event_id=document["event_id"],
        tick=document["tick"],
        place=document["place"],
        at=document["at"],
        item=document["item"],
    )
