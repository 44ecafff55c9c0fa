"""Players' points of a gameweek: one document per season and gameweek."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pymongo import ASCENDING, IndexModel

from fplbanter.game.model import (
    Gameweek,
    PlayerId,
    PlayerStats,
    PointsLine,
    Season,
)
from fplbanter.store.collection import Collection, replaced_unless
from fplbanter.store.documents import Document, columns, key, rows

_GAMEWEEKS = 60
"""More than any season has had (47 in 2019-20)."""


@dataclass(frozen=True, slots=True)
class StoredLive:
    """A gameweek's live feed as read at `as_of`; `final` when nothing moves."""

    gameweek: Gameweek
    players: tuple[PlayerStats, ...]
    as_of: datetime
    final: bool = False


@dataclass(frozen=True, slots=True)
class LiveMark:
    """When a gameweek's points were read, and whether nothing moves any more."""

    as_of: datetime
    final: bool


class Live(Collection):
    """The collection `live`, keyed "2026-27:12"."""

    name = "live"
    indexes = (
        IndexModel(
            [("season", ASCENDING), ("gameweek", ASCENDING), ("final", ASCENDING)]
        ),
    )

    async def save_live(self, season: Season, live: StoredLive) -> None:
        """Save a gameweek; one that is final gives way to a final one only."""
        await self._save_one(replaced_unless("final", _document(season, live)))

    async def find_live(self, season: Season, gameweek: Gameweek) -> StoredLive | None:
        """Find a gameweek's points, None if it was never read."""
        document = await self._find_one({"_id": key(season, gameweek)})
        return _live(document) if document else None

    async def find_live_gameweeks(self, season: Season) -> dict[Gameweek, bool]:
        """Find which gameweeks are stored, and of each whether it is final."""
        found = await self.find_live_marks(season)
        return {gameweek: mark.final for gameweek, mark in found.items()}

    async def find_live_marks(
        self, season: Season, among: Iterable[Gameweek] | None = None
    ) -> dict[Gameweek, LiveMark]:
        """Find when stored gameweeks were read, all or some, without their players."""
        query: Document = {"season": season}
        if among is not None:
            query["gameweek"] = {"$in": list(among)}
        documents = await self._find_many(
            query,
            limit=_GAMEWEEKS,
            fields={"_id": False, "gameweek": True, "final": True, "as_of": True},
            sort=[("gameweek", ASCENDING)],
        )
        return {
            Gameweek(found["gameweek"]): LiveMark(found["as_of"], found["final"])
            for found in documents
        }


def _document(season: Season, live: StoredLive) -> Document:
    lines = [(stats.player_id, line) for stats in live.players for line in stats.lines]
    players = columns(PlayerStats, live.players)
    del players["lines"]
    return {
        "_id": key(season, live.gameweek),
        "season": season,
        "gameweek": live.gameweek,
        "players": players,
        "lines": columns(PointsLine, [line for _, line in lines])
        | {"player_id": [player_id for player_id, _ in lines]},
        "as_of": live.as_of,
        "final": live.final,
    }


def _live(document: Document) -> StoredLive:
    stored = document["players"]
    lines = _lines(document["lines"])
    fixtures = [None if ids is None else tuple(ids) for ids in stored["fixture_ids"]]
    players = stored | {
        "fixture_ids": fixtures,
        "lines": [tuple(lines.get(player_id, ())) for player_id in stored["player_id"]],
    }
    return StoredLive(
        gameweek=Gameweek(document["gameweek"]),
        players=tuple(rows(PlayerStats, players)),
        as_of=document["as_of"],
        final=document["final"],
    )


def _lines(stored: Document) -> dict[PlayerId, list[PointsLine]]:
    """Build each player's lines in their order."""
    lines: dict[PlayerId, list[PointsLine]] = {}
    pairs = zip(stored["player_id"], rows(PointsLine, stored), strict=True)
    for player_id, line in pairs:
        lines.setdefault(player_id, []).append(line)
    return lines
