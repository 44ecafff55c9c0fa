"""
What is due of the work behind: line-ups, members, seasons, settlement, judging.

It runs on the product's clock and only asks for jobs; asking for one that is open
already is nothing. For what it has asked it keeps in mind, so that a league in
which nothing has changed is left alone; a restart forgets that, and then each job
finds at once that there is nothing to do.
"""

import time
from collections.abc import Callable, Hashable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.services.backfill import FIRST
from fplbanter.services.job_kinds import JobKind
from fplbanter.services.product import Product
from fplbanter.services.recent import Recent
from fplbanter.store.leagues import StoredLeague

JUDGED_EVERY: Final = timedelta(seconds=60)
"""Between two judgings of watched leagues while points move."""

TOGETHER_EVERY: Final = timedelta(minutes=10)
"""Between two judgings of all entries together."""

SETTLED_EVERY: Final = timedelta(minutes=11)
"""Between two reads of a gameweek that FPL says it has checked."""

LEAST_REAL_SECONDS: Final = 5.0
"""Between two of each, however fast the clock runs."""

FILLED_MEMBERS: Final = 100
"""Larger leagues' seasons are read only when somebody asks for it."""

PAST_A_DAY: Final = 3_000
"""
Line-ups of gameweeks gone by that are read unasked for on a day with matches, and
whatever else the seasons lack while the day's deadline is still to come.

A small installation has its season at once. A large one has it on the next day
without matches: on a Saturday FPL is asked for what moves (`benchmarks/thrift.py`).
"""

KEPT: Final = 5_000


class Timetable:
    """Asks for the jobs that are due. `monotonic` is in real seconds."""

    def __init__(
        self, product: Product, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._product = product
        self._monotonic = monotonic
        self._done: dict[Hashable, tuple[datetime, float]] = {}
        self._asked: Recent[tuple[JobKind, LeagueId], object] = Recent(KEPT)
        self._stand: object = None
        self._judged = 0
        self._judged_together = 0
        self._past_on: date | None = None
        self._past_left = 0

    @property
    def is_kept(self) -> bool:
        """Whether there are workers to ask."""
        return self._product.refreshes.are_worked_on

    async def import_picks(
        self, gameweek: Gameweek, leagues: Sequence[StoredLeague]
    ) -> None:
        """Have line-ups read: after the deadline, for newcomers, once settled."""
        settled = self._product.board.state(gameweek).checked
        for league in leagues:
            stand = (gameweek, settled, league.as_of)
            await self._ask_once(JobKind.IMPORT_PICKS, league, stand, gameweek)

    async def sync_members(self, leagues: Sequence[StoredLeague]) -> None:
        """Have tables read anew: who joined, who left."""
        for league in leagues:
            await self._ask(JobKind.SYNC_MEMBERS, league)

    async def fill(self, gameweek: Gameweek, leagues: Sequence[StoredLeague]) -> None:
        """Have small leagues' seasons read: when new, and once more is shown."""
        board = self._product.board
        today = self._product.clock.now().date()
        busy = today if board.has_matches_on(today) else None
        shown = board.are_picks_out(gameweek) and not board.has_deadline_on(today)
        stand = (gameweek, board.settled_through(), shown, busy)
        for league in leagues:
            if league.complete and league.member_count <= FILLED_MEMBERS:
                key = (JobKind.BACKFILL_SEASON, league.league.league_id)
                if self._asked.get(key) != stand:
                    await self._fill(league, gameweek, busy, shown=shown)
                    self._asked.put(key, stand)

    async def is_judging_due(self, gameweek: Gameweek) -> bool:
        """Say whether watched leagues are to be looked through, to be judged."""
        stand = await self._what_counts(gameweek)
        if stand != self._stand and self._is_due("judging", JUDGED_EVERY):
            self._stand, self._judged = stand, self._judged + 1
            return True
        return self._is_due("newcomers", JUDGED_EVERY)

    async def judge(self, gameweek: Gameweek, leagues: Sequence[StoredLeague]) -> None:
        """Have leagues judged in which points have moved since they were."""
        for league in leagues:
            stand = (gameweek, self._judged)
            await self._ask_once(JobKind.JUDGE_LEAGUE, league, stand, gameweek)

    async def judge_together(self, gameweek: Gameweek) -> None:
        """Have all entries judged together, some time after leagues were."""
        if self._judged_together == self._judged:
            return
        if self._is_due("together", TOGETHER_EVERY):
            self._judged_together = self._judged
            await self._ask_about(JobKind.JUDGE_INSTALLATION, gameweek)

    async def settle(self) -> None:
        """Have the newest gameweek that FPL has checked read until it is settled."""
        gameweek = self._product.board.settled_through()
        if gameweek < 1 or not self._is_due(("settling", gameweek), SETTLED_EVERY):
            return
        if not await self._product.settlement.is_settled(gameweek):
            await self._ask_about(JobKind.SETTLE_GAMEWEEK, gameweek)

    # -- inside --------------------------------------------------------------

    async def _fill(
        self,
        league: StoredLeague,
        gameweek: Gameweek,
        busy: date | None,
        *,
        shown: bool,
    ) -> None:
        """Have a season read, or as much of it as may be on a day with matches."""
        season, league_id = self._product.board.season, league.league.league_id
        oldest = FIRST
        if busy is not None and not await self._may_read(
            league_id, gameweek, busy, shown=shown
        ):
            if not shown:
                return
            oldest = gameweek
        about = f"{season}:{league_id}:{oldest}"
        await self._product.refreshes.enqueue(
            JobKind.BACKFILL_SEASON,
            about,
            league_id=int(league_id),
            oldest=int(oldest),
        )

    async def _may_read(
        self, league_id: LeagueId, gameweek: Gameweek, today: date, *, shown: bool
    ) -> bool:
        """Say whether all that lacks may be read today, and count it if so."""
        if self._past_on != today:
            self._past_on, self._past_left = today, PAST_A_DAY
        gaps = await self._product.backfill.gaps(league_id)
        past = sum(kept[0] < gameweek for kept in gaps.lineups)
        # What is read before a deadline is soon out of date.
        cost = past if shown else gaps.requests
        if cost > self._past_left:
            return False
        self._past_left -= cost
        return True

    def _is_due(self, what: Hashable, every: timedelta) -> bool:
        """Say whether something is due, and take note that it is done."""
        now, real = self._product.clock.now(), self._monotonic()
        last, last_real = self._done.get(what, (None, 0.0))
        if last is not None:
            waited = real - last_real >= LEAST_REAL_SECONDS
            if not waited or timedelta(0) <= now - last < every:
                return False
        self._done[what] = (now, real)
        return True

    async def _what_counts(self, gameweek: Gameweek) -> object:
        """Return what verdicts of a gameweek depend on that all leagues share."""
        board = self._product.board
        snapshot = await board.snapshot(gameweek)
        settled = await self._product.settlement.is_settled(gameweek)
        phase = board.phase(gameweek)
        return gameweek, phase, settled, snapshot.stats, snapshot.fixtures

    async def _ask_once(
        self,
        kind: JobKind,
        league: StoredLeague,
        stand: object,
        gameweek: Gameweek | None = None,
    ) -> None:
        """Ask for a job unless it was asked for as things stand."""
        key = (kind, league.league.league_id)
        if self._asked.get(key) != stand:
            await self._ask(kind, league, gameweek)
            self._asked.put(key, stand)

    async def _ask(
        self, kind: JobKind, league: StoredLeague, gameweek: Gameweek | None = None
    ) -> None:
        season, league_id = self._product.board.season, league.league.league_id
        about, named = f"{season}:{league_id}", {"league_id": int(league_id)}
        if gameweek is not None:
            about, named = f"{about}:{gameweek}", named | {"gameweek": int(gameweek)}
        await self._product.refreshes.enqueue(kind, about, **named)

    async def _ask_about(self, kind: JobKind, gameweek: Gameweek) -> None:
        about = f"{self._product.board.season}:{gameweek}"
        await self._product.refreshes.enqueue(kind, about, gameweek=int(gameweek))
