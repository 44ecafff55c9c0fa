"""
Telling watched leagues what each tick meant to them: their timeline, and the stream.

A league's moments are kept first, then published, and then it is noted how far it
has been told. Whoever goes on after a crash does the last tick again: what is kept
is kept once by its name, and what is published once by its source.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Protocol

from fplbanter.game.model import EntryId, FixtureId, Gameweek, LeagueId, PlayerId
from fplbanter.game.table import Placing
from fplbanter.live.kinds import MatchEventKind
from fplbanter.live.lineups import MemberChange
from fplbanter.live.publishing import News
from fplbanter.live.state import MatchdayState, player_points
from fplbanter.live.views import LeagueMoment, LeagueView, league_views
from fplbanter.live.views import to_plain as view_plain
from fplbanter.services.answers import StandingRow
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

LAG: Final = 20
"""Ticks by which a league may be behind for its readers to be told of each."""

ALWAYS: Final = frozenset(
    {
        MatchEventKind.MATCH_STARTED,
        MatchEventKind.MATCH_ENDED,
        MatchEventKind.GAMEWEEK_SETTLED,
    }
)
"""What every league's timeline has, whomever it concerns."""

Sold = Mapping[EntryId, Mapping[PlayerId, datetime]]


class Publishes(Protocol):
    """Publishes changes (`live/publishing.py`)."""

    async def publish_all(self, news: Sequence[News], *, fence: int = 0) -> object:
        """Publish several, one of a topic at most."""
        ...


@dataclass(frozen=True, slots=True)
class _Kept:
    """A league's table after a tick, and the roster that it was made of."""

    number: int
    roster: Roster
    then: Roster
    table: Table


class LeagueTelling:
    """Tells one league after the other; what it keeps in mind only saves work."""

    def __init__(
        self,
        store: Store,
        board: Board,
        tables: Tables,
        rosters: Rosters,
        publisher: Publishes | None,
    ) -> None:
        self._store = store
        self._board = board
        self._tables = tables
        self._rosters = rosters
        self._publisher = publisher
        self._kept: Recent[LeagueId, _Kept] = Recent(
            ROWS_KEPT, lambda kept: len(kept.table.rows) + 1
        )
        self._sold: Recent[tuple[LeagueId, Gameweek, int], Sold] = Recent(200)

    async def tell(
        self, league: StoredLeague, step: Step, *, newest: int, fence: int = 0
    ) -> None:
        """
        Tell a league one step; `newest` is the last tick that there is.

        Steps of a league must come in order, and nothing is news in the first.
        Raises LeaseLost and StoreUnavailable: then it has to be told again.
        """
        if step.before is None:
            return
        gameweek = step.after.moment.state.gameweek
        roster = await self._rosters.roster(league, gameweek)
        before = self._before(league, roster, step.before)
        after = self._after(before, step)
        views = await self._views(league, step, before, after)
        await self._keep(league, step, views)
        if newest - step.number < LAG:
            await self._publish(league, step, (before, after), views, fence)
        self._kept.put(league.league.league_id, after)

    # -- tables --------------------------------------------------------------

    def _before(self, league: StoredLeague, roster: Roster, side: Side) -> _Kept:
        kept = self._kept.get(league.league.league_id)
        number = side.moment.number
        if kept is not None and kept.roster is roster and kept.number == number:
            return kept
        then = as_then(roster)
        table = self._tables.build(then, side.snapshot, past=True)
        return _Kept(number, roster, then, table)

    def _after(self, before: _Kept, step: Step) -> _Kept:
        """Return the table after a step; it is worked out where anything moved."""
        if not self._concerns(before.roster, step):
            return replace(before, number=step.number)
        table = self._tables.build(before.then, step.after.snapshot, past=True)
        return replace(before, number=step.number, table=table)

    def _concerns(self, roster: Roster, step: Step) -> bool:
        """Say whether a step moved anything for a player whom a member has."""
        return any(
            member.lineup is not None
            and not step.moved.isdisjoint(member.lineup.lineup.picks)
            for member in roster.members
        )

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
        return await self._new(league, step, views)

    async def _new(
        self, league: StoredLeague, step: Step, views: Sequence[LeagueView]
    ) -> tuple[LeagueView, ...]:
        """Return what is worth telling: what is undone and comes again is told once."""
        found = [v for v in views if v.concerns_anybody or v.kind in ALWAYS]
        known = await self._store.moments.find_told(
            self._board.season,
            league.league.league_id,
            [view.event_id for view in found],
            step.number,
        )
        return tuple(view for view in found if view.event_id not in known)

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

    async def _keep(
        self, league: StoredLeague, step: Step, views: Iterable[LeagueView]
    ) -> None:
        moments = [
            StoredMoment(
                event_id=view.event_id,
                tick=step.number,
                place=place,
                at=view.at,
                item=view_plain(view),
            )
            for place, view in enumerate(views)
        ]
        gameweek = step.after.moment.state.gameweek
        await self._store.moments.add_moments(
            self._board.season, league.league.league_id, gameweek, moments
        )

    # -- the stream ----------------------------------------------------------

    async def _publish(
        self,
        league: StoredLeague,
        step: Step,
        tables: tuple[_Kept, _Kept],
        views: Sequence[LeagueView],
        fence: int,
    ) -> None:
        before, after = (kept.table for kept in tables)
        rows, gone = changed_rows(before.rows, after.rows)
        if self._publisher is None or not (rows or gone or views):
            return
        change = league_change(
            rows,
            gone=gone,
            as_of=step.after.moment.at,
            coverage=after.coverage,
            moments=[told(view_plain(view)) for view in views],
        )
        state = step.after.moment.state
        source = f"{state.season}:{state.gameweek}:tick:{step.number}"
        topic = f"league:{league.league.league_id}"
        await self._publisher.publish_all([News(topic, change, source)], fence=fence)


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
