"""Head-to-head matches: one document per season, league, gameweek and pair."""

from collections.abc import Iterable

from pymongo import ASCENDING, IndexModel

from fplbanter.game.model import EntryId, Gameweek, LeagueId, Match, Season
from fplbanter.store.collection import Collection, replaced
from fplbanter.store.documents import Document, built, key, plain

_BY_GAMEWEEK = [("gameweek", ASCENDING), ("_id", ASCENDING)]


class Matches(Collection):
    """The collection `matches`, keyed "2026-27:905:12:900001-900002"."""

    name = "matches"
    indexes = (
        IndexModel([("season", ASCENDING), ("league_id", ASCENDING), *_BY_GAMEWEEK]),
    )

    async def save_matches(
        self, season: Season, league_id: LeagueId, matches: Iterable[Match]
    ) -> None:
        """Save matches; one pair has one match in a gameweek."""
        documents = [_document(season, league_id, match) for match in matches]
        await self._save_many([replaced(document) for document in documents])

    async def find_matches(
        self,
        season: Season,
        league_id: LeagueId,
        gameweek: Gameweek | None = None,
        limit: int = 2_000,
    ) -> tuple[Match, ...]:
        """Find a league's matches, of one gameweek or of all, in their order."""
        query: Document = {"season": season, "league_id": league_id}
        if gameweek is not None:
            query["gameweek"] = gameweek
        documents = await self._find_many(query, limit=limit, sort=_BY_GAMEWEEK)
        return tuple(built(Match, document) for document in documents)


def _document(season: Season, league_id: LeagueId, match: Match) -> Document:
    pair = _pair(match.home, match.away)
    return plain(match) | {
        "_id": key(season, league_id, match.gameweek, pair),
        "season": season,
        "league_id": league_id,
    }


def _pair(home: EntryId | None, away: EntryId | None) -> str:
    """Return the pair's name whichever side is at home; AVERAGE is 0."""
    first, second = sorted((home or 0, away or 0))
    return f"{first}-{second}"
