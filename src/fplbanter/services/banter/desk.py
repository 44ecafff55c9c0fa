"""
Banter for whoever asks: read from what was judged, never judged here.

Where nothing has been judged yet, or only by older data, somebody is asked to
do so (`on_unjudged`), behind; whoever waits for a page is told so and goes on.
"""

from collections.abc import Sequence
from typing import TypeVar

from fplbanter.banter.verdict import Scope
from fplbanter.clock import Clock
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services.answers import Coverage, Page, Pending
from fplbanter.services.answers.banter import (
    BanterStats,
    EntryBanter,
    HallOfFame,
    Holder,
    LeagueBanter,
    StatCard,
    StatHistory,
)
from fplbanter.services.banter.cabinets import Cabinets
from fplbanter.services.banter.cards import card_of, cards, stat_of
from fplbanter.services.banter.condition import Condition, Unjudged
from fplbanter.services.banter.cursors import Order
from fplbanter.services.banter.documents import Documents
from fplbanter.services.banter.histories import Histories
from fplbanter.services.banter.pages import Pages, Told
from fplbanter.services.banter.sentences import learn
from fplbanter.services.banter.stretch import asked
from fplbanter.services.banter.tournaments import EVERYBODY
from fplbanter.services.board import Board
from fplbanter.services.flights import Flights
from fplbanter.services.freshness import FreshnessJudge
from fplbanter.services.leagues import LeagueDesk
from fplbanter.services.memory import Memory
from fplbanter.services.squads import Squads
from fplbanter.services.stretches import refuse_before_start
from fplbanter.services.tables import summary
from fplbanter.store.database import Store
from fplbanter.store.leagues import StoredLeague
from fplbanter.store.sittings import SittingMark
from fplbanter.words.heat import Heat

T = TypeVar("T")

NOTHING = Told((), (), (), ())


class BanterDesk:
    """
    One method for each thing one can ask about banter.

    They raise NotFound for what does not exist, and like the tables they ask FPL
    for a league or an entry that nobody has looked at. `limit` is at least 1.
    """

    def __init__(
        self,
        store: Store,
        board: Board,
        clock: Clock,
        leagues: LeagueDesk,
        squads: Squads,
        judge: FreshnessJudge,
        memory: Memory,
        league_max: int,
    ) -> None:
        self._board = board
        self._leagues = leagues
        self._squads = squads
        self._condition = Condition(store, board, clock, judge, memory)
        self._pages = Pages(store, board, memory)
        self._histories = Histories(store, board, self._pages, league_max)
        self._documents = Documents(store, board, judge, memory)
        self._cabinets = Cabinets(store, board, self._pages, self._documents)
        self._flights = Flights()
        self._has_learnt = False

    def ask_when_unjudged(self, hook: Unjudged) -> None:
        """Have somebody told of leagues that are not judged, or by older data."""
        self._condition.on_unjudged = hook

    # -- leagues -------------------------------------------------------------

    async def league(
        self,
        league_id: LeagueId,
        *,
        scope: Scope = Scope.GAMEWEEK,
        gameweek: Gameweek | None = None,
        month_id: int | None = None,
        heat: Heat | None = None,
        skip: int = 0,
        limit: int = 20,
    ) -> LeagueBanter | Pending:
        """
        Return a page of a league's gameweek, month or season in banter.

        Without a gameweek or a month it is the current one. Raises BadRequest
        for what does not fit together.
        """
        wanted = asked(self._board, scope, gameweek, month_id)
        league = await self._leagues.look(league_id)
        if isinstance(league, Pending):
            return league
        refuse_before_start(league, wanted.gameweek)
        await self._learn()
        marks = await self._pages.marks(league_id)
        mark = marks.get(wanted.gameweek)
        told = NOTHING
        if mark is not None:
            told = await self._pages.told(league, wanted, mark, heat)
        return LeagueBanter(
            league=summary(league),
            season=self._board.season,
            scope=wanted.scope,
            gameweek=wanted.gameweek,
            phase=self._board.phase(wanted.gameweek),
            coverage=_coverage(league, mark),
            freshness=await self._condition.freshness(league_id, wanted.gameweek, mark),
            state=await self._condition.state(league_id, wanted.gameweek, marks),
            headlines=told.headlines,
            page=_page(told.lines, skip, limit),
            refused=told.refused,
            exonerations=told.exonerations,
            month_id=wanted.month.month_id if wanted.month else None,
            month_name=wanted.month.name if wanted.month else None,
        )

    async def stat(
        self,
        league_id: LeagueId,
        stat_key: str,
        *,
        scope: Scope | None = None,
        heat: Heat | None = None,
        skip: int = 0,
        limit: int = 20,
    ) -> StatHistory | Pending:
        """
        Return one stat in a league over the season, its newest verdict first.

        Without a scope it is gameweek by gameweek, for a stat that gameweeks
        cannot award the season's. Raises NotFound where it has no such scope.
        """
        stat = stat_of(stat_key)
        over = scope or (Scope.GAMEWEEK if stat.week else Scope.SEASON)
        card = card_of(stat, over)
        league = await self._leagues.look(league_id)
        if isinstance(league, Pending):
            return league
        await self._learn()
        current = self._board.started_gameweek(None)
        marks = await self._pages.marks(league_id)
        found = await self._histories.history(league, stat, over, marks, heat)
        await self._condition.state(league_id, current, marks)
        return StatHistory(
            league=summary(league),
            season=self._board.season,
            stat=card,
            freshness=await self._condition.freshness(
                league_id, current, marks.get(current)
            ),
            page=_page(found.lines, skip, limit),
            holders=found.holders,
            record=found.record,
            streak=found.streak,
            exonerations=found.exonerations,
        )

    async def hall(
        self, league_id: LeagueId, *, skip: int = 0, limit: int = 20
    ) -> HallOfFame | Pending:
        """Return a league's records, streaks, and members by their trophies."""
        league = await self._leagues.look(league_id)
        if isinstance(league, Pending):
            return league
        current = self._board.started_gameweek(None)
        marks = await self._pages.marks(league_id)
        found = await self._histories.hall(league, marks)
        await self._condition.state(league_id, current, marks)
        return HallOfFame(
            league=summary(league),
            season=self._board.season,
            freshness=await self._condition.freshness(
                league_id, current, marks.get(current)
            ),
            records=found.records,
            streaks=found.streaks,
            page=_page(found.rows, skip, limit),
        )

    # -- entries -------------------------------------------------------------

    async def entry(
        self,
        entry_id: EntryId,
        *,
        heat: Heat | None = None,
        skip: int = 0,
        limit: int = 20,
    ) -> EntryBanter:
        """Return an entry's trophies, numbers and verdicts of all leagues."""
        known = await self._squads.entry(entry_id)
        await self._learn()
        found = await self._cabinets.cabinet(entry_id, heat, skip, limit)
        return EntryBanter(
            holder=Holder(entry_id, known.entry_name, known.manager_name),
            season=self._board.season,
            freshness=known.freshness,
            cabinet=found.trophies,
            stats=found.numbers,
            page=found.page,
        )

    async def documents(
        self,
        *,
        tournament_id: str = EVERYBODY,
        season: str | None = None,
        sort: str | None = None,
        order: Order = "desc",
        skip: int = 0,
        limit: int = 20,
        cursor: str | None = None,
    ) -> BanterStats:
        """
        Return a page of everybody's numbers in a tournament.

        `sort` is a stat's key, `updated_at` or `user_id`, which it is without;
        who has no number comes last in either order. Raises BadRequest for
        another, and for a cursor that is none of this question's.
        """
        return await self._documents.page(
            tournament_id, season, sort, order, skip, limit, cursor
        )

    # -- the catalogue -------------------------------------------------------

    def catalogue(self, skip: int = 0, limit: int = 20) -> Page[StatCard]:
        """Return a page of all stats."""
        return _page(cards(), skip, limit)

    def card(self, stat_key: str) -> StatCard:
        """Return a stat's card; raises NotFound."""
        return card_of(stat_of(stat_key))

    # -- inside --------------------------------------------------------------

    async def close(self) -> None:
        """Stop what is under way."""
        await self._flights.close()
        await self._condition.close()
        await self._pages.close()
        await self._histories.close()
        await self._documents.close()
        await self._cabinets.close()

    async def _learn(self) -> None:
        """Have the words read before the first sentence, in a thread."""
        if not self._has_learnt:
            await self._flights.join("words", learn)
            self._has_learnt = True


def _page(items: Sequence[T], skip: int, limit: int) -> Page[T]:
    return Page(items[skip : skip + limit], len(items), skip, limit)


def _coverage(league: StoredLeague, mark: SittingMark | None) -> Coverage:
    """Say of how many members a gameweek was read when it was judged."""
    if mark is None:
        return Coverage(0, league.member_count, league.truncated)
    return Coverage(mark.coverage.read, mark.coverage.roster, league.truncated)
