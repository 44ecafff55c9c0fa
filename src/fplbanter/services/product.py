"""The product as its doors see it: one method for each thing one can ask."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self

from fplbanter.clock import Clock
from fplbanter.errors import BadRequest, NotFound
from fplbanter.fpl.outages import Outages
from fplbanter.fpl.upstream import Upstream
from fplbanter.game.model import EntryId, Gameweek, LeagueId, LeagueKind
from fplbanter.services.answers import (
    Captains,
    Coverage,
    EntryAnswer,
    Fixtures,
    Freshness,
    GameweekAnswer,
    LeagueAnswer,
    LeagueSummary,
    LineupAnswer,
    Notice,
    Pending,
    Players,
    Progress,
    SeasonGlance,
    Standings,
)
from fplbanter.services.answers.timeline import Timeline
from fplbanter.services.backfill import Backfill
from fplbanter.services.banter.asking import judged_by
from fplbanter.services.banter.desk import BanterDesk
from fplbanter.services.banter.inputs import Inputs
from fplbanter.services.banter.judging_desk import BanterJudge
from fplbanter.services.board import Board
from fplbanter.services.entries import EntryReader
from fplbanter.services.freshness import FreshnessJudge
from fplbanter.services.intake import Intakes
from fplbanter.services.leagues import LeagueDesk, league_key
from fplbanter.services.matchday.past import PastTables
from fplbanter.services.matchday.timeline import TimelineDesk
from fplbanter.services.membership import Membership
from fplbanter.services.memory import Memory
from fplbanter.services.outlook import Outlook
from fplbanter.services.overview import Overview
from fplbanter.services.refreshes import Refreshes
from fplbanter.services.rosters import Rosters
from fplbanter.services.season import SeasonReader
from fplbanter.services.settlement import Settlement
from fplbanter.services.squads import Squads
from fplbanter.services.stretches import gameweek_of, month_of, refuse_before_start
from fplbanter.services.tables import Tables, summary
from fplbanter.services.transfers import TransferReader
from fplbanter.services.upstream_health import Part, UpstreamHealth
from fplbanter.store.database import Store
from fplbanter.store.leagues import StoredLeague

ALL_FIXTURES = 100
"""More than any gameweek has."""


@dataclass(frozen=True, slots=True)
class Product:
    """
    Everything that doors and jobs call.

    Unless a method says otherwise it answers from memory and the store, and
    raises NotFound for what does not exist. `limit` is at least 1.
    """

    store: Store
    clock: Clock
    board: Board
    outages: Outages
    health: UpstreamHealth
    judge: FreshnessJudge
    season_reader: SeasonReader
    entry_reader: EntryReader
    membership: Membership
    intakes: Intakes
    desk: LeagueDesk
    tables: Tables
    squads: Squads
    overview: Overview
    outlook: Outlook
    memory: Memory
    past: PastTables
    timelines: TimelineDesk
    settlement: Settlement
    backfill: Backfill
    refreshes: Refreshes
    banter: BanterDesk
    banter_judge: BanterJudge

    @classmethod
    def on(
        cls,
        store: Store,
        upstream: Upstream,
        clock: Clock,
        *,
        league_max: int,
        pinned: Gameweek | None = None,
        outages: Outages | None = None,
    ) -> Self:
        """
        Join store, upstream and clock; `pinned` is a recording's gameweek.

        `outages` is told by the upstream's source how each request ends.
        """
        board = Board(store, clock, pinned)
        outages = outages or Outages(clock)
        health = UpstreamHealth(outages)
        season_reader = SeasonReader(upstream, store, board, clock, health)
        entry_reader = EntryReader(upstream, store, board, clock, health)
        membership = Membership(upstream, store, clock, health, league_max)
        intakes = Intakes(
            store, board, clock, membership, entry_reader, season_reader, league_max
        )
        judge = FreshnessJudge(board, clock, health)
        memory = Memory()
        rosters = Rosters(store, board, entry_reader, intakes, league_max)
        transfers = TransferReader(upstream, store, board, health)
        desk = LeagueDesk(store, board, clock, membership, intakes, memory)
        squads = Squads(store, board, clock, entry_reader, season_reader, judge, memory)
        refreshes = Refreshes(store, board, clock, desk)
        banter = BanterDesk(
            store, board, clock, desk, squads, judge, memory, league_max
        )
        banter.ask_when_unjudged(judged_by(refreshes, board))
        inputs = Inputs(store, board, league_max)
        tables = Tables(board, rosters, judge)
        return cls(
            store=store,
            clock=clock,
            board=board,
            outages=outages,
            health=health,
            judge=judge,
            season_reader=season_reader,
            entry_reader=entry_reader,
            membership=membership,
            intakes=intakes,
            desk=desk,
            tables=tables,
            squads=squads,
            overview=Overview(store, board, judge, season_reader, memory),
            outlook=Outlook(board, clock, outages),
            memory=memory,
            past=PastTables(store, board, clock, tables, rosters),
            timelines=TimelineDesk(store, board, judge),
            settlement=Settlement(store, board, clock, season_reader),
            backfill=Backfill(
                store,
                board,
                entry_reader,
                transfers,
                membership,
                season_reader,
                league_max,
            ),
            refreshes=refreshes,
            banter=banter,
            banter_judge=BanterJudge(store, board, clock, inputs),
        )

    # -- leagues -------------------------------------------------------------

    async def standings(
        self,
        league_id: LeagueId,
        *,
        gameweek: Gameweek | None = None,
        month_id: int | None = None,
        skip: int = 0,
        limit: int = 20,
    ) -> Standings | Pending:
        """
        Return a page of a league's table.

        The first look at a league shows FPL's own table after one request and
        has the rest read behind. Pending means that FPL has not answered yet.
        """
        month = month_of(self.board, month_id)
        wanted = gameweek_of(self.board, gameweek, month)
        league = await self.desk.look(league_id)
        if isinstance(league, Pending):
            return league
        if month is not None and league.league.kind is LeagueKind.HEAD_TO_HEAD:
            raise BadRequest(
                "A head-to-head league has no month tables.", field="month"
            )
        refuse_before_start(league, wanted)
        found = await self.tables.standings(league, wanted, month, skip, limit)
        await self._fill_in(league, wanted)
        return replace(found, freshness=self._marked(found.freshness, league_id))

    async def past_standings(
        self,
        league_id: LeagueId,
        at: datetime,
        *,
        gameweek: Gameweek | None = None,
        skip: int = 0,
        limit: int = 20,
    ) -> Standings | Pending:
        """
        Return a page of a league's table as it was at a moment of a gameweek.

        Raises BadRequest for a moment outside the gameweek, before the season or
        still to come, and NotFound where nothing was recorded by then.
        """
        wanted = self.past.gameweek_at(gameweek, at)
        league = await self.desk.look(league_id)
        if isinstance(league, Pending):
            return league
        refuse_before_start(league, wanted)
        at = at.astimezone(UTC)
        found = await self.past.standings(league, wanted, at, skip, limit)
        await self._fill_in(league, wanted)
        return found

    async def timeline(
        self,
        league_id: LeagueId,
        *,
        gameweek: Gameweek | None = None,
        skip: int = 0,
        limit: int = 20,
        cursor: str | None = None,
    ) -> Timeline | Pending:
        """Return a page of a league's gameweek as it went, the latest first."""
        wanted = self.board.started_gameweek(gameweek)
        league = await self.desk.look(league_id)
        if isinstance(league, Pending):
            return league
        refuse_before_start(league, wanted)
        return await self.timelines.timeline(
            league, wanted, skip=skip, limit=limit, cursor=cursor
        )

    async def captains(
        self,
        league_id: LeagueId,
        *,
        gameweek: Gameweek | None = None,
        skip: int = 0,
        limit: int = 20,
    ) -> Captains | Pending:
        """Return who is captained in a league, most chosen first."""
        wanted = self.board.started_gameweek(gameweek)
        league = await self.desk.look(league_id)
        if isinstance(league, Pending):
            return league
        refuse_before_start(league, wanted)
        found = await self.tables.captains(league, wanted, skip, limit)
        await self._fill_in(league, wanted)
        return replace(found, freshness=self._marked(found.freshness, league_id))

    async def league(self, league_id: LeagueId) -> LeagueAnswer | Pending:
        """Return a league in short, asking FPL if nobody has looked at it yet."""
        found = await self.desk.look(league_id)
        if isinstance(found, Pending):
            return found
        current = self.board.current()
        if not found.complete and current is not None:
            self.desk.fill_in(league_id, current)
        progress = await self.progress(league_id)
        return LeagueAnswer(
            league=summary(found),
            season=self.board.season,
            gameweek=current,
            phase=self.board.phase(current) if current is not None else None,
            coverage=Coverage(progress.read, found.member_count, found.truncated),
            freshness=self._marked(
                self.judge.of_reading(found.as_of, Part.LEAGUES), league_id
            ),
            progress=progress,
        )

    async def progress(self, league_id: LeagueId) -> Progress:
        """Say how far the reading of a league is."""
        return self._with_next_try(await self.desk.progress(league_id))

    async def known_leagues(self, limit: int) -> tuple[LeagueSummary, ...]:
        """Return the leagues somebody has looked at, the latest first."""
        return await self.desk.known(limit)

    # -- entries -------------------------------------------------------------

    async def entry(self, entry_id: EntryId) -> EntryAnswer:
        """Return an entry and its season, asking FPL at the first look."""
        return await self.squads.entry(entry_id)

    async def lineup(
        self, entry_id: EntryId, gameweek: Gameweek | None = None
    ) -> LineupAnswer:
        """Return an entry's line-up with points, asking FPL at the first look."""
        return await self.squads.lineup(entry_id, self.board.started_gameweek(gameweek))

    # -- the season ----------------------------------------------------------

    async def glance(self) -> SeasonGlance:
        """Return the season at a glance."""
        return await self.overview.glance()

    async def gameweek(self, gameweek: Gameweek | None = None) -> GameweekAnswer:
        """Return where a gameweek stands: the current one, or the first to come."""
        wanted = gameweek if gameweek is not None else self.board.current()
        if wanted is None:
            coming = self.board.following()
            if coming is None:
                raise NotFound("The season has no gameweeks.")
            wanted = coming.gameweek
        return self.overview.gameweek(wanted)

    async def fixtures(
        self,
        gameweek: Gameweek | None = None,
        skip: int = 0,
        limit: int = ALL_FIXTURES,
    ) -> Fixtures:
        """Return a gameweek's fixtures, also of one still to come."""
        wanted = gameweek if gameweek is not None else self.board.current()
        if wanted is None:
            wanted = (await self.gameweek()).gameweek
        return self.overview.fixtures(wanted, skip, limit)

    async def players(self, skip: int = 0, limit: int = 20) -> Players:
        """Return the players, most points of the gameweek first."""
        return await self.overview.players(skip, limit)

    async def close(self) -> None:
        """Stop everything that goes on behind."""
        await self.desk.close()
        await self.squads.close()
        await self.intakes.close()
        await self.season_reader.close()
        await self.tables.close()
        await self.banter.close()
        await self.memory.close()

    # -- whether all is well -------------------------------------------------

    def notice(self) -> Notice | None:
        """Say what is wrong with FPL right now, None while it answers."""
        return self.outlook.notice()

    # -- inside --------------------------------------------------------------

    async def _fill_in(self, league: StoredLeague, gameweek: Gameweek) -> None:
        """Have read behind what a table lacks, line-ups of old gameweeks too."""
        table = await self.tables.table(league, gameweek, None)
        if table.lacks_lineups or table.lacks_points or not league.complete:
            self.desk.fill_in(league.league.league_id, gameweek)

    def _marked(self, freshness: Freshness, league_id: LeagueId) -> Freshness:
        """Say so where the store has not told of a league for too long."""
        return self.memory.marked(freshness, league_key(self.board.season, league_id))

    def _with_next_try(self, progress: Progress) -> Progress:
        """Say of a reading that failed when FPL is asked again."""
        if progress.state != "failed":
            return progress
        trouble = self.health.trouble_with(Part.LEAGUES, Part.ENTRIES)
        return replace(progress, retry_at=trouble.next_try if trouble else None)
