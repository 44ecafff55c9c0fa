"""Line-ups: one document per season, gameweek and entry."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pymongo import ASCENDING, IndexModel

from fplbanter.game.model import (
    AutoSub,
    Chip,
    EntryId,
    Gameweek,
    Lineup,
    Result,
    Season,
)
from fplbanter.store.collection import Collection, replaced_unless
from fplbanter.store.documents import Document, field_names, key, plain
from fplbanter.store.results import result_of, result_row

SLICE = 1_000
"""Line-ups of one answer of the server, where many gameweeks are asked for."""

Kept = tuple[Gameweek, EntryId]
"""Whose line-up of which gameweek."""


@dataclass(frozen=True, slots=True)
class StoredLineup:
    """
    A line-up as submitted, and what FPL made of it.

    `auto_subs` and `result` are FPL's own; they are final once `settled`.
    """

    lineup: Lineup
    auto_subs: tuple[AutoSub, ...]
    result: Result | None
    settled: bool
    as_of: datetime


class Lineups(Collection):
    """The collection `lineups`, keyed "2026-27:12:900001"."""

    name = "lineups"
    indexes = (
        IndexModel(
            [
                ("season", ASCENDING),
                ("gameweek", ASCENDING),
                ("entry_id", ASCENDING),
                ("settled", ASCENDING),
            ]
        ),
    )

    async def save_lineups(
        self, season: Season, lineups: Iterable[StoredLineup]
    ) -> None:
        """Save line-ups; a settled one gives way to a settled one only."""
        documents = [_document(season, stored) for stored in lineups]
        writes = [replaced_unless("settled", document) for document in documents]
        await self._save_many(writes)

    async def find_lineups(
        self, season: Season, gameweek: Gameweek, entry_ids: Sequence[EntryId]
    ) -> dict[EntryId, StoredLineup]:
        """Find entries' line-ups; an entry without one is left out."""
        documents = await self._find_many(
            _of(season, gameweek, entry_ids), limit=len(entry_ids)
        )
        found = (_stored(document) for document in documents)
        return {stored.lineup.entry_id: stored for stored in found}

    async def find_lineups_of(
        self,
        season: Season,
        entry_ids: Sequence[EntryId],
        gameweeks: Sequence[Gameweek],
    ) -> AsyncIterator[list[Lineup]]:
        """
        Find entries' line-ups of many gameweeks, in slices, as submitted.

        Those that were not read are left out; slices come by entries in order.
        """
        for some in _slices(entry_ids, gameweeks):
            documents = await self._find_many(
                _of_all(season, gameweeks, some),
                limit=len(gameweeks) * len(some),
                fields=_AS_SUBMITTED,
            )
            yield [_lineup(document) for document in documents]

    async def find_read(
        self,
        season: Season,
        entry_ids: Sequence[EntryId],
        gameweeks: Sequence[Gameweek],
    ) -> dict[Kept, bool]:
        """Find which line-ups are stored, and of each whether it is settled."""
        found: dict[Kept, bool] = {}
        for some in _slices(entry_ids, gameweeks):
            documents = await self._find_many(
                _of_all(season, gameweeks, some),
                limit=len(gameweeks) * len(some),
                fields=_WHOSE,
            )
            for d in documents:
                found[d["gameweek"], d["entry_id"]] = d["settled"]
        return found

    async def find_missing(
        self,
        season: Season,
        gameweek: Gameweek,
        entry_ids: Sequence[EntryId],
        *,
        settled: bool,
    ) -> tuple[EntryId, ...]:
        """
        Find which entries have no line-up, in the order they were asked for.

        With `settled` a line-up that is not settled counts as missing too.
        """
        wanted: Document = {"$in": [True]} if settled else {"$in": [True, False]}
        documents = await self._find_many(
            _of(season, gameweek, entry_ids) | {"settled": wanted},
            limit=len(entry_ids),
            fields={"_id": False, "entry_id": True},
        )
        there = {found["entry_id"] for found in documents}
        return tuple(entry_id for entry_id in entry_ids if entry_id not in there)


def _of(season: Season, gameweek: Gameweek, entry_ids: Sequence[EntryId]) -> Document:
    # By these fields and not by key: it takes two thirds of the time.
    entries = {"$in": list(entry_ids)}
    return {"season": season, "gameweek": gameweek, "entry_id": entries}


_WHOSE = {"_id": False, "gameweek": True, "entry_id": True, "settled": True}
_AS_SUBMITTED = {"_id": False} | dict.fromkeys(field_names(Lineup), True)


def _of_all(
    season: Season, gameweeks: Sequence[Gameweek], entry_ids: Sequence[EntryId]
) -> Document:
    wanted = {"$in": list(gameweeks)}
    return {
        "season": season,
        "gameweek": wanted,
        "entry_id": {"$in": list(entry_ids)},
    }


def _slices(
    entry_ids: Sequence[EntryId], gameweeks: Sequence[Gameweek]
) -> Iterable[Sequence[EntryId]]:
    """Part entries so that each part has a slice's line-ups at most."""
    if gameweeks:
        size = max(1, SLICE // len(gameweeks))
        for first in range(0, len(entry_ids), size):
            yield entry_ids[first : first + size]


def _document(season: Season, stored: StoredLineup) -> Document:
    lineup, result = stored.lineup, stored.result
    return plain(lineup) | {
        "_id": key(season, lineup.gameweek, lineup.entry_id),
        "season": season,
        "chip": lineup.chip and lineup.chip.value,
        "auto_subs": [[sub.player_in, sub.player_out] for sub in stored.auto_subs],
        "result": result and result_row(result),
        "settled": stored.settled,
        "as_of": stored.as_of,
    }


def _stored(document: Document) -> StoredLineup:
    row = document["result"]
    return StoredLineup(
        _lineup(document),
        tuple(AutoSub(*pair) for pair in document["auto_subs"]),
        None if row is None else result_of(document["entry_id"], row),
        document["settled"],
        document["as_of"],
    )


def _lineup(document: Document) -> Lineup:
    # Field by field: a league has 2,000 of these, and `built` takes twice as long.
    chip = document["chip"]
    return Lineup(
        document["entry_id"],
        document["gameweek"],
        tuple(document["eleven"]),
        tuple(document["bench"]),
        document["captain"],
        document["vice_captain"],
        None if chip is None else Chip(chip),
        document["hit"],
        document["transfers"],
        document["bank"],
        document["value"],
        document["assistant_manager"],
    )
