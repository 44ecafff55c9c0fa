"""How often each thing is read, by what is going on: one table, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fplbanter.game.model import Fixture, GameweekState, Phase
from fplbanter.game.phases import in_play


class Mood(StrEnum):
    """What is going on, as far as reading FPL is concerned."""

    IN_PLAY = "in_play"
    MATCH_DAY = "match_day"
    DEADLINE = "deadline"
    SETTLING = "settling"
    QUIET = "quiet"


class Reading(StrEnum):
    """What the poller reads."""

    SEASON = "season"
    FIXTURES = "fixtures"
    LIVE = "live"
    DAY_STATUS = "day_status"
    LINEUPS = "lineups"
    TABLES = "tables"


LINEUPS_SECONDS = 120
"""Between two looks for line-ups that are missing, whatever is going on."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two readings; None: not at all."""

    season: int
    fixtures: int
    live: int | None
    day_status: int | None
    tables: int | None
    lineups: int = LINEUPS_SECONDS

    def of(self, reading: Reading) -> int | None:
        """Return the seconds for one kind of reading."""
        found: int | None = getattr(self, reading.value)
        return found


PACES = {
    Mood.IN_PLAY: Pace(900, 60, 45, 120, None),
    Mood.MATCH_DAY: Pace(900, 120, 300, 300, 7200),
    Mood.DEADLINE: Pace(120, 300, None, None, None),
    Mood.SETTLING: Pace(600, 600, 600, 600, 7200),
    Mood.QUIET: Pace(900, 900, None, None, 21600),
}
"""
Fact sheet section 5, "Suggested refresh". Leagues' tables are read for their
members only: while matches are on FPL's points in them are worked out here.
"""

AROUND_DEADLINE = timedelta(minutes=75)
AROUND_KICKOFF = timedelta(minutes=5)
AFTER_WHISTLE = timedelta(hours=2)


def mood(
    now: datetime,
    phase: Phase | None,
    fixtures: Sequence[Fixture],
    deadlines: Sequence[GameweekState],
) -> Mood:
    """Say what is going on in the gameweek whose fixtures are given."""
    if in_play(fixtures) or any(_due(f, now) for f in fixtures):
        return Mood.IN_PLAY
    if any(timedelta(0) <= now - d.deadline <= AROUND_DEADLINE for d in deadlines):
        return Mood.DEADLINE
    if phase is Phase.LIVE and any(_recent(f, now) for f in fixtures):
        return Mood.MATCH_DAY
    if phase is Phase.PROVISIONAL:
        return Mood.SETTLING
    return Mood.QUIET


def _due(fixture: Fixture, now: datetime) -> bool:
    """Say whether a fixture should have kicked off, or is about to."""
    if fixture.kickoff is None or fixture.over or fixture.settled:
        return False
    return -AROUND_KICKOFF <= now - fixture.kickoff <= AFTER_WHISTLE


def _recent(fixture: Fixture, now: datetime) -> bool:
    """Say whether a fixture is played within a few hours of now."""
    if fixture.kickoff is None:
        return False
    return abs(now - fixture.kickoff) <= timedelta(hours=5)
