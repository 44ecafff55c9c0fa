"""
What each read of a matchday changed: one document a tick, some with the whole state.

A tick's number rises by one within its gameweek, and the first to add a number is
the one who did: of two leaders the second is told. With the whole state every so
often any moment of a gameweek can be put together again from few documents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count, takewhile
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel

from fplbanter.game.model import Gameweek, Season
from fplbanter.store.collection import Collection
from fplbanter.store.documents import Document, built, key, plain

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredTick:
    """
    One read that changed something: the patch, and what happened, in plain form.

    `at` is when FPL was read, and never goes back within a gameweek. `state` is the
    whole state after it, None in most.
    """

    gameweek: Gameweek
    number: int
    at: datetime
    patch: Plain
    events: tuple[Plain, ...] = ()
    state: Plain | None = None


class Ticks(Collection):
    """The collection `ticks`, keyed "2026-27:7:118"."""

    name = "ticks"
    indexes = (
        # The last two are there to be read in the index: documents are large.
        IndexModel(
            [
                ("season", ASCENDING),
                ("gameweek", ASCENDING),
                ("number", ASCENDING),
                ("at", ASCENDING),
                ("has_state", ASCENDING),
            ]
        ),
    )

    async def add_tick(self, season: Season, tick: StoredTick) -> bool:
        """Keep a tick; False if there is one of its number already."""
        document = plain(tick) | {
            "_id": key(season, tick.gameweek, tick.number),
            "season": season,
            "has_state": tick.state is not None,
        }
        return await self._insert_if_new(document)

    async def find_state(
        self,
        season: Season,
        gameweek: Gameweek,
        *,
        until: datetime | None = None,
        through: int | None = None,
    ) -> StoredTick | None:
        """Find the newest tick (by a moment, or a number) that has the whole state."""
        query: Document = {"season": season, "gameweek": gameweek, "has_state": True}
        if until is not None:
            query["at"] = {"$lte": until}
        if through is not None:
            query["number"] = {"$lte": through}
        document = await self._find_one(query, sort=[("number", DESCENDING)])
        return _stored(document) if document else None

    async def find_ticks(
        self,
        season: Season,
        gameweek: Gameweek,
        after: int,
        *,
        until: datetime | None = None,
        through: int | None = None,
        limit: int = 100,
    ) -> tuple[StoredTick, ...]:
        """Find the ticks after a number, in order, without the whole states."""
        numbers = {"$gt": after} | ({"$lte": through} if through is not None else {})
        query: Document = {"season": season, "gameweek": gameweek, "number": numbers}
        if until is not None:
            query["at"] = {"$lte": until}
        documents = await self._find_many(
            query,
            limit=limit,
            fields={"state": False},
            sort=[("number", ASCENDING)],
        )
        return tuple(_stored(document) for document in documents)

    async def find_first(self, season: Season, gameweek: Gameweek) -> datetime | None:
        """Find since when a gameweek has been recorded, None if it has not."""
        document = await self._find_one(
            {"season": season, "gameweek": gameweek},
            fields={"at": True},
            sort=[("number", ASCENDING)],
        )
        return document["at"] if document else None


def in_order(ticks: Sequence[StoredTick], after: int) -> list[StoredTick]:
    """Return the ticks that follow a number, up to the first gap."""
    numbers = count(after + 1)
    return list(takewhile(lambda tick: tick.number == next(numbers), ticks))


def _stored(document: Document) -> StoredTick:
    return built(
        StoredTick,
        document,
        gameweek=Gameweek(document["gameweek"]),
        events=tuple(document["events"]),
    )
