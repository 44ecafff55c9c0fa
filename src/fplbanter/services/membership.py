"""Reading a league's members from FPL's own table, best ranks first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from fplbanter.clock import Clock
from fplbanter.cluster.lanes import Lane
from fplbanter.errors import UpstreamNotFound
from fplbanter.fpl.answers import (
    Dated,
    HeadToHeadOfficial,
    HeadToHeadPage,
    StandingsPage,
)
from fplbanter.fpl.upstream import Upstream
from fplbanter.game.model import (
    EntryId,
    League,
    LeagueId,
    LeagueKind,
    OfficialStanding,
    Season,
)
from fplbanter.services.upstream_health import Part, UpstreamHealth
from fplbanter.store.database import Store
from fplbanter.store.leagues import StoredLeague
from fplbanter.store.members import StoredMember

MATCH_PAGES = 40
"""Pages of head-to-head matches read at most: 2,000 matches."""

PASSES = 3
"""Times a league is read from the top while its members change places."""

TablePage = StandingsPage | HeadToHeadPage


class Membership:
    """Reads leagues' tables and keeps their members; `limit` members at most."""

    def __init__(
        self,
        upstream: Upstream,
        store: Store,
        clock: Clock,
        health: UpstreamHealth,
        limit: int,
    ) -> None:
        self._upstream = upstream
        self._store = store
        self._clock = clock
        self._health = health
        self._limit = limit

    async def read_first_page(
        self, season: Season, league_id: LeagueId
    ) -> StoredLeague:
        """
        Read the top of an unknown league's table and remember the league.

        One request for a classic league, one more for a head-to-head one; a
        classic league of one page is complete then. Raises UpstreamNotFound or
        UpstreamForbidden; then nothing is stored.
        """
        fetched, reading = await self._fetch_any(league_id), _Reading()
        await self._save_page(season, fetched, reading, _sync_number(self._clock))
        now, page = fetched.as_of, fetched.value
        classic = page.league.kind is LeagueKind.CLASSIC
        whole = classic and not reading.goes_on and reading.rows <= self._limit
        league = reading.league(now, complete=whole, asked_at=now)
        await self._store.leagues.save_league(season, league)
        return league

    async def read_all(
        self, season: Season, known: StoredLeague, lane: Lane = Lane.BACKFILL
    ) -> None:
        """
        Read every page of a league, newcomers too, up to the limit.

        While matches are on members change places between two pages: one is
        seen twice and another not at all. It is read again until as many
        members were seen as there are rows; only then are those who were not
        seen taken to have left.
        """
        sync, seen = _sync_number(self._clock), set[EntryId]()
        for _ in range(PASSES):
            reading = await self._read_pages(season, known, sync, lane)
            seen |= reading.seen
            if len(seen) >= reading.rows:
                league_id = known.league.league_id
                await self._store.members.drop_unseen(season, league_id, sync)
                break
        if known.league.kind is LeagueKind.HEAD_TO_HEAD:
            await self.read_matches(season, known.league.league_id, lane)
        await self._finish(season, known.league.league_id, reading)

    async def _read_pages(
        self, season: Season, known: StoredLeague, sync: int, lane: Lane
    ) -> "_Reading":
        """
        Read a league's pages once, from the top.

        A league that was complete stays so: it is shown as it was meanwhile.
        """
        reading = _Reading()
        while reading.goes_on and reading.rows < self._limit:
            fetched = await self._fetch(known.league, reading, lane)
            await self._save_page(season, fetched, reading, sync)
            if not known.complete:
                await self._store.leagues.save_league(
                    season, reading.league(fetched.as_of)
                )
        return reading

    async def _fetch_any(self, league_id: LeagueId) -> Dated[TablePage]:
        """Fetch the first page of a league whose kind is unknown."""
        league = League(league_id, "", LeagueKind.CLASSIC)
        try:
            return await self._fetch(league, _Reading(), Lane.PERSON)
        except UpstreamNotFound:
            league = League(league_id, "", LeagueKind.HEAD_TO_HEAD)
            return await self._fetch(league, _Reading(), Lane.PERSON)

    async def _fetch(
        self, league: League, reading: "_Reading", lane: Lane
    ) -> Dated[TablePage]:
        """Fetch the page that comes next."""
        upstream, number = self._upstream.in_lane(lane), reading.pages + 1
        newcomers = number if reading.more_new else 1
        async with self._health.watching(Part.LEAGUES):
            if league.kind is LeagueKind.HEAD_TO_HEAD:
                matched = await upstream.fetch_head_to_head_page(
                    league.league_id, number, newcomers
                )
                return Dated(matched.value, matched.as_of)
            ranked = await upstream.fetch_classic_page(
                league.league_id, number, newcomers
            )
            return Dated(ranked.value, ranked.as_of)

    async def _save_page(
        self, season: Season, fetched: Dated[TablePage], reading: "_Reading", sync: int
    ) -> None:
        """Save a page's members and count it."""
        page = fetched.value
        members = _members(page, newcomers=reading.more_new)
        await self._store.members.save_members(
            season, page.league.league_id, members, sync
        )
        reading.note(page, members, fetched.as_of)

    async def _finish(
        self, season: Season, league_id: LeagueId, reading: "_Reading"
    ) -> None:
        """Note that a league is complete, and whether it has more than are read."""
        count = await self._store.members.count_members(season, league_id)
        finished = reading.league(
            reading.as_of or self._clock.now(),
            members=min(count, self._limit),
            complete=True,
            truncated=reading.goes_on or count > self._limit,
        )
        await self._store.leagues.save_league(season, finished)

    async def read_matches(
        self, season: Season, league_id: LeagueId, lane: Lane
    ) -> None:
        """Read a head-to-head league's matches, the whole season's."""
        upstream = self._upstream.in_lane(lane)
        for page in range(1, MATCH_PAGES + 1):
            async with self._health.watching(Part.LEAGUES):
                fetched = await upstream.fetch_matches_page(league_id, page)
            found = fetched.value
            await self._store.matches.save_matches(season, league_id, found.matches)
            if not found.has_next:
                return


@dataclass(slots=True)
class _Reading:
    """One pass over a league's pages: the last one, and what was seen so far."""

    page: TablePage | None = None
    pages: int = 0
    rows: int = 0
    more: bool = True
    more_new: bool = True
    as_of: datetime | None = None
    seen: set[EntryId] = field(default_factory=set)

    @property
    def goes_on(self) -> bool:
        """Whether FPL has more pages, of the table or of newcomers."""
        return self.more or self.more_new

    def note(
        self, page: TablePage, members: Sequence[StoredMember], as_of: datetime
    ) -> None:
        """Count a page; the reading is as old as its oldest page."""
        self.page, self.pages = page, self.pages + 1
        self.as_of = min(as_of, self.as_of or as_of)
        self.rows += len(members)
        self.seen |= {member.standing.entry_id for member in members}
        self.more = page.has_next
        self.more_new = self.more_new and page.new_entries_has_next

    def league(
        self,
        as_of: datetime,
        *,
        members: int | None = None,
        complete: bool = False,
        truncated: bool = False,
        asked_at: datetime | None = None,
    ) -> StoredLeague:
        """Return the league as its last page describes it."""
        if self.page is None:
            raise ValueError("no page of the league has been read")
        return StoredLeague(
            league=self.page.league,
            as_of=as_of,
            updated_at=self.page.updated_at,
            member_count=len(self.seen) if members is None else members,
            pages_read=self.pages,
            complete=complete,
            truncated=truncated,
            asked_at=asked_at,
        )


def _members(page: TablePage, *, newcomers: bool) -> list[StoredMember]:
    """Return a page's members; AVERAGE is none."""
    members = [StoredMember(_official(row)) for row in page.rows if row.entry_id]
    if newcomers:
        members += [StoredMember(row, is_new=True) for row in page.new_entries]
    return members


def _official(row: OfficialStanding | HeadToHeadOfficial) -> OfficialStanding:
    """Keep of a head-to-head row what every member has."""
    if isinstance(row, OfficialStanding):
        return row
    if row.entry_id is None:
        raise ValueError("AVERAGE is no member")
    return OfficialStanding(
        entry_id=row.entry_id,
        manager_name=row.manager_name,
        entry_name=row.entry_name,
        rank=row.rank,
        last_rank=row.last_rank,
        total=row.league_points,
        rank_sort=row.rank_sort,
    )


def _sync_number(clock: Clock) -> int:
    """Return a number that rises with every reading: milliseconds since 1970."""
    return int(clock.now().timestamp() * 1000)
