"""
Filling a league's whole season in, the newest gameweek first.

What is settled is asked for once. A run that was broken off is taken up where it
ended: the store is all that it remembers.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from fplbanter.cluster.lanes import Lane
from fplbanter.errors import (
    UpstreamBlocked,
    UpstreamBusy,
    UpstreamError,
    UpstreamForbidden,
    UpstreamNotFound,
    UpstreamUpdating,
)
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services.board import Board
from fplbanter.services.catching_up import catch_up
from fplbanter.services.entries import EntryReader, is_away
from fplbanter.services.gaps import GapFinder, Gaps
from fplbanter.services.membership import Membership
from fplbanter.services.season import SeasonReader
from fplbanter.services.transfers import TransferReader
from fplbanter.store.database import Store

AT_ONCE: Final = 4
"""Readings of all leagues that this process has under way at the same time."""

FIRST: Final = Gameweek(1)

GIVE_UP_AFTER: Final = 3
"""Failures in a row after which a run stops: FPL is not well."""

_LEAVE_ALONE: Final = UpstreamUpdating | UpstreamBlocked | UpstreamBusy
"""After one of these nothing more is asked: FPL has said so itself."""

_ANSWERS: Final = UpstreamNotFound | UpstreamForbidden
"""FPL is well, and has nothing (to show) on this one."""

OnProgress = Callable[[int, int], Awaitable[None]]
"""Is told how many members of how many are read: 31, 50."""

Read = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Filled:
    """
    How a run ended: `read` of `total` members lack nothing any more.

    `asked` readings were made, each of one request, and `failed` of them did.
    """

    read: int
    total: int
    asked: int
    failed: int
    gaps: Gaps


@dataclass(slots=True)
class _Run:
    """
    A run while it goes on; `gaps` are those at the beginning of its stage.

    At its own beginning `whole` members lacked nothing, and `lacking` did.
    """

    on_progress: OnProgress
    whole: int
    lacking: int
    gaps: Gaps
    asked: int = 0
    done: int = 0
    failed: int = 0
    in_a_row: int = 0
    left: int = 0
    told: tuple[int, int] | None = None
    trouble: UpstreamError | None = None

    def begin(self, gaps: Gaps) -> None:
        """Begin a stage with what lacks by now."""
        self.gaps, self.left = gaps, gaps.requests

    def succeeded(self) -> None:
        """Count a reading."""
        self.done, self.left, self.in_a_row = self.done + 1, self.left - 1, 0

    def stumbled(self, error: UpstreamError) -> None:
        """Count a failure, and give up where FPL itself is not well."""
        self.failed += 1
        self.in_a_row += not isinstance(error, _ANSWERS)
        if isinstance(error, _LEAVE_ALONE) or self.in_a_row >= GIVE_UP_AFTER:
            self.trouble = error

    async def tell(self) -> None:
        """
        Tell how far it is, in members, when that has changed.

        Nobody is read whole before the oldest gameweek is: until then as many
        are told as the readings made would be enough for.
        """
        share = self.done / (self.done + self.left) if self.done else 0.0
        await self.say(self.whole + int(self.lacking * share), len(self.gaps.members))

    async def say(self, read: int, total: int) -> None:
        """Tell it in so many words, once."""
        now = min(read, total), total
        if now != self.told:
            self.told = now
            await self.on_progress(*now)


class Backfill:
    """Fills leagues in, of each the best `limit` members; a few readings at once."""

    def __init__(
        self,
        store: Store,
        board: Board,
        entries: EntryReader,
        transfers: TransferReader,
        membership: Membership,
        season_reader: SeasonReader,
        limit: int,
    ) -> None:
        self._store = store
        self._board = board
        self._entries = entries
        self._transfers = transfers
        self._membership = membership
        self._season_reader = season_reader
        self._finder = GapFinder(store, board, entries, transfers, limit)
        self._places = asyncio.Semaphore(AT_ONCE)

    async def gaps(self, league_id: LeagueId, oldest: Gameweek = FIRST) -> Gaps:
        """
        Find what lacks of a league; raises NotFound. FPL is not asked.

        Line-ups and points of gameweeks before the `oldest` are left out.
        """
        await catch_up(self._store, self._board)
        return (await self._finder.find(league_id)).since(oldest)

    async def fill(
        self,
        league_id: LeagueId,
        on_progress: OnProgress,
        oldest: Gameweek = FIRST,
    ) -> Filled:
        """
        Read what lacks of a league whose members are known, and count it.

        Gameweeks before the `oldest` are left alone. A single failure is passed
        over: the next run asks again. Raises NotFound for an unknown league, and
        the UpstreamError of an outage, what was read until then being saved.
        """
        gaps = await self.gaps(league_id, oldest)
        lacking = len(gaps.lacking)
        run = _Run(on_progress, len(gaps.members) - lacking, lacking, gaps)
        # Who joined later or is gone is known when the results have been read.
        for stage in (self._what_all_need, self._what_each_needs):
            run.begin(gaps)
            await run.tell()
            await self._work(run, stage(league_id, gaps))
            gaps = await self.gaps(league_id, oldest)
        total = len(gaps.members)
        await run.say(read := total - len(gaps.lacking), total)
        return Filled(read, total, run.asked, run.failed, gaps)

    # -- what is read --------------------------------------------------------

    def _what_all_need(self, league_id: LeagueId, gaps: Gaps) -> Iterable[Read]:
        if gaps.matches:
            yield partial(self._read_matches, league_id)
        for gameweek in gaps.points[:1]:
            yield partial(self._read_points, gameweek)
        for entry_id in gaps.histories:
            yield partial(self._read_history, entry_id)

    def _what_each_needs(self, _: LeagueId, gaps: Gaps) -> Iterable[Read]:
        picks: dict[Gameweek, list[EntryId]] = {g: [] for g in gaps.points}
        for gameweek, entry_id in gaps.lineups:
            picks.setdefault(gameweek, []).append(entry_id)
        transfers = [partial(self._read_transfers, e) for e in gaps.transfers]
        for gameweek in sorted(picks, reverse=True):
            if gameweek in gaps.points:
                yield partial(self._read_points, gameweek)
            for entry_id in picks[gameweek]:
                yield partial(self._read_lineup, entry_id, gameweek)
            # All of a season's transfers come in one answer, with the newest.
            yield from transfers
            transfers = []
        yield from transfers

    async def _read_matches(self, league_id: LeagueId) -> None:
        season = self._board.season
        await self._membership.read_matches(season, league_id, Lane.BACKFILL)

    async def _read_points(self, gameweek: Gameweek) -> None:
        await self._season_reader.need_points(gameweek, Lane.BACKFILL)

    async def _read_history(self, entry_id: EntryId) -> None:
        await self._entries.read_unless_deleted(entry_id, Lane.BACKFILL)

    async def _read_lineup(self, entry_id: EntryId, gameweek: Gameweek) -> None:
        """Read a line-up, unless it has turned out that there is none."""
        entry = await self._store.entries.find_entry(self._board.season, entry_id)
        if not is_away(entry, gameweek):
            await self._entries.read_gameweek(entry_id, gameweek, Lane.BACKFILL)

    async def _read_transfers(self, entry_id: EntryId) -> None:
        try:
            await self._transfers.read_transfers(entry_id, Lane.BACKFILL)
        except UpstreamNotFound:
            history = await self._entries.read_unless_deleted(entry_id, Lane.BACKFILL)
            if history is not None:
                raise

    # -- how it is read ------------------------------------------------------

    async def _work(self, run: _Run, readings: Iterable[Read]) -> None:
        """Share readings out among a few workers; raises the error of an outage."""
        queue = iter(readings)

        async def work() -> None:
            for read in queue:
                async with self._places:
                    if run.trouble is None:
                        await self._try(run, read)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(AT_ONCE):
                    group.create_task(work())
        except ExceptionGroup as failures:
            # That the store is away is one fact, however many noticed.
            raise failures.exceptions[0] from None
        if run.trouble is not None:
            raise run.trouble

    async def _try(self, run: _Run, read: Read) -> None:
        run.asked += 1
        try:
            await read()
        except UpstreamError as error:
            run.stumbled(error)
        else:
            run.succeeded()
            await run.tell()
