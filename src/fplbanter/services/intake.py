"""
Filling a league in: its members, then each one's line-up and results.

At most two requests for a member (picks, history). What is settled is never
read again; what was read before a restart is not read twice.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from fplbanter.clock import Clock
from fplbanter.cluster.lanes import Lane
from fplbanter.errors import NotFound, StoreUnavailable, UpstreamError
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.game.moods import AROUND_DEADLINE
from fplbanter.services.board import Board
from fplbanter.services.entries import EntryReader
from fplbanter.services.flights import Flights
from fplbanter.services.membership import Membership
from fplbanter.services.recent import Recent
from fplbanter.services.season import SeasonReader
from fplbanter.store.database import Store
from fplbanter.store.intakes import Intake, IntakeState
from fplbanter.store.leagues import StoredLeague

log = logging.getLogger(__name__)

WORKERS = 4
"""Members read at the same time; the request budget sets the pace."""

TRY_AGAIN_AFTER = 60.0
"""Seconds; however many look at a league that cannot be read."""

KEPT = 2_000
"""Leagues of which the last try and the last success are remembered."""

STUMBLED_KEPT = 10_000

GIVE_UP_AFTER = 3
"""Failures in a row after which the intake stops: FPL is not well."""

Key = tuple[LeagueId, Gameweek]
Done = tuple[datetime, bool]
"""Of a league read whole: when its table was read, and whether all was settled."""


@dataclass(slots=True)
class _Tally:
    """What one run has done so far."""

    read: int = 0
    failed: int = 0
    failed_in_a_row: int = 0
    reason: str = ""


class Intakes:
    """Runs the intakes of this process, one at a time for a league."""

    def __init__(
        self,
        store: Store,
        board: Board,
        clock: Clock,
        membership: Membership,
        entries: EntryReader,
        season_reader: SeasonReader,
        limit: int,
    ) -> None:
        self._store = store
        self._board = board
        self._clock = clock
        self._membership = membership
        self._entries = entries
        self._season_reader = season_reader
        self._limit = limit
        self._flights = Flights()
        self._hurried = asyncio.Semaphore(WORKERS)
        self._tried: Recent[Key, float] = Recent(KEPT)
        self._done: Recent[Key, Done] = Recent(KEPT)
        self._stumbled: Recent[EntryId, None] = Recent(STUMBLED_KEPT)

    @property
    def are_running(self) -> bool:
        """Whether any league is being read."""
        return len(self._flights) > 0

    def start(self, league_id: LeagueId, gameweek: Gameweek) -> None:
        """
        Begin to fill a league in for a gameweek, behind.

        Nothing happens while that goes on, or when it was tried a moment ago:
        however many people look, FPL is asked at this pace.
        """
        key = (league_id, gameweek)
        if not self._flights.is_flying(key) and self._may_try(key):
            task = self._flights.launch(key, lambda: self._go(*key))
            task.add_done_callback(_log_crash)
            task.add_done_callback(lambda done: self._forget_try(key, done))

    def read_members(self, league: StoredLeague) -> None:
        """Begin to read a league's table again, behind: who joined, who left."""
        league_id = league.league.league_id
        if not self._flights.is_flying(league_id):
            task = self._flights.launch(league_id, lambda: self._table(league_id))
            task.add_done_callback(_log_crash)

    async def run(self, league_id: LeagueId, gameweek: Gameweek) -> None:
        """Fill a league in and wait until that has ended."""
        key = (league_id, gameweek)
        await self._flights.join(key, lambda: self._go(*key))

    async def close(self) -> None:
        """Stop every intake; each goes on where it was after the next start."""
        await self._flights.close()

    # -- one run -------------------------------------------------------------

    def _may_try(self, key: Key) -> bool:
        """Say whether the last try is long enough ago, and note this one."""
        now, last = self._clock.elapsed(), self._tried.get(key)
        if last is not None and 0 <= now - last < TRY_AGAIN_AFTER:
            return False
        self._tried.put(key, now)
        return True

    def _forget_try(self, key: Key, task: "asyncio.Task[Any]") -> None:
        """Let the next look try again at once where only our store was away."""
        if not task.cancelled() and isinstance(task.exception(), StoreUnavailable):
            self._tried.drop(key)

    async def _go(self, league_id: LeagueId, gameweek: Gameweek) -> None:
        league = await self._find(league_id)
        if league is None or self._is_done(league, gameweek):
            return
        progress = _begin(league, self._clock.now())
        try:
            if self._is_table_old(league, gameweek):
                await self._save(progress, IntakeState.READING, _Tally())
                await self._flights.join(league_id, lambda: self._table(league_id))
            await self._read_entries(league_id, gameweek, progress)
        except UpstreamError as error:
            await self._save(progress, IntakeState.FAILED, _Tally(reason=error.kind))

    async def _table(self, league_id: LeagueId) -> None:
        """Read all pages of a league's table."""
        league = await self._find(league_id)
        if league is not None:
            await self._membership.read_all(self._board.season, league)

    def _is_table_old(self, league: StoredLeague, gameweek: Gameweek) -> bool:
        """Say whether pages are missing, or were read before this gameweek."""
        if not league.complete:
            return True
        if gameweek != self._board.current():
            return False
        return league.as_of < self._board.counting_since(gameweek)

    async def _read_entries(
        self, league_id: LeagueId, gameweek: Gameweek, progress: Intake
    ) -> None:
        settled = self._board.state(gameweek).checked
        ids, missing = await self._members(league_id, gameweek)
        await self._season_reader.need_points(gameweek, Lane.BACKFILL)
        progress = replace(progress, total=len(ids))
        tally = _Tally(read=len(ids) - len(missing))
        if missing:
            await self._save(progress, IntakeState.READING, tally)
            await self._read_missing(missing, gameweek, progress, tally)
        await self._finish(progress, tally)
        league = await self._find(league_id)
        if league is not None and not tally.failed:
            self._done.put((league_id, gameweek), (league.as_of, settled))

    async def _members(
        self, league_id: LeagueId, gameweek: Gameweek
    ) -> tuple[list[EntryId], list[EntryId]]:
        """Return a league's members, and those to be read, who stumbled last."""
        members = await self._store.members.find_all_members(
            self._board.season, league_id, self._limit
        )
        ids = [member.standing.entry_id for member in members]
        missing = await self._entries.find_unread(ids, gameweek)
        return ids, sorted(missing, key=lambda entry_id: entry_id in self._stumbled)

    async def _read_missing(
        self,
        missing: Sequence[EntryId],
        gameweek: Gameweek,
        progress: Intake,
        tally: _Tally,
    ) -> None:
        """Share the members out among a few workers; all stop when FPL is unwell."""
        queue = iter(missing)

        async def work() -> None:
            for entry_id in queue:
                if tally.failed_in_a_row >= GIVE_UP_AFTER:
                    tally.failed += 1
                    continue
                await self._read_one(entry_id, gameweek, tally)
                await self._save(progress, IntakeState.READING, tally)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(WORKERS):
                    group.create_task(work())
        except ExceptionGroup as failures:
            # That the store is away is one fact, however many noticed.
            raise failures.exceptions[0] from None

    async def _read_one(
        self, entry_id: EntryId, gameweek: Gameweek, tally: _Tally
    ) -> None:
        try:
            async with self._lane(gameweek) as lane:
                await self._entries.read_gameweek(entry_id, gameweek, lane)
        except UpstreamError as error:
            tally.failed, tally.reason = tally.failed + 1, error.kind
            tally.failed_in_a_row += 1
            # The next run begins with the others: a few odd entries at the top
            # must not keep a whole league from being read.
            self._stumbled.put(entry_id, None)
        else:
            tally.read, tally.failed_in_a_row = tally.read + 1, 0
            self._stumbled.drop(entry_id)

    @asynccontextmanager
    async def _lane(self, gameweek: Gameweek) -> AsyncIterator[Lane]:
        """
        Give the lane for a member: line-ups just set go before people who wait.

        Only a few at a time: each slot that goes to who has waited longest is
        then soon somebody's who waits for a page.
        """
        since = self._clock.now() - self._board.state(gameweek).deadline
        if not timedelta(0) <= since <= AROUND_DEADLINE:
            yield Lane.BACKFILL
            return
        async with self._hurried:
            yield Lane.DEADLINE

    # -- what is remembered --------------------------------------------------

    def _is_done(self, league: StoredLeague, gameweek: Gameweek) -> bool:
        """Say whether nothing can have changed since the last whole reading."""
        now = (league.as_of, self._board.state(gameweek).checked)
        done = self._done.get((league.league.league_id, gameweek))
        return done == now and not self._is_table_old(league, gameweek)

    async def _find(self, league_id: LeagueId) -> StoredLeague | None:
        return await self._store.leagues.find_league(self._board.season, league_id)

    async def _finish(self, progress: Intake, tally: _Tally) -> None:
        """Note how a run ended, unless that is written already."""
        state = IntakeState.FAILED if tally.failed else IntakeState.COMPLETE
        known = await self._store.intakes.find_progress(
            self._board.season, progress.league_id
        )
        outcome = (state, progress.total, tally.read)
        if known is None or (known.state, known.total, known.read) != outcome:
            await self._save(progress, state, tally)

    async def _save(self, progress: Intake, state: IntakeState, tally: _Tally) -> None:
        await self._store.intakes.save_progress(
            self._board.season,
            replace(
                progress,
                state=state,
                read=tally.read,
                failed=tally.failed,
                reason=tally.reason,
                updated_at=self._clock.now(),
            ),
        )


def _begin(league: StoredLeague, now: datetime) -> Intake:
    return Intake(
        league_id=league.league.league_id,
        total=league.member_count,
        read=0,
        failed=0,
        state=IntakeState.READING,
        reason="",
        started_at=now,
        updated_at=now,
    )


def _log_crash(task: "asyncio.Task[Any]") -> None:
    """Say that a run broke; that FPL or the store is away is known elsewhere."""
    error = None if task.cancelled() else task.exception()
    known = UpstreamError | NotFound | StoreUnavailable
    if error is not None and not isinstance(error, known):
        log.error("Reading a league broke", exc_info=error)
