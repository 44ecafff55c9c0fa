"""
Rulings: what was judged, one document per league, stretch, stat and edition.

A ruling that was told is never changed: the next edition stands beside it. Which
edition comes next is decided by whose insertion MongoDB takes, so that however
many judge at the same time there is one of each.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from pymongo import ASCENDING, DESCENDING, IndexModel, UpdateOne

from fplbanter.banter.verdict import Scope
from fplbanter.game.model import EntryId, LeagueId, Season
from fplbanter.store.collection import Collection, Write
from fplbanter.store.documents import Document
from fplbanter.store.ruled import (
    SHORT,
    Holding,
    Standing,
    StoredRuling,
    by_stretch,
    holding_of,
    newest,
    ruling_document,
    ruling_key,
    ruling_of,
)

STATS: Final = 200
"""More than one stretch can have stats."""

PERIODS: Final = 60
"""More than a season has gameweeks (47 in 2019-20)."""

CLEARED: Final = 500
"""Corrections of a league that are ever told of."""

OF_ENTRY: Final = 4_000
"""Verdicts of one entry that are ever counted, the newest."""

Stretch = tuple[Scope, int]
"""A scope and a period: the gameweek, the month's id, or 0 for the season."""

# No two begin alike, or the server might take the wrong one and sort by hand.
_STRETCH = [
    ("league_id", ASCENDING),
    ("season", ASCENDING),
    ("scope", ASCENDING),
    ("current", ASCENDING),
    ("period", ASCENDING),
]
_OF_STAT = [
    ("stat", ASCENDING),
    ("league_id", ASCENDING),
    ("season", ASCENDING),
    ("scope", ASCENDING),
    ("current", ASCENDING),
]
_CLEARED = [
    ("cleared", ASCENDING),
    ("league_id", ASCENDING),
    ("season", ASCENDING),
]
_OF_HOLDER = [
    ("holders", ASCENDING),
    ("season", ASCENDING),
    ("current", ASCENDING),
    ("gameweek", DESCENDING),
    ("_id", ASCENDING),
]


class Rulings(Collection):
    """The collection `rulings`, keyed "2026-27:900:gameweek:12:benched_beast:1"."""

    name = "rulings"
    indexes = tuple(map(IndexModel, (_STRETCH, _OF_STAT, _CLEARED, _OF_HOLDER)))

    # -- for the judge -------------------------------------------------------

    async def find_standing(
        self, season: Season, league_id: LeagueId, stretches: Iterable[Stretch]
    ) -> dict[tuple[Scope, int, str], Standing]:
        """Find what stands in some stretches, by scope, period and stat."""
        found: dict[tuple[Scope, int, str], Standing] = {}
        for scope, period in stretches:
            query = _standing(season, league_id, scope) | {"period": period}
            documents = await self._find_many(query, limit=2 * STATS)
            for *beside, last in by_stretch(documents):
                older = tuple(ruling_of(document) for document in beside)
                standing = Standing(ruling_of(last), last["digest"], older)
                found[scope, period, last["stat"]] = standing
        return found

    async def save_editions(
        self, season: Season, rulings: Sequence[StoredRuling]
    ) -> frozenset[int]:
        """
        Insert editions that are not there yet; return the places of those.

        Where there is one of the same number, that one stays.
        """
        documents = [ruling_document(season, ruling) for ruling in rulings]
        writes: list[Write] = [
            UpdateOne({"_id": d["_id"]}, {"$setOnInsert": d}, upsert=True)
            for d in documents
        ]
        return (await self._write_many(writes)).inserted

    async def save_in_place(
        self, season: Season, pairs: Sequence[tuple[Standing, StoredRuling]]
    ) -> int:
        """
        Put rulings in the place of those that stood, which are the same edition.

        One that was changed meanwhile stays as it is; returns how many did not.
        """
        writes = [_replacement(season, before, after) for before, after in pairs]
        return (await self._write_many(writes)).changed

    async def save_retired(
        self, season: Season, rulings: Iterable[StoredRuling]
    ) -> None:
        """Note that editions do not stand any more."""
        ids = [ruling_key(season, ruling) for ruling in rulings]
        gone = {"$set": {"current": False}}
        await self._save_many([UpdateOne({"_id": i}, gone) for i in ids])

    # -- for readers ---------------------------------------------------------

    async def find_rulings(
        self, season: Season, league_id: LeagueId, scope: Scope, period: int
    ) -> tuple[StoredRuling, ...]:
        """Find all that stands of one stretch."""
        query = _standing(season, league_id, scope) | {"period": period}
        documents = await self._find_many(query, limit=2 * STATS)
        return tuple(ruling_of(document) for document in newest(documents))

    async def find_of_stat(
        self, season: Season, league_id: LeagueId, stat: str, scope: Scope
    ) -> tuple[StoredRuling, ...]:
        """Find what stands of one stat, the newest stretch first."""
        query = _standing(season, league_id, scope) | {"stat": stat}
        documents = newest(await self._find_many(query, limit=2 * PERIODS))
        found = (ruling_of(document) for document in documents)
        return tuple(sorted(found, key=lambda r: -r.period))

    async def find_holdings(
        self, season: Season, league_id: LeagueId, scope: Scope, until: int = PERIODS
    ) -> tuple[Holding, ...]:
        """Find who held what, in all stretches of a scope up to one, in order."""
        query = _standing(season, league_id, scope) | {"period": {"$lte": until}}
        documents = await self._find_many(query, limit=PERIODS * STATS, fields=SHORT)
        holdings = (holding_of(document) for document in newest(documents))
        return tuple(sorted(holdings, key=lambda h: (h.period, h.stat)))

    async def find_of_entry(
        self, season: Season, entry_id: EntryId
    ) -> tuple[Holding, ...]:
        """Find all that an entry holds, in whatever league, the newest first."""
        documents = await self._find_many(
            {"season": season, "holders": entry_id, "current": True},
            limit=OF_ENTRY,
            fields=SHORT,
            sort=[("gameweek", DESCENDING), ("_id", ASCENDING)],
        )
        return tuple(holding_of(document) for document in newest(documents))

    async def find_these(
        self, season: Season, holdings: Sequence[Holding]
    ) -> tuple[StoredRuling, ...]:
        """Find the rulings of some holdings, in their order."""
        ids = [ruling_key(season, holding) for holding in holdings]
        documents = await self._find_many({"_id": {"$in": ids}}, limit=len(ids))
        found = {document["_id"]: ruling_of(document) for document in documents}
        return tuple(found[i] for i in ids if i in found)

    async def find_cleared(
        self, season: Season, league_id: LeagueId, **only: str | int
    ) -> tuple[StoredRuling, ...]:
        """Find rulings that cleared somebody, the latest first; `only` narrows."""
        query: Document = {"season": season, "league_id": league_id, "cleared": True}
        documents = await self._find_many(query | only, limit=CLEARED)
        found = (ruling_of(document) for document in documents)
        return tuple(sorted(found, key=lambda r: (r.judged_at, r.stat), reverse=True))


def _standing(season: Season, league_id: LeagueId, scope: Scope) -> Document:
    return {
        "season": season,
        "league_id": league_id,
        "scope": scope.value,
        "current": True,
    }


def _replacement(season: Season, before: Standing, after: StoredRuling) -> Write:
    """Replace a document as long as it says what it said."""
    query = {
        "_id": ruling_key(season, before.ruling),
        "digest": before.digest,
        "current": True,
    }
    # A literal, since an expression would read "$name" in a value as a field.
    document = {"$literal": ruling_document(season, after)}
    return UpdateOne(query, [{"$replaceWith": document}])
