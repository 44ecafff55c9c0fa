"""
The time machine: a league's table as it was at any moment of a gameweek.

It is worked out anew from what was recorded by then, by the same rules as the live
table, so that it needs no league to have been watched at the time.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from fplbanter.clock import Clock
from fplbanter.errors import BadRequest, NotFound
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.services.answers import Freshness, Page, Standings
from fplbanter.services.board import Board, Snapshot
from fplbanter.services.matchday.recorder import Moment, moment_at
from fplbanter.services.recent import Recent
from fplbanter.services.rosters import Member, Roster, Rosters
from fplbanter.services.tables import Table, Tables, summary
from fplbanter.store.database import Store
from fplbanter.store.leagues import StoredLeague

TABLES_KEPT: Final = 40


class PastTables:
    """Builds tables of moments that are over, and keeps a few."""

    def __init__(
        self, store: Store, board: Board, clock: Clock, tables: Tables, rosters: Rosters
    ) -> None:
        self._store = store
        self._board = board
        self._clock = clock
        self._tables = tables
        self._rosters = rosters
        self._kept: Recent[tuple[LeagueId, Gameweek, int], Table] = Recent(TABLES_KEPT)

    def gameweek_at(self, gameweek: Gameweek | None, at: datetime) -> Gameweek:
        """
        Return the gameweek in which a moment lies: the one asked for, if it does.

        Raises BadRequest for a moment before the season, outside the gameweek, or
        still to come, and NotFound for a gameweek that there is not.
        """
        if at > self._clock.now():
            raise _wrong("That is still to come.")
        begun = [s for s in self._board.facts.gameweeks if s.deadline <= at]
        if not begun:
            raise _wrong(f"The season {self._board.season} had not begun.")
        found = max(begun, key=lambda state: state.deadline)
        if gameweek is not None:
            asked = self._board.state(gameweek)
            if asked.gameweek != found.gameweek:
                raise _wrong(
                    f"That is not in gameweek {gameweek}, which began at "
                    f"{asked.deadline:%Y-%m-%dT%H:%M:%SZ}, but in gameweek "
                    f"{found.gameweek}."
                )
        return found.gameweek

    async def standings(
        self,
        league: StoredLeague,
        gameweek: Gameweek,
        at: datetime,
        skip: int,
        limit: int,
    ) -> Standings:
        """
        Return a page of a league's table as it was; `as_of` is the read it is of.

        Raises NotFound where nothing was recorded by then.
        """
        moment = await moment_at(self._store, self._board.season, gameweek, at)
        if moment is None:
            raise NotFound(await self._unrecorded(gameweek))
        table = await self.table(league, moment)
        return Standings(
            league=summary(league),
            season=self._board.season,
            gameweek=gameweek,
            phase=moment.state.phase,
            coverage=table.coverage,
            freshness=Freshness(moment.at),
            page=Page(table.rows[skip : skip + limit], len(table.rows), skip, limit),
            at=at,
        )

    async def table(self, league: StoredLeague, moment: Moment) -> Table:
        """Return the whole table after a tick."""
        gameweek = moment.state.gameweek
        roster = as_then(await self._rosters.roster(league, gameweek))
        key = (league.league.league_id, gameweek, moment.number)
        kept = self._kept.get(key)
        if kept is not None and kept.roster == roster:
            return kept
        table = self._tables.build(roster, snapshot_of(self._board, moment), past=True)
        self._kept.put(key, table)
        return table

    async def _unrecorded(self, gameweek: Gameweek) -> str:
        since = await self._store.ticks.find_first(self._board.season, gameweek)
        if since is None:
            return f"Nothing was recorded of gameweek {gameweek}."
        return f"Gameweek {gameweek} was recorded from {since:%Y-%m-%dT%H:%M:%SZ} on."


def snapshot_of(board: Board, moment: Moment) -> Snapshot:
    """Return a moment as the board would show it."""
    state = moment.state
    return board.imagined(
        state.gameweek,
        tuple(state.fixtures.values()),
        state.players,
        moment.at,
        final=state.settled,
    )


def as_then(roster: Roster) -> Roster:
    """Return a roster that knows no result of its gameweek yet, or of later ones."""
    before = Gameweek(roster.gameweek - 1)
    members = tuple(_as_then(member, before) for member in roster.members)
    return replace(roster, members=members)


def _as_then(member: Member, before: Gameweek) -> Member:
    results = member.results
    if results is None or results.through <= before:
        return member
    rows = tuple(row for row in results.results if row.gameweek <= before)
    return replace(member, results=replace(results, results=rows, through=before))


def _wrong(message: str) -> BadRequest:
    return BadRequest(message, field="at")
