"""
The simulator's own time: virtual, paced, frozen at will.

The only module that looks at the machine's clock.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Pacing(Protocol):
    """How fast virtual time runs at a moment."""

    def leg(self, now: datetime, /) -> tuple[float, datetime | None]:
        """Return virtual seconds per real second, and until when that holds."""
        ...


class SteadyPace:
    """One pace for ever."""

    def __init__(self, pace: float) -> None:
        self._pace = pace

    def leg(self, _now: datetime, /) -> tuple[float, datetime | None]:
        """Return the pace."""
        return self._pace, None


class SimulatorClock:
    """
    A virtual clock. It stands still until it is given a pace.

    `ticks` counts real seconds; tests may give their own.
    """

    def __init__(
        self,
        now: datetime,
        pacing: Pacing | None = None,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now = now.astimezone(UTC)
        self._pacing: Pacing = pacing or SteadyPace(0.0)
        self._ticks = ticks
        self._seen = ticks()

    def now(self) -> datetime:
        """Return the virtual time in UTC."""
        real = self._ticks()
        left, self._seen = real - self._seen, real
        while left > 0:
            pace, until = self._pacing.leg(self._now)
            if pace <= 0:
                break
            if until is None or (until - self._now).total_seconds() > left * pace:
                self._now += timedelta(seconds=left * pace)
                break
            left -= (until - self._now).total_seconds() / pace
            self._now = until
        return self._now

    @property
    def pace(self) -> float:
        """Virtual seconds per real second, at this moment."""
        return self._pacing.leg(self.now())[0]

    def set_pace(self, pace: float | Pacing) -> None:
        """Run at that pace from now on; 0 freezes."""
        self.now()
        self._pacing = SteadyPace(pace) if isinstance(pace, int | float) else pace

    def move_to(self, now: datetime) -> None:
        """Put the clock to a moment, also an earlier one."""
        self._seen = self._ticks()
        self._now = now.astimezone(UTC)

    def advance(self, seconds: float) -> None:
        """Move on by virtual seconds."""
        self.move_to(self.now() + timedelta(seconds=seconds))
