"""Everybody's numbers for whoever asks: sorted by any stat, page by page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from fplbanter.banter.catalogue import catalogue
from fplbanter.errors import BadRequest, NotFound
from fplbanter.game.model import EntryId, LeagueId, Season
from fplbanter.services.answers import Coverage
from fplbanter.services.answers.banter import BanterRow, BanterStats, Holder
from fplbanter.services.banter.cursors import Order, Question, after_of, cursor_of
from fplbanter.services.banter.names import find_holders
from fplbanter.services.banter.shelf import Shelf
from fplbanter.services.banter.tournaments import EVERYBODY, LEAGUE, tournament_of
from fplbanter.services.board import Board
from fplbanter.services.freshness import FreshnessJudge
from fplbanter.services.memory import Memory
from fplbanter.store.banter import After, Figure, StoredNumbers
from fplbanter.store.database import Store

BY_ENTRY: Final = "user_id"
BY_TIME: Final = "updated_at"

ROWS_KEPT: Final = 2_000
"""Documents in memory for when the store does not answer; one takes some 4 kB."""

DIGITS: Final = 12
"""Of a league's number; FPL's have fewer."""


@dataclass(frozen=True, slots=True)
class _Found:
    rows: tuple[StoredNumbers, ...]
    holders: Mapping[str, Holder]
    total: int
    coverage: Coverage


class Documents:
    """Answers with the documents that the judge has saved."""

    def __init__(
        self, store: Store, board: Board, judge: FreshnessJudge, memory: Memory
    ) -> None:
        self._store = store
        self._board = board
        self._judge = judge
        self._memory = memory
        self._shelf: Shelf[_Found] = Shelf(ROWS_KEPT, lambda f: 1 + len(f.rows))

    async def page(
        self,
        tournament_id: str,
        season: str | None,
        sort: str | None,
        order: Order,
        skip: int,
        limit: int,
        cursor: str | None,
    ) -> BanterStats:
        """
        Return a page of documents; without `sort` by entry.

        Raises NotFound for a season or a tournament that is unknown, BadRequest
        for a sort that is no stat, and for a cursor of another question.
        """
        field = _field(sort)
        which = await self._season(season)
        question = Question(which, tournament_id, field, order)
        after = after_of(question, cursor) if cursor is not None else None
        league_id = await self._known_league(which, tournament_id)
        found = await self._shelf.get(
            (question, skip, limit, after),
            None,
            lambda: self._find(question, league_id, after, skip, limit),
        )
        return BanterStats(
            season=which,
            tournament_id=tournament_id,
            sort=sort,
            order=order,
            items=tuple(
                BanterRow(
                    season=which,
                    user_id=row.user_id,
                    tournament_id=tournament_id,
                    stats=row.stats,
                    updated_at=row.updated_at,
                    holder=found.holders[row.user_id],
                )
                for row in found.rows[:limit]
            ),
            total=found.total,
            skip=skip,
            limit=limit,
            next_cursor=_next(question, found.rows, limit),
            coverage=found.coverage,
            freshness=self._judge.of_season(self._board.current()),
        )

    async def numbers(self, entry_id: EntryId) -> dict[str, Figure]:
        """Return one entry's numbers among all that are scored here."""
        found = await self._store.banter_stats.find_numbers(
            self._board.season, EVERYBODY, [str(entry_id)]
        )
        return dict(found[str(entry_id)].stats) if found else {}

    async def close(self) -> None:
        """Stop what is under way."""
        await self._shelf.close()

    # -- what is asked for -----------------------------------------------------

    async def _season(self, season: str | None) -> Season:
        current = self._board.season
        if season is None or season == current:
            return current
        known = await self._store.seasons.find_season(Season(season))
        if known is None:
            raise NotFound(f"Nothing is known of a season {season!r}.")
        return known.season

    async def _known_league(
        self, season: Season, tournament_id: str
    ) -> LeagueId | None:
        """Return a tournament's league, None for everybody; raises NotFound."""
        if tournament_id == EVERYBODY:
            return None
        number = tournament_id.removeprefix(LEAGUE)
        if number.isascii() and number.isdigit() and len(number) <= DIGITS:
            league_id = LeagueId(int(number))
            if tournament_id == tournament_of(league_id):
                key = ("league", season, league_id)
                league = await self._memory.read(
                    key, lambda: self._store.leagues.find_league(season, league_id)
                )
                if league is not None:
                    return league_id
        raise NotFound(f"There is no tournament {tournament_id!r}.")

    # -- what is there ---------------------------------------------------------

    async def _find(
        self,
        question: Question,
        league_id: LeagueId | None,
        after: After | None,
        skip: int,
        limit: int,
    ) -> _Found:
        store = self._store.banter_stats
        season, tournament_id = question.season, question.tournament_id
        total = await store.count_numbers(season, tournament_id)
        rows: tuple[StoredNumbers, ...] = ()
        if skip < total:
            rows = await store.find_page(
                season,
                tournament_id,
                question.field,
                descending=question.order == "desc",
                after=after,
                skip=skip,
                # One more tells whether the list goes on.
                limit=limit + 1,
            )
        members = await self._members(season, league_id)
        holders = await self._holders(season, rows)
        return _Found(rows, holders, total, Coverage(total, max(members, total)))

    async def _members(self, season: Season, league_id: LeagueId | None) -> int:
        if league_id is None:
            return await self._store.results.count_entries(season)
        return await self._store.members.count_members(season, league_id)

    async def _holders(
        self, season: Season, rows: Iterable[StoredNumbers]
    ) -> dict[str, Holder]:
        ids = [EntryId(int(row.user_id)) for row in rows]
        found = await find_holders(self._store, season, ids)
        return {str(entry_id): holder for entry_id, holder in found.items()}


def _field(sort: str | None) -> str:
    """Return the field of a document to sort by: never what somebody wrote."""
    if sort is None or sort == BY_ENTRY:
        return BY_ENTRY
    if sort == BY_TIME:
        return BY_TIME
    stat = catalogue().get(sort)
    if stat is None:
        raise BadRequest("There is no such stat to sort by.", field="sort")
    return f"stats.{stat.key}"


def _next(
    question: Question, rows: tuple[StoredNumbers, ...], limit: int
) -> str | None:
    if len(rows) <= limit:
        return None
    last = rows[limit - 1]
    _, _, stat = question.field.partition(".")
    value = last.updated_at if question.field == BY_TIME else last.stats.get(stat)
    return cursor_of(question, After(value, last.user_id))
