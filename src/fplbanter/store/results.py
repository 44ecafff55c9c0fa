"""Settled gameweeks of an entry: one document per season and entry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel

from fplbanter.game.model import Chip, EntryId, Gameweek, Result, Season
from fplbanter.store.collection import Collection, replaced
from fplbanter.store.documents import Document, key

FIRST = Gameweek(1)
LAST = Gameweek(60)
"""More than any season has had (47 in 2019-20)."""


@dataclass(frozen=True, slots=True)
class StoredResults:
    """
    An entry's season so far: its results by gameweek and the chips it played.

    Up to `through` every gameweek is settled (0: none is); later rows, if any,
    may still change.
    """

    entry_id: EntryId
    results: tuple[Result, ...]
    chips: Mapping[Gameweek, Chip]
    through: Gameweek
    as_of: datetime


class Results(Collection):
    """The collection `results`, keyed "2026-27:900001"."""

    name = "results"
    indexes = (IndexModel([("season", ASCENDING)]),)

    async def save_results(
        self, season: Season, results: Iterable[StoredResults]
    ) -> None:
        """Save whole seasons of entries in place of those before."""
        documents = [_document(season, stored) for stored in results]
        await self._save_many([replaced(document) for document in documents])

    async def find_results(
        self,
        season: Season,
        entry_ids: Sequence[EntryId],
        *,
        since: Gameweek = FIRST,
        until: Gameweek = LAST,
    ) -> dict[EntryId, StoredResults]:
        """
        Find entries' results from gameweek `since` to `until`.

        Entries that nothing is known of are left out. A table needs few
        gameweeks: asking for those is several times as fast as for all.
        """
        ids = [key(season, entry_id) for entry_id in entry_ids]
        documents = await self._find_many(
            {"_id": {"$in": ids}}, limit=len(ids), fields=_fields(since, until)
        )
        found = (_stored(document) for document in documents)
        return {stored.entry_id: stored for stored in found}

    async def find_entry_ids(self, season: Season, limit: int) -> tuple[EntryId, ...]:
        """Find whose results are stored, always in the same order."""
        # By key, since an index that holds all that is asked for reads no document.
        keys = {"$gte": key(season, ""), "$lt": key(season, "\uffff")}
        documents = await self._find_many(
            {"_id": keys}, limit=limit, fields={"_id": True}, sort=[("_id", ASCENDING)]
        )
        ids = (document["_id"].rpartition(":")[2] for document in documents)
        return tuple(EntryId(int(entry_id)) for entry_id in ids)

    async def count_entries(self, season: Season) -> int:
        """Count the entries whose results are stored."""
        return await self._count({"season": season})


def result_row(result: Result) -> list[int | None]:
    """Return a result as the list that is stored, its entry left out."""
    return [
        result.gameweek,
        result.gross_points,
        result.hit,
        result.total,
        result.transfers,
        result.bench_points,
        result.overall_rank,
        result.gameweek_rank,
        result.bank,
        result.value,
    ]


def result_of(entry_id: EntryId, row: Sequence[Any]) -> Result:
    """Build a result from the list that `result_row` made."""
    return Result(entry_id, *row)


def _document(season: Season, stored: StoredResults) -> Document:
    return {
        "_id": key(season, stored.entry_id),
        "season": season,
        "entry_id": stored.entry_id,
        "results": _by_gameweek(stored.results),
        "chips": [[gameweek, chip.value] for gameweek, chip in stored.chips.items()],
        "through": stored.through,
        "as_of": stored.as_of,
    }


def _stored(document: Document) -> StoredResults:
    entry_id = EntryId(document["entry_id"])
    return StoredResults(
        entry_id=entry_id,
        results=tuple(result_of(entry_id, row) for row in document["results"] if row),
        chips={Gameweek(gameweek): Chip(name) for gameweek, name in document["chips"]},
        through=Gameweek(document["through"]),
        as_of=document["as_of"],
    )


def _by_gameweek(results: Iterable[Result]) -> list[list[int | None] | None]:
    """
    Return rows in which gameweek n is the nth, None where there is no result.

    The server can then cut gameweeks out by place, which is four times as fast
    as looking into each row.
    """
    rows = {result.gameweek: result_row(result) for result in results}
    return [rows.get(Gameweek(n)) for n in range(FIRST, max(rows, default=0) + 1)]


def _fields(since: Gameweek, until: Gameweek) -> Document:
    """Return the fields to read: of the results, only those gameweeks."""
    first, size = since - FIRST, until - since + 1
    # MongoDB has no slice of nothing: a row beyond the last one is that.
    rows = {"$slice": [first, size] if size > 0 else [LAST, 1]}
    others = ("entry_id", "chips", "through", "as_of")
    return {"_id": False, "results": rows} | dict.fromkeys(others, True)
