"""
FPL's answers as the game's values: one method is one question.

Each value comes with `as_of`, when FPL last stood by it: what another process
has asked for a moment ago is not asked again.

Every method raises an `UpstreamError` when FPL does not give what was asked
(`errors.py`), `UpstreamChanged` naming the field when an answer is not
understood, and ValueError for an id, gameweek or page that is out of range,
before any request is made. What takes longer than a few milliseconds to read is
read in a thread, so that no reader waits for it.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from fplbanter.cluster.lanes import Lane
from fplbanter.fpl import endpoints, translate_entry, translate_game, translate_league
from fplbanter.fpl.answers import (
    Dated,
    DayStatus,
    EntryHistory,
    EntryProfile,
    FetchedLineup,
    HeadToHeadPage,
    MatchesPage,
    SeasonFacts,
    StandingsPage,
)
from fplbanter.fpl.copies import Answered
from fplbanter.fpl.endpoints import Endpoint
from fplbanter.game.model import (
    EntryId,
    Fixture,
    Gameweek,
    LeagueId,
    PlayerId,
    PlayerStats,
    Position,
    Transfer,
)


class Source(Protocol):
    """Where answers come from: the gateway."""

    async def get(
        self,
        endpoint: Endpoint,
        lane: Lane = Lane.PERSON,
        /,
        *,
        since: datetime | None = None,
        **params: int | None,
    ) -> Answered:
        """
        Return the endpoint's answer as parsed JSON, or raise UpstreamError.

        It is one that FPL has stood by `since` then, if that is given.
        """
        ...


class Upstream:
    """What FPL says. `lane` is how urgently it is asked (`in_lane`)."""

    def __init__(self, source: Source, *, lane: Lane = Lane.PERSON) -> None:
        self._source = source
        self._lane = lane

    def in_lane(self, lane: Lane) -> "Upstream":
        """Return the same upstream, asked with another urgency."""
        return Upstream(self._source, lane=lane)

    async def fetch_season(self) -> Dated[SeasonFacts]:
        """Fetch clubs, players, gameweeks and months of the current season."""
        found = await self._get(endpoints.SEASON)
        facts = found.examined.facts if found.examined else None
        if facts is None:
            facts = await asyncio.to_thread(translate_game.season, found.body)
        return Dated(facts, found.as_of)

    async def fetch_fixtures(
        self, gameweek: Gameweek | None = None
    ) -> Dated[tuple[Fixture, ...]]:
        """Fetch all fixtures of the season, or those of one gameweek."""
        found = await self._get(endpoints.FIXTURES, event=gameweek)
        if found.examined is not None:
            return Dated(found.examined.fixtures, found.as_of)
        fixtures = await asyncio.to_thread(translate_game.fixtures, found.body)
        return Dated(fixtures, found.as_of)

    async def fetch_live(
        self, gameweek: Gameweek, since: datetime | None = None
    ) -> Dated[Mapping[PlayerId, PlayerStats]]:
        """Fetch every player's stats and points of a gameweek, as of `since`."""
        found = await self._get(endpoints.LIVE, since, gw=gameweek)
        if found.examined is not None:
            return Dated(found.examined.stats, found.as_of)
        stats = await asyncio.to_thread(translate_game.live, found.body)
        return Dated(stats, found.as_of)

    async def fetch_day_status(self) -> Dated[DayStatus]:
        """Fetch how far FPL has counted the match days of the current gameweek."""
        found = await self._get(endpoints.DAY_STATUS)
        return Dated(translate_game.day_status(found.body), found.as_of)

    async def fetch_profile(self, entry_id: EntryId) -> Dated[EntryProfile]:
        """Fetch who an entry is and which leagues it plays in."""
        found = await self._get(endpoints.PROFILE, entry_id=entry_id)
        return Dated(translate_entry.profile(found.body, entry_id), found.as_of)

    async def fetch_history(
        self, entry_id: EntryId, since: datetime | None = None
    ) -> Dated[EntryHistory]:
        """Fetch an entry's gameweeks, chips and earlier seasons, as of `since`."""
        found = await self._get(endpoints.HISTORY, since, entry_id=entry_id)
        return Dated(translate_entry.history(found.body, entry_id), found.as_of)

    async def fetch_lineup(
        self,
        entry_id: EntryId,
        gameweek: Gameweek,
        position_of: Mapping[PlayerId, Position],
        since: datetime | None = None,
    ) -> Dated[FetchedLineup]:
        """
        Fetch an entry's picks, undone to what was submitted at the deadline.

        `position_of` is used for the picks that do not tell their position
        (before 2024-25). FPL has stood by them `since` then. Raises UpstreamNotFound before the deadline, and for
        a gameweek before the entry's first.
        """
        found = await self._get(endpoints.PICKS, since, entry_id=entry_id, gw=gameweek)
        lineup = translate_entry.lineup(found.body, entry_id, gameweek, position_of)
        return Dated(lineup, found.as_of)

    async def fetch_transfers(
        self, entry_id: EntryId, since: datetime | None = None
    ) -> Dated[tuple[Transfer, ...]]:
        """
        Fetch an entry's transfers of the season, the oldest first, as of `since`.

        FPL shows those for a gameweek after its deadline.
        """
        found = await self._get(endpoints.TRANSFERS, since, entry_id=entry_id)
        return Dated(translate_entry.transfers(found.body, entry_id), found.as_of)

    async def fetch_classic_page(
        self,
        league_id: LeagueId,
        page: int = 1,
        new_entries_page: int = 1,
        month_id: int | None = None,
    ) -> Dated[StandingsPage]:
        """Fetch a page of a classic league's table, or of one of its months."""
        found = await self._get(
            endpoints.CLASSIC,
            league_id=league_id,
            page_standings=_unless_first(page),
            page_new_entries=_unless_first(new_entries_page),
            phase=month_id,
        )
        return Dated(translate_league.classic_page(found.body, league_id), found.as_of)

    async def fetch_head_to_head_page(
        self, league_id: LeagueId, page: int = 1, new_entries_page: int = 1
    ) -> Dated[HeadToHeadPage]:
        """Fetch a page of a head-to-head league's table."""
        found = await self._get(
            endpoints.HEAD_TO_HEAD,
            league_id=league_id,
            page_standings=_unless_first(page),
            page_new_entries=_unless_first(new_entries_page),
        )
        page_found = translate_league.head_to_head_page(found.body, league_id)
        return Dated(page_found, found.as_of)

    async def fetch_matches_page(
        self, league_id: LeagueId, page: int = 1, gameweek: Gameweek | None = None
    ) -> Dated[MatchesPage]:
        """Fetch a page of a head-to-head league's matches, or of one gameweek's."""
        found = await self._get(
            endpoints.MATCHES,
            league_id=league_id,
            page=_unless_first(page),
            event=gameweek,
        )
        return Dated(translate_league.matches_page(found.body), found.as_of)

    async def _get(
        self, endpoint: Endpoint, since: datetime | None = None, **params: int | None
    ) -> Answered:
        return await self._source.get(endpoint, self._lane, since=since, **params)


def _unless_first(page: int) -> int | None:
    """Leave the first page out of the query: one address for one answer."""
    return None if page == 1 else page
