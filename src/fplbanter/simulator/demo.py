"""
The demo's time: a match day in about three minutes, the waits in between in seconds.

Gameweek 7, in which the demo starts, is played on Saturday and Sunday; the
gameweeks after it also have Fridays and Mondays, as in reality.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime, timedelta

from fplbanter.simulator.calendar import Calendar, Gameweek, minutes
from fplbanter.simulator.simulator import Simulator

PLAY_PACE = 195.0
"""Virtual seconds per real second while a match day is on."""

Step = tuple[datetime, float]
"""The end of a stretch of idle time, and the real seconds it takes."""


class DemoPace:
    """Play at one pace; every idle stretch in its own number of real seconds."""

    def __init__(self, calendar: Calendar) -> None:
        legs = list(_legs(calendar))
        self._ends = [end for end, _ in legs]
        self._paces = [pace for _, pace in legs]

    def leg(self, now: datetime, /) -> tuple[float, datetime | None]:
        """Return the pace, and until when it holds."""
        at = bisect_right(self._ends, now)
        if at == len(self._ends):
            return 1.0, None
        return self._paces[at], self._ends[at]


def _legs(calendar: Calendar) -> Iterator[tuple[datetime, float]]:
    """Yield (end, pace) of every stretch of the season, in order."""
    at = calendar.gameweeks[0].deadline - timedelta(days=7)
    yield at, 3_600.0
    for week in calendar.gameweeks:
        for end, seconds in _steps(week):
            if end > at:
                pace = (end - at).total_seconds() / seconds if seconds else PLAY_PACE
                yield end, pace
                at = end


def _steps(week: Gameweek) -> Iterator[Step]:
    """Yield a gameweek's stretches; 0 seconds stands for the pace of play."""
    yield week.deadline - minutes(10), 3.0
    yield week.updating, 2.0
    yield week.picks_out, 3.0
    for day in week.days:
        yield day.first - minutes(2), 4.0
        yield day.whistle, 0.0
        yield day.whistle + minutes(30), 3.0
        yield day.batch + minutes(5), 3.0
    yield week.settled + minutes(10), 3.0


def build_demo(seed: int = 26, *, live_bonus: bool = True) -> Simulator:
    """Return a simulator that runs by itself from a Saturday afternoon on."""
    simulator = Simulator(seed, live_bonus=live_bonus)
    simulator.clock.set_pace(DemoPace(simulator.world.calendar))
    return simulator
