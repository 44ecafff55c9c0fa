"""
The loop of whoever leads: reads FPL at the pace of the game, and has it told.

It runs on the clock that it is given, so in a demo it keeps up with the
simulator's. What belongs to single leagues it leaves to workers where there are
any (`timetable.py`), and has it done behind by itself where there are none. When
something is due is said by `live/rhythm.py`, who leads by `live/leading.py`.
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
from fplbanter.jobs.timetable import Timetable
from fplbanter.live.pace import Reading
from fplbanter.live.rhythm import Rhythm
from fplbanter.services.product import Product
from fplbanter.services.upstream_health import Part
from fplbanter.store.leagues import StoredLeague

log = logging.getLogger(__name__)

LEAST_REAL_SECONDS = 0.4
"""Between two looks however fast the clock runs: a demo must leave air."""

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


class MatchdayLoop:
    """Reads what is due, again and again, until it is cancelled."""

    def __init__(
        self,
        product: Product,
        clock: Clock,
        live_seconds: float | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rhythm = Rhythm(live_seconds)
        self._product = product
        self._clock = clock
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
        self._rhythm.is_empty = product.board.is_empty
        await self._read(Reading.SEASON, product.season_reader.refresh_season)
        self._rhythm.is_empty = product.board.is_empty
        if product.board.is_empty:
            return
        await self._read(Reading.FIXTURES, product.season_reader.refresh_fixtures)
        current = product.board.current()
        if current is None:
            return
        self._rhythm.watched = await self._is_watched()
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
        now = self._clock.now()
        return self._rhythm.pause(now, self._mood(now))

    async def _read(
        self,
        reading: Reading,
        read: Callable[[], Awaitable[None]],
        *,
        urgent: bool = False,
    ) -> None:
        now = self._clock.now()
        if not self._rhythm.is_due(reading, now, self._mood(now), urgent=urgent):
            return
        self._rhythm.begun(reading, now)
        try:
            await read()
            self._rhythm.succeeded(reading)
        except StoreUnavailable as error:
            log.debug("Reading %s was not saved: %s", reading, error)
            self._rhythm.was_not_saved(reading)
        except UpstreamError as error:
            # That they are away is said once, elsewhere.
            log.debug("Reading %s failed: %s", reading, error)
            await self._tell_next_try(reading)
        except (BanterError, ValueError) as error:
            log.warning("Reading %s failed: %s", reading, error)

    async def _tell_next_try(self, reading: Reading) -> None:
        """Let everybody know when what failed is read again."""
        now = self._clock.now()
        seconds = self._rhythm.seconds(reading, self._mood(now))
        if reading in PARTS and seconds is not None:
            at = now + timedelta(seconds=seconds)
            await self._product.health.read_again_at(at, PARTS[reading])

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
            self._rhythm.was_read(Reading.LIVE, live.as_of)

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

    async def _is_watched(self) -> bool:
        """Say whether anybody has looked at a league lately; in doubt somebody has."""
        try:
            return bool(await self._watched(WATCHED_FOR))
        except StoreUnavailable:
            return True

    async def _watched(self, span: timedelta) -> tuple[StoredLeague, ...]:
        since = self._clock.now() - span
        return await self._product.store.leagues.find_watched(
            self._product.board.season, since, WATCHED_LEAGUES
        )
