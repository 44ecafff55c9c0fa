"""
Everybody's numbers: one document per season, tournament and entry.

`{season, tournament_id, user_id, stats: {benched_beast: 156, ...}, updated_at}`:
a stat is a field of `stats`, so that a new one needs no migration.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pymongo import ASCENDING, DESCENDING, IndexModel

from fplbanter.game.model import Season
from fplbanter.store.collection import Collection, Sort, replaced
from fplbanter.store.documents import Document, key

Figure = int | float

LARGEST: Final = 2**63 - 1
"""MongoDB's largest number of rows to pass over."""


@dataclass(frozen=True, slots=True)
class StoredNumbers:
    """The season's numbers of one entry among those of a tournament."""

    user_id: str
    stats: Mapping[str, Figure]
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class After:
    """The row that a page goes on from; `value` None for one without the number."""

    value: Figure | datetime | None
    user_id: str


class BanterStats(Collection):
    """The collection `banter_stats`, keyed "2026-27:fpl_banter:900001"."""

    name = "banter_stats"
    indexes = (
        IndexModel(
            [
                ("season", ASCENDING),
                ("tournament_id", ASCENDING),
                ("user_id", ASCENDING),
            ],
            unique=True,
        ),
    )

    async def save_numbers(
        self, season: Season, tournament_id: str, numbers: Iterable[StoredNumbers]
    ) -> None:
        """Save entries' numbers in place of those before."""
        documents = [_document(season, tournament_id, given) for given in numbers]
        await self._save_many([replaced(document) for document in documents])

    async def drop_others(
        self, season: Season, tournament_id: str, user_ids: Sequence[str]
    ) -> int:
        """Delete the numbers of whoever is not among some users; return how many."""
        query = _of(season, tournament_id) | {"user_id": {"$nin": list(user_ids)}}
        return await self._delete_many(query)

    async def find_numbers(
        self, season: Season, tournament_id: str, user_ids: Sequence[str]
    ) -> dict[str, StoredNumbers]:
        """Find users' numbers; those without any are left out."""
        documents = await self._find_many(
            _of(season, tournament_id) | {"user_id": {"$in": list(user_ids)}},
            limit=len(user_ids),
        )
        return {d["user_id"]: _numbers(d) for d in documents}

    async def count_numbers(self, season: Season, tournament_id: str) -> int:
        """Count the entries that have numbers in a tournament."""
        return await self._count(_of(season, tournament_id))

    async def find_page(
        self,
        season: Season,
        tournament_id: str,
        field: str,
        *,
        descending: bool,
        after: After | None,
        skip: int,
        limit: int,
    ) -> tuple[StoredNumbers, ...]:
        """
        Find rows sorted by a field that is `user_id`, `updated_at` or `stats.<key>`.

        Who has no such number comes last in either order, equals by user. `field`
        is never somebody's input. The server keeps no more rows than are asked
        for while it sorts.
        """
        within = _of(season, tournament_id)
        if field == "user_id":
            return await self._rows(_beyond(within, after), _BY_USER, skip, limit)
        order = [(field, DESCENDING if descending else ASCENDING), *_BY_USER]
        having = within | {field: {"$exists": True}}
        lacking = within | {field: {"$exists": False}}
        if after is not None and after.value is None:
            return await self._rows(_beyond(lacking, after), _BY_USER, skip, limit)
        query = having if after is None else _past(having, order[0], after)
        rows = await self._rows(query, order, skip, limit)
        if len(rows) == limit:
            return rows
        # All that have the number are told: the others follow.
        passed = max(0, skip - await self._count(query)) if not rows else 0
        rest = await self._rows(lacking, _BY_USER, passed, limit - len(rows))
        return rows + rest

    async def _rows(
        self, query: Document, sort: Sort, skip: int, limit: int
    ) -> tuple[StoredNumbers, ...]:
        if skip > LARGEST:
            return ()
        found = await self._find_many(query, sort=sort, skip=skip, limit=limit)
        return tuple(map(_numbers, found))


_BY_USER: Final = [("user_id", ASCENDING)]


def _of(season: Season, tournament_id: str) -> Document:
    return {"season": season, "tournament_id": tournament_id}


def _beyond(query: Document, after: After | None) -> Document:
    """Ask for the users after one."""
    return query if after is None else query | {"user_id": {"$gt": after.user_id}}


def _past(query: Document, order: tuple[str, int], after: After) -> Document:
    """Ask for the rows after one in the order of a field."""
    field, direction = order
    further = {field: {"$lt" if direction == DESCENDING else "$gt": after.value}}
    equal = {field: after.value, "user_id": {"$gt": after.user_id}}
    return query | {"$or": [further, equal]}


def _document(season: Season, tournament_id: str, numbers: StoredNumbers) -> Document:
    return _of(season, tournament_id) | {
        "_id": key(season, tournament_id, numbers.user_id),
        "user_id": numbers.user_id,
        "stats": dict(numbers.stats),
        "updated_at": numbers.updated_at,
    }


def _numbers(document: Document) -> StoredNumbers:
    return StoredNumbers(document["user_id"], document["stats"], document["updated_at"])
