"""
The poller inside `up` and `demo`: reads FPL at the pace of the game.

It runs on the clock that it is given, so in a demo it keeps up with the
simulator's. What belongs to single leagues it leaves to workers where there are
any (`timetable.py`), and has it done behind by itself where there are none. A later
issue replaces it with pushed changes.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from fplbanter.clock import Clock
from fplbanter.errors import (
    BanterError,
    LeaseLost,
    StoreUnavailable,
    UpstreamError,
)
from fplbanter.game.model import Gameweek, Phase
from fplbanter.game.moods import Mood, mood
from fplbanter.jobs.cadence import Reading, seconds_between
from fplbanter.jobs.timetable import Timetable
from fplbanter.services.product import Product
from fplbanter.services.upstream_health import Part
from fplbanter.store.leagues import StoredLeague

log = logging.getLogger(__name__)

LOOK_SECONDS = 10
"""Of the clock, between two looks at what is due; sooner where points are due."""

LEAST_LOOK_SECONDS = 1
"""Of the clock, between two looks at least."""

LEAST_REAL_SECONDS = 0.4
"""Between two looks however fast the clock runs: a demo must leave air."""

RETRY_SECONDS = 60
"""Of the clock, until what failed or is missing is read again."""

WATCHED_FOR = timedelta(days=14)
WATCHED_NOW = timedelta(hours=6)
WATCHED_LEAGUES = 200
"""Leagues whose line-ups are read without anybody asking, latest looks first."""


Then = Callable[[], Awaitable[object]]


async def _nothing() -> None:
    """Tell nobody."""


PARTS = {
    Reading.SEASON: Part.SEASON,
    Reading.FIXTURES: Part.FIXTURES,
    Reading.LIVE: Part.LIVE,
    Reading.DAY_STATUS: Part.DAY_STATUS,
}
"""The readings that are one question to FPL."""


class Poller:
    """Reads what is due, again and again, until it is cancelled."""

    def __init__(
        self,
        product: Product,
        clock: Clock,
        live_seconds: float | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._live_seconds = live_seconds
        self._product = product
        self._clock = clock
        self._last: dict[Reading, datetime] = {}
        self._failed: set[Reading] = set()
        self._timetable = Timetable(product, monotonic)

    async def run(self, then: Then = _nothing) -> None:
        """
        Look at what is due for ever; `then` is told after each look.

        Raises LeaseLost when that says that another process leads.
        """
        while True:
            await self.look()
            await self._after(then)
            await asyncio.gather(
                self._clock.sleep(self.pause()), asyncio.sleep(LEAST_REAL_SECONDS)
            )

    async def look(self) -> None:
        """Read everything that is due now, each failure by itself."""
        product = self._product
        await self._read(Reading.SEASON, product.season_reader.refresh_season)
        if product.board.is_empty:
            return
        await self._read(Reading.FIXTURES, product.season_reader.refresh_fixtures)
        current = product.board.current()
        if current is None:
            return
        lacking = await product.board.lacks_points(current)
        await asyncio.gather(
            self._read(Reading.LIVE, lambda: self._live(current), urgent=lacking),
            self._read(Reading.DAY_STATUS, self._day_status),
            self._read(Reading.LINEUPS, lambda: self._lineups(current)),
        )
        await self._read(Reading.TABLES, self._tables)
        if self._timetable.is_kept:
            await self._judge(current)

    async def _after(self, then: Then) -> None:
        try:
            await then()
        except LeaseLost:
            raise
        except StoreUnavailable as error:
            log.debug("Nothing was told: %s", error)
        except (BanterError, ValueError) as error:
            log.warning("Telling what changed failed: %s", error)

    # -- when ----------------------------------------------------------------

    def pause(self) -> float:
        """Return the clock's seconds to the next look: points are never late for it."""
        now, last = self._clock.now(), self._last.get(Reading.LIVE)
        seconds = self._seconds(Reading.LIVE, now, urgent=False)
        if seconds is None or last is None:
            return LOOK_SECONDS
        left = seconds - (now - last).total_seconds()
        return min(max(left, LEAST_LOOK_SECONDS), LOOK_SECONDS)

    async def _read(
        self,
        reading: Reading,
        read: Callable[[], Awaitable[None]],
        *,
        urgent: bool = False,
    ) -> None:
        now, last = self._clock.now(), self._last.get(reading)
        seconds = self._seconds(reading, now, urgent=urgent)
        if seconds is None or (last and _is_recent(last, now, seconds)):
            return
        self._last[reading] = now
        self._failed.add(reading)
        try:
            await read()
            self._failed.discard(reading)
        except (UpstreamError, StoreUnavailable) as error:
            # That they are away is said once, elsewhere.
            log.debug("Reading %s failed: %s", reading, error)
            await self._tell_next_try(reading, now)
        except (BanterError, ValueError) as error:
            log.warning("Reading %s failed: %s", reading, error)

    async def _tell_next_try(self, reading: Reading, now: datetime) -> None:
        """Let everybody know when what failed is read again."""
        seconds = self._seconds(reading, now, urgent=False)
        if reading in PARTS and seconds is not None:
            at = now + timedelta(seconds=seconds)
            await self._product.health.read_again_at(at, PARTS[reading])

    def _seconds(
        self, reading: Reading, now: datetime, *, urgent: bool
    ) -> float | None:
        """Return the seconds between two readings; None: not now."""
        if self._product.board.is_empty:
            return LOOK_SECONDS
        seconds = seconds_between(reading, self._mood(now), self._live_seconds)
        if urgent:
            seconds = min(seconds or RETRY_SECONDS, RETRY_SECONDS)
        if seconds is not None and reading in self._failed:
            return min(seconds, RETRY_SECONDS)
        return seconds

    def _mood(self, now: datetime) -> Mood:
        board = self._product.board
        if board.is_empty:
            return Mood.QUIET
        current = board.current()
        phase = board.phase(current) if current is not None else None
        fixtures = board.fixtures(current) if current is not None else ()
        return mood(now, phase, fixtures, board.facts.gameweeks)

    # -- what ----------------------------------------------------------------

    async def _live(self, gameweek: Gameweek) -> None:
        """Read the gameweek's points, until they were read once they are final."""
        board = self._product.board
        moves = board.phase(gameweek) is not Phase.FINAL
        if moves or await board.lacks_points(gameweek):
            live = await self._product.season_reader.refresh_live(gameweek)
            # Somebody else may have had them a moment ago: then they are due sooner.
            self._last[Reading.LIVE] = min(live.as_of, self._last[Reading.LIVE])

    async def _day_status(self) -> None:
        await self._product.season_reader.refresh_day_status()

    async def _lineups(self, gameweek: Gameweek) -> None:
        """Have watched leagues' line-ups read: after deadline and settlement."""
        leagues = await self._watched(WATCHED_FOR)
        if self._timetable.is_kept:
            await self._timetable.import_picks(gameweek, leagues)
            return
        for league in leagues:
            self._product.intakes.start(league.league.league_id, gameweek)

    async def _tables(self) -> None:
        """Have watched leagues' members read anew, behind: who joined, who left."""
        leagues = await self._watched(WATCHED_NOW)
        if self._timetable.is_kept:
            await self._timetable.sync_members(leagues)
            return
        for league in leagues:
            self._product.intakes.read_members(league)

    async def _judge(self, gameweek: Gameweek) -> None:
        """Have judged what moved, and settlement watched."""
        try:
            await self._timetable.settle()
            if await self._timetable.is_judging_due(gameweek):
                leagues = await self._watched(WATCHED_NOW)
                await self._timetable.fill(gameweek, leagues)
                await self._timetable.judge(gameweek, leagues)
            await self._timetable.judge_together(gameweek)
        except StoreUnavailable as error:
            log.debug("Nothing was asked for: %s", error)
        except (BanterError, ValueError) as error:
            log.warning("Asking for jobs failed: %s", error)

    async def _watched(self, span: timedelta) -> tuple[StoredLeague, ...]:
        since = self._clock.now() - span
        return await self._product.store.leagues.find_watched(
            self._product.board.season, since, WATCHED_LEAGUES
        )


def _is_recent(last: datetime, now: datetime, seconds: float) -> bool:
    """Say whether so little time has passed; a clock that was set back counts not."""
    return timedelta(0) <= now - last < timedelta(seconds=seconds)
