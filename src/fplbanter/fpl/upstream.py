"""
FPL's answers as the game's values: one method is one request.

Every method raises an `UpstreamError` when FPL does not give what was asked
(`errors.py`), `UpstreamChanged` naming the field when an answer is not
understood, and ValueError for an id, gameweek or page that is out of range,
before any request is made.
"""

from collections.abc import Mapping
from typing import Protocol

from fplbanter.cluster.lanes import Lane
from fplbanter.fpl import endpoints, translate_entry, translate_game, translate_league
from fplbanter.fpl.answers import (
    DayStatus,
    EntryHistory,
    EntryProfile,
    FetchedLineup,
    HeadToHeadPage,
    MatchesPage,
    SeasonFacts,
    StandingsPage,
)
from fplbanter.fpl.endpoints import Endpoint
from fplbanter.game.model import (
    EntryId,
    Fixture,
    Gameweek,
    LeagueId,
    PlayerId,
    PlayerStats,
    Position,
)


class Source(Protocol):
    """Where answers come from: the client, or later a cache in front of it."""

    async def get(
        self, endpoint: Endpoint, lane: Lane = Lane.PERSON, /, **params: int | None
    ) -> object:
        """Return the endpoint's answer as parsed JSON, or raise UpstreamError."""
        ...


class Upstream:
    """What FPL says. `lane` is how urgently it is asked (`in_lane`)."""

    def __init__(self, source: Source, *, lane: Lane = Lane.PERSON) -> None:
        self._source = source
        self._lane = lane

    def in_lane(self, lane: Lane) -> "Upstream":
        """Return the same upstream, asked with another urgency."""
        return Upstream(self._source, lane=lane)

    async def fetch_season(self) -> SeasonFacts:
        """Fetch clubs, players, gameweeks and months of the current season."""
        return translate_game.season(await self._get(endpoints.SEASON))

    async def fetch_fixtures(
        self, gameweek: Gameweek | None = None
    ) -> tuple[Fixture, ...]:
        """Fetch all fixtures of the season, or those of one gameweek."""
        return translate_game.fixtures(
            await self._get(endpoints.FIXTURES, event=gameweek)
        )

    async def fetch_live(self, gameweek: Gameweek) -> dict[PlayerId, PlayerStats]:
        """Fetch every player's stats and points of a gameweek."""
        return translate_game.live(await self._get(endpoints.LIVE, gw=gameweek))

    async def fetch_day_status(self) -> DayStatus:
        """Fetch how far FPL has counted the match days of the current gameweek."""
        return translate_game.day_status(await self._get(endpoints.DAY_STATUS))

    async def fetch_profile(self, entry_id: EntryId) -> EntryProfile:
        """Fetch who an entry is and which leagues it plays in."""
        body = await self._get(endpoints.PROFILE, entry_id=entry_id)
        return translate_entry.profile(body, entry_id)

    async def fetch_history(self, entry_id: EntryId) -> EntryHistory:
        """Fetch an entry's settled gameweeks, chips and earlier seasons."""
        body = await self._get(endpoints.HISTORY, entry_id=entry_id)
        return translate_entry.history(body, entry_id)

    async def fetch_lineup(
        self,
        entry_id: EntryId,
        gameweek: Gameweek,
        position_of: Mapping[PlayerId, Position],
    ) -> FetchedLineup:
        """
        Fetch an entry's picks, undone to what was submitted at the deadline.

        `position_of` is used for the picks that do not tell their position
        (before 2024-25). Raises UpstreamNotFound before the deadline, and for
        a gameweek before the entry's first.
        """
        body = await self._get(endpoints.PICKS, entry_id=entry_id, gw=gameweek)
        return translate_entry.lineup(body, entry_id, gameweek, position_of)

    async def fetch_classic_page(
        self,
        league_id: LeagueId,
        page: int = 1,
        new_entries_page: int = 1,
        month_id: int | None = None,
    ) -> StandingsPage:
        """Fetch a page of a classic league's table, or of one of its months."""
        body = await self._get(
            endpoints.CLASSIC,
            league_id=league_id,
            page_standings=_unless_first(page),
            page_new_entries=_unless_first(new_entries_page),
            phase=month_id,
        )
        return translate_league.classic_page(body, league_id)

    async def fetch_head_to_head_page(
        self, league_id: LeagueId, page: int = 1, new_entries_page: int = 1
    ) -> HeadToHeadPage:
        """Fetch a page of a head-to-head league's table."""
        body = await self._get(
            endpoints.HEAD_TO_HEAD,
            league_id=league_id,
            page_standings=_unless_first(page),
            page_new_entries=_unless_first(new_entries_page),
        )
        return translate_league.head_to_head_page(body, league_id)

    async def fetch_matches_page(
        self, league_id: LeagueId, page: int = 1, gameweek: Gameweek | None = None
    ) -> MatchesPage:
        """Fetch a page of a head-to-head league's matches, or of one gameweek's."""
        body = await self._get(
            endpoints.MATCHES,
            league_id=league_id,
            page=_unless_first(page),
            event=gameweek,
        )
        return translate_league.matches_page(body)

    async def _get(self, endpoint: Endpoint, **params: int | None) -> object:
        return await self._source.get(endpoint, self._lane, **params)


def _unless_first(page: int) -> int | None:
    """Leave the first page out of the query: one address for one answer."""
    return None if page == 1 else page
