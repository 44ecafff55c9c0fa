"""Seasons: clubs, players, gameweeks and months, one document a season."""

from dataclasses import dataclass
from datetime import datetime

from pymongo import DESCENDING

from fplbanter.game.model import Club, GameweekState, Month, Player, Position, Season
from fplbanter.store.collection import Collection, replaced
from fplbanter.store.documents import Document, built, plain


@dataclass(frozen=True, slots=True)
class SeasonFacts:
    """What a season is made of, as FPL told it at `as_of`."""

    season: Season
    clubs: tuple[Club, ...]
    players: tuple[Player, ...]
    gameweeks: tuple[GameweekState, ...]
    months: tuple[Month, ...]
    total_managers: int
    as_of: datetime


class Seasons(Collection):
    """The collection `seasons`, keyed "2026-27"."""

    name = "seasons"

    async def save_season(self, facts: SeasonFacts) -> None:
        """Save all facts of a season in place of those before."""
        await self._save_one(replaced(_document(facts)))

    async def save_season_mark(self, season: Season, as_of: datetime) -> bool:
        """Note that FPL stands by a season's facts; False if they are not here."""
        return await self._update_many({"_id": season}, {"as_of": as_of}) > 0

    async def find_season(self, season: Season) -> SeasonFacts | None:
        """Find the facts of a season, None if it was never read."""
        document = await self._find_one({"_id": season})
        return _facts(document) if document else None

    async def find_newest_season(self) -> SeasonFacts | None:
        """Find the facts of the latest season, None on an empty store."""
        document = await self._find_one({}, sort=[("_id", DESCENDING)])
        return _facts(document) if document else None

    async def find_newest_mark(self) -> tuple[Season, datetime] | None:
        """Find which season is the latest and when it was read, without its facts."""
        document = await self._find_one(
            {}, fields={"as_of": True}, sort=[("_id", DESCENDING)]
        )
        return (Season(document["_id"]), document["as_of"]) if document else None


def _document(facts: SeasonFacts) -> Document:
    players = [
        plain(player) | {"position": int(player.position)} for player in facts.players
    ]
    return {
        "_id": facts.season,
        "clubs": [plain(club) for club in facts.clubs],
        "players": players,
        "gameweeks": [plain(state) for state in facts.gameweeks],
        "months": [plain(month) for month in facts.months],
        "total_managers": facts.total_managers,
        "as_of": facts.as_of,
    }


def _facts(document: Document) -> SeasonFacts:
    return SeasonFacts(
        season=Season(document["_id"]),
        clubs=tuple(built(Club, club) for club in document["clubs"]),
        players=tuple(_player(player) for player in document["players"]),
        gameweeks=tuple(built(GameweekState, state) for state in document["gameweeks"]),
        months=tuple(built(Month, month) for month in document["months"]),
        total_managers=document["total_managers"],
        as_of=document["as_of"],
    )


def _player(document: Document) -> Player:
    return built(Player, document, position=Position(document["position"]))
