"""
What time it is, and how long to wait: given to whoever needs it, never global.

The product runs on the system's clock; a demo on its simulator's; a recording
on the moment it was made; a test on one that it moves by hand.
"""

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """A source of aware UTC time whose seconds may pass faster than real ones."""

    @property
    def pace(self) -> float:
        """How many of this clock's seconds pass in a real one; at least 1."""
        ...

    def now(self) -> datetime:
        """Return the time in UTC."""
        ...

    def elapsed(self) -> float:
        """Return seconds that only ever rise, at this clock's pace."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait for that many seconds of this clock."""
        ...


class SystemClock:
    """The machine's own time."""

    pace = 1.0

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """Return the machine's monotonic seconds."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait for real seconds."""
        await asyncio.sleep(seconds)


class FrozenClock:
    """A clock that stands still until it is moved: for recordings and tests."""

    pace = 1.0

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        """Return the moment at which the clock stands."""
        return self._now

    def move_to(self, now: datetime) -> None:
        """Put the clock to another moment."""
        self._now = now

    def elapsed(self) -> float:
        """Return real seconds: what waits must not wait for ever."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait for real seconds: the clock does not move by itself."""
        await asyncio.sleep(seconds)


class PacedClock:
    """
    A clock that runs `pace` times as fast as real time, set from elsewhere.

    A demo sets it from its simulator again and again, so that both agree. Long
    sleeps end when the clock is set past them.
    """

    _STEP = 0.25
    _HOLD = 8.0

    def __init__(self, now: datetime, pace: float = 1.0) -> None:
        self._base = now
        self._pace = self._fastest = pace
        self._set_at = self._fastest_at = time.monotonic()

    @property
    def pace(self) -> float:
        """
        How fast the other clock has run of late, at most.

        What was read while it raced is old the moment it slows down.
        """
        return max(self._fastest, 1.0)

    def set(self, now: datetime, pace: float) -> None:
        """Follow the other clock: it says `now` and runs at `pace`."""
        self._base, self._pace, self._set_at = now, pace, time.monotonic()
        if pace >= self._fastest or self._set_at - self._fastest_at > self._HOLD:
            self._fastest, self._fastest_at = pace, self._set_at

    def now(self) -> datetime:
        """Return the other clock's time, carried on at its pace."""
        passed = (time.monotonic() - self._set_at) * self._pace
        return datetime.fromtimestamp(self._base.timestamp() + passed, UTC)

    def elapsed(self) -> float:
        """Return the other clock's time in seconds."""
        return self.now().timestamp()

    async def sleep(self, seconds: float) -> None:
        """Wait until this clock has moved on by that many of its seconds."""
        until = self.now().timestamp() + seconds
        while (left := until - self.now().timestamp()) > 0:
            await asyncio.sleep(min(self._STEP, left / max(self._pace, 1e-6)))
