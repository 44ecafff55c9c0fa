"""
When each reading is due: by what is going on, and by how the last one ended.

The clock's time is given; nothing is read here.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from fplbanter.game.moods import Mood
from fplbanter.live.pace import Reading, seconds_between

LOOK_SECONDS: Final = 10
"""Of the clock, between two looks at what is due; sooner where points are due."""

LEAST_LOOK_SECONDS: Final = 1
"""Of the clock, between two looks at least."""

RETRY_SECONDS: Final = 60
"""Of the clock, until what failed or is missing is read again."""

UNSAVED_SECONDS: Final = 5
"""
Of the clock, until what was read and could not be saved is tried again: the other
processes know nothing of it. FPL's answer is still at hand then (`fpl/gateway.py`).
"""

UNWATCHED_SECONDS: Final[Mapping[Reading, int]] = MappingProxyType(
    {Reading.LIVE: 900, Reading.DAY_STATUS: 3600}
)
"""Between two readings of what nobody watches or follows a league for."""


class Rhythm:
    """
    Says what is due, and remembers what was read.

    `live_seconds` is what the installation has set for points in play.
    """

    def __init__(self, live_seconds: float | None = None) -> None:
        self._live_seconds = live_seconds
        self._last: dict[Reading, datetime] = {}
        self._failed: set[Reading] = set()
        self._unsaved: set[Reading] = set()
        self.watched = True
        """Whether somebody watches or follows a league."""
        self.is_empty = False
        """Whether nothing has ever been read: then everything is due at each look."""

    def pause(self, now: datetime, mood: Mood) -> float:
        """Return the clock's seconds to the next look: points are never late for it."""
        last = self._last.get(Reading.LIVE)
        seconds = self.seconds(Reading.LIVE, mood)
        if self._unsaved:
            return UNSAVED_SECONDS
        if seconds is None or last is None:
            return LOOK_SECONDS
        left = seconds - (now - last).total_seconds()
        return min(max(left, LEAST_LOOK_SECONDS), LOOK_SECONDS)

    def is_due(
        self, reading: Reading, now: datetime, mood: Mood, *, urgent: bool = False
    ) -> bool:
        """Say whether something is to be read now; `urgent` is what is missing."""
        seconds = self.seconds(reading, mood, urgent=urgent)
        last = self._last.get(reading)
        if seconds is None:
            return False
        return last is None or not _is_recent(last, now, seconds)

    def seconds(
        self, reading: Reading, mood: Mood, *, urgent: bool = False
    ) -> float | None:
        """Return the seconds between two readings; None: not now."""
        if self.is_empty:
            return LOOK_SECONDS
        seconds = seconds_between(reading, mood, self._live_seconds)
        if seconds is not None and not self.watched:
            seconds = max(seconds, UNWATCHED_SECONDS.get(reading, 0))
        if urgent:
            seconds = min(seconds or RETRY_SECONDS, RETRY_SECONDS)
        if seconds is not None and reading in self._unsaved:
            return min(seconds, UNSAVED_SECONDS)
        if seconds is not None and reading in self._failed:
            return min(seconds, RETRY_SECONDS)
        return seconds

    def begun(self, reading: Reading, at: datetime) -> None:
        """Note that something is being read: it has failed until it is said not to."""
        self._last[reading] = at
        self._failed.add(reading)
        self._unsaved.discard(reading)

    def was_not_saved(self, reading: Reading) -> None:
        """Note that it was read, and the store did not take it."""
        self._unsaved.add(reading)

    def succeeded(self, reading: Reading) -> None:
        """Note that it was read."""
        self._failed.discard(reading)

    def was_read(self, reading: Reading, at: datetime) -> None:
        """Note that somebody else had read it before us: it is due sooner."""
        self._last[reading] = min(at, self._last.get(reading, at))


def _is_recent(last: datetime, now: datetime, seconds: float) -> bool:
    """Say whether so little time has passed; a clock that was set back counts not."""
    return timedelta(0) <= now - last < timedelta(seconds=seconds)
