"""What is going on, as far as reading FPL is concerned. Pure: the time is given."""

from collections.abc import Sequence
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
