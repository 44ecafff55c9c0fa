"""Sittings: when a league's gameweek was judged, one document a gameweek."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pymongo import ASCENDING, IndexModel, UpdateOne

from fplbanter.banter.verdict import Coverage, Scope
from fplbanter.game.model import Gameweek, LeagueId, Phase, Season
from fplbanter.store.collection import Collection
from fplbanter.store.documents import Document, key

GAMEWEEKS: Final = 60
"""More than a season has had (47 in 2019-20)."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One of a stretch's headlines: `place` is the verdict's in its ruling."""

    stat: str
    place: int


@dataclass(frozen=True, slots=True)
class StoredSitting:
    """
    A league's gameweek, judged, with what is told of it first.

    `evidence` names all that was judged by, up to the gameweek, `points` the
    players' points in it: who has others knows that this is of older data.
    `digest` names what came of it, rulings included, and is never the same again.
    `rarity` is from 0 to 1, of each verdict by stat.
    """

    league_id: LeagueId
    gameweek: Gameweek
    phase: Phase
    coverage: Coverage
    evidence: str
    points: str
    digest: str
    read_at: datetime
    judged_at: datetime
    headlines: Mapping[Scope, tuple[Headline, ...]]
    rarity: Mapping[Scope, Mapping[str, tuple[float | None, ...]]]


@dataclass(frozen=True, slots=True)
class SittingMark:
    """What a page needs to know of a sitting before it looks at it."""

    gameweek: Gameweek
    phase: Phase
    coverage: Coverage
    points: str
    digest: str
    read_at: datetime


_MARK: Final = dict.fromkeys(
    ("gameweek", "phase", "coverage", "points", "digest", "read_at"), True
)


class Sittings(Collection):
    """The collection `sittings`, keyed "2026-27:900:12"."""

    name = "sittings"
    indexes = (
        IndexModel(
            [("season", ASCENDING), ("league_id", ASCENDING), ("gameweek", ASCENDING)]
        ),
    )

    async def save_sitting(self, season: Season, sitting: StoredSitting) -> None:
        """Save a sitting, unless what is stored was judged by newer facts."""
        document = _document(season, sitting)
        # A literal, since an expression would read "$name" in a value as a field.
        given = {"$literal": document}
        newer = {"$gt": ["$read_at", sitting.read_at]}
        choice = {"$cond": [newer, "$$ROOT", given]}
        await self._save_one(
            UpdateOne({"_id": document["_id"]}, [{"$replaceWith": choice}], upsert=True)
        )

    async def find_sittings(
        self, season: Season, league_id: LeagueId
    ) -> dict[Gameweek, StoredSitting]:
        """Find a league's sittings by gameweek, in order."""
        documents = await self._find_many(
            {"season": season, "league_id": league_id},
            limit=GAMEWEEKS,
            sort=[("gameweek", ASCENDING)],
        )
        found = (_sitting(document) for document in documents)
        return {sitting.gameweek: sitting for sitting in found}

    async def find_sitting(
        self, season: Season, league_id: LeagueId, gameweek: Gameweek
    ) -> StoredSitting | None:
        """Find one sitting, None if the gameweek was never judged."""
        document = await self._find_one({"_id": key(season, league_id, gameweek)})
        return _sitting(document) if document else None

    async def find_marks(
        self, season: Season, league_id: LeagueId
    ) -> dict[Gameweek, SittingMark]:
        """Find a league's sittings by gameweek, in order and in short."""
        documents = await self._find_many(
            {"season": season, "league_id": league_id},
            limit=GAMEWEEKS,
            fields=_MARK,
            sort=[("gameweek", ASCENDING)],
        )
        found = (_mark(document) for document in documents)
        return {mark.gameweek: mark for mark in found}


def _document(season: Season, sitting: StoredSitting) -> Document:
    return {
        "_id": key(season, sitting.league_id, sitting.gameweek),
        "season": season,
        "league_id": sitting.league_id,
        "gameweek": sitting.gameweek,
        "phase": sitting.phase.value,
        "coverage": [sitting.coverage.read, sitting.coverage.roster],
        "evidence": sitting.evidence,
        "points": sitting.points,
        "digest": sitting.digest,
        "read_at": sitting.read_at,
        "judged_at": sitting.judged_at,
        "headlines": {
            scope.value: [[h.stat, h.place] for h in lines]
            for scope, lines in sitting.headlines.items()
        },
        "rarity": {
            scope.value: {stat: list(numbers) for stat, numbers in rare.items()}
            for scope, rare in sitting.rarity.items()
        },
    }


def _sitting(document: Document) -> StoredSitting:
    return StoredSitting(
        league_id=LeagueId(document["league_id"]),
        gameweek=Gameweek(document["gameweek"]),
        phase=Phase(document["phase"]),
        coverage=Coverage(*document["coverage"]),
        evidence=document["evidence"],
        points=document["points"],
        digest=document["digest"],
        read_at=document["read_at"],
        judged_at=document["judged_at"],
        headlines={
            Scope(scope): tuple(Headline(*line) for line in lines)
            for scope, lines in document["headlines"].items()
        },
        rarity={
            Scope(scope): {stat: tuple(numbers) for stat, numbers in rare.items()}
            for scope, rare in document["rarity"].items()
        },
    )


def _mark(document: Document) -> SittingMark:
    return SittingMark(
        gameweek=Gameweek(document["gameweek"]),
        phase=Phase(document["phase"]),
        coverage=Coverage(*document["coverage"]),
        points=document["points"],
        digest=document["digest"],
        read_at=document["read_at"],
    )
