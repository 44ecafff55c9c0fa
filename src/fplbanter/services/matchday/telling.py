"""
What each tick means to a league: items of its timeline, and rows of its table.

Everything is worked out from what was recorded and from the roster, so that
whoever goes on after a crash comes to the same. What it keeps in mind saves work.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from fplbanter.game.model import EntryId, FixtureId, Gameweek, LeagueId, PlayerId
from fplbanter.game.table import Placing
from fplbanter.live.kinds import MatchEventKind
from fplbanter.live.lineups import MemberChange
from fplbanter.live.state import MatchdayState, player_points
from fplbanter.live.views import LeagueMoment, LeagueView, league_views
from fplbanter.live.views import to_plain as view_plain
from fplbanter.services.answers import Coverage, StandingRow
from fplbanter.services.board import Board
from fplbanter.services.matchday.past import as_then
from fplbanter.services.matchday.steps import Side, Step
from fplbanter.services.recent import Recent
from fplbanter.services.rosters import Roster, Rosters
from fplbanter.services.streams import league_change
from fplbanter.services.tables import Table, Tables
from fplbanter.store.database import Store
from fplbanter.store.leagues import StoredLeague
from fplbanter.store.moments import StoredMoment
from fplbanter.words.telling import moment as moment_line

ROWS_KEPT: Final = 20_000
"""Rows of all tables in memory together."""

SHOWN: Final = 100
"""Rows of a table that readers of the stream are shown: its first page."""

SOLD_KEPT: Final = 500
"""Leagues of which it is known who was sold."""

ALWAYS: Final = frozenset(
    {
        MatchEventKind.MATCH_STARTED,
        MatchEventKind.MATCH_ENDED,
        MatchEventKind.GAMEWEEK_SETTLED,
    }
)
"""What every league's timeline has, whomever it concerns."""

NOBODY_READ: Final = Coverage(0, 0)

Sold = Mapping[EntryId, Mapping[PlayerId, datetime]]


@dataclass(frozen=True, slots=True)
class Telling:
    """What a tick is to a league: items of its timeline, and rows that changed."""

    league_id: LeagueId
    tick: int
    at: datetime
    views: tuple[LeagueView, ...] = ()
    rows: tuple[StandingRow, ...] = ()
    gone: tuple[EntryId, ...] = ()
    coverage: Coverage = NOBODY_READ

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.views or self.rows or self.gone)

    def without(self, known: Collection[str]) -> "Telling":
        """Return it without what was told before, by its names."""
        fresh = tuple(v for v in self.views if v.event_id not in known)
        return replace(self, views=fresh)

    def moments(self) -> list[StoredMoment]:
        """Return its items as they are kept, in order."""
        return [
            StoredMoment(view.event_id, self.tick, place, view.at, view_plain(view))
            for place, view in enumerate(self.views)
        ]

    def change(self) -> dict[str, Any]:
        """Return what readers of the stream are told."""
        return league_change(
            self.rows,
            gone=self.gone,
            as_of=self.at,
            coverage=self.coverage,
            moments=[told(view_plain(view)) for view in self.views],
        )


@dataclass(frozen=True, slots=True)
class _Kept:
    """A league's table after a tick, and the roster that it was made of."""

    number: int
    roster: Roster
    then: Roster
    table: Table


class LeagueTelling:
    """Works out for one league after the other what a step is to it."""

    def __init__(
        self, store: Store, board: Board, tables: Tables, rosters: Rosters
    ) -> None:
        self._store = store
        self._board = board
        self._tables = tables
        self._rosters = rosters
        self._kept: Recent[LeagueId, _Kept] = Recent(
            ROWS_KEPT, lambda kept: len(kept.table.rows) + 1
        )
        self._sold: Recent[tuple[LeagueId, Gameweek, int], Sold] = Recent(SOLD_KEPT)

    async def tell(
        self, league: StoredLeague, step: Step, moved: Collection[EntryId]
    ) -> Telling:
        """
        Return what a step is to a league; `moved` are the entries it moved.

        Nothing is kept or published yet. Nothing is news in the first step of a
        gameweek. Raises StoreUnavailable.
        """
        league_id, after = league.league.league_id, step.after.moment
        telling = Telling(league_id, step.number, after.at)
        if step.before is None:
            return telling
        roster = await self._rosters.roster(league, after.state.gameweek)
        before = self._before(league, roster, step.before)
        now = self._after(before, step, moved)
        self._kept.put(league_id, now)
        rows, gone = changed_rows(before.table.rows, now.table.rows)
        return replace(
            telling,
            views=await self._views(league, step, before, now),
            rows=tuple(rows),
            gone=tuple(gone),
            coverage=now.table.coverage,
        )

    # -- tables --------------------------------------------------------------

    def _before(self, league: StoredLeague, roster: Roster, side: Side) -> _Kept:
        kept = self._kept.get(league.league.league_id)
        number = side.moment.number
        if kept is not None and kept.roster is roster and kept.number == number:
            return kept
        then = as_then(roster)
        table = self._tables.build(then, side.snapshot, past=True)
        return _Kept(number, roster, then, table)

    def _after(self, before: _Kept, step: Step, moved: Collection[EntryId]) -> _Kept:
        """Return the table after a step; it is worked out where anything moved."""
        if not any(member.entry_id in moved for member in before.roster.members):
            return replace(before, number=step.number)
        table = self._tables.build(before.then, step.after.snapshot, past=True)
        return replace(before, number=step.number, table=table)

    # -- the timeline --------------------------------------------------------

    async def _views(
        self, league: StoredLeague, step: Step, before: _Kept, after: _Kept
    ) -> tuple[LeagueView, ...]:
        loud = [event for event in step.events if not event.is_quiet]
        if not loud and before.table is after.table:
            return ()
        moment = LeagueMoment(
            season=self._board.season,
            gameweek=step.after.moment.state.gameweek,
            league_id=league.league.league_id,
            at=step.after.moment.at,
            members=_members(before.table, after.table),
            points=player_points(step.before.moment.state) if step.before else {},
            sold=await self._sold_by(before.roster),
            player_names=names(self._board),
            matches=match_names(self._board, step.after.moment.state),
        )
        views = league_views(moment, loud)
        return tuple(v for v in views if v.concerns_anybody or v.kind in ALWAYS)

    async def _sold_by(self, roster: Roster) -> Sold:
        """Return whom each member has sold for the gameweek, and when."""
        key = (roster.league.league.league_id, roster.gameweek, roster.version)
        found = self._sold.get(key)
        if found is None:
            ids = [member.entry_id for member in roster.members]
            stored = await self._store.transfers.find_transfers(self._board.season, ids)
            found = {
                entry_id: {
                    t.player_out: t.made_at
                    for t in each.transfers
                    if t.gameweek == roster.gameweek
                }
                for entry_id, each in stored.items()
            }
            self._sold.put(key, found)
        return found


def told(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item of a timeline with its line."""
    return {**item, "text": moment_line(item)}


def changed_rows(
    before: Sequence[StandingRow], after: Sequence[StandingRow]
) -> tuple[list[StandingRow], list[EntryId]]:
    """Return the rows of a first page that are new, and who is on it no longer."""
    was = {row.entry_id: row for row in before[:SHOWN]}
    now = {row.entry_id: row for row in after[:SHOWN]}
    rows = [row for key, row in now.items() if was.get(key) != row]
    gone = [key for key in was if key not in now and key is not None]
    return rows, gone


def _members(before: Table, after: Table) -> list[MemberChange]:
    """Return all members with what they had and have, in the order of the table."""
    was = {s.entry_id: s for s in before.scored}
    now = {s.entry_id: s for s in after.scored}
    stood = {row.entry_id: row for row in before.rows}
    return [
        MemberChange(
            entry_id=row.entry_id,
            name=row.manager_name,
            before=was[row.entry_id].score if row.entry_id in was else None,
            after=now[row.entry_id].score,
            stood=_placing(was, stood.get(row.entry_id)),
            stands=_placing(now, row),
        )
        for row in after.rows
        if row.entry_id is not None and row.entry_id in now
    ]


def _placing(scored: Mapping[EntryId, Any], row: StandingRow | None) -> Placing | None:
    if row is None or row.entry_id is None or row.entry_id not in scored:
        return None
    return Placing(scored[row.entry_id].contender, row.rank, row.last_rank)


def names(board: Board) -> Mapping[PlayerId, str]:
    """Return the players' names as the board has them, looked up when told."""
    return _Names(board)


def match_names(board: Board, state: MatchdayState) -> dict[FixtureId, tuple[str, str]]:
    """Return the clubs at home and away of a gameweek's matches."""
    return {
        fixture.fixture_id: (
            board.club(fixture.home).short_name,
            board.club(fixture.away).short_name,
        )
        for fixture in state.fixtures.values()
    }


class _Names(Mapping[PlayerId, str]):
    def __init__(self, board: Board) -> None:
        self._board = board

    def __getitem__(self, player_id: PlayerId) -> str:
        return self._board.player_name(player_id).name

    def __iter__(self) -> Iterator[PlayerId]:
        return iter(self._board.players)

    def __len__(self) -> int:
        return len(self._board.players)
