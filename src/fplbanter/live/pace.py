"""
What is read by itself, and how often, by what is going on.

How long each answer of FPL is good for is in the one table of `fpl/freshness.py`:
it is read again when that is over. Here is what is read at all in which mood,
and what no single answer is about.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from fplbanter.fpl import endpoints
from fplbanter.fpl.freshness import SOFT
from fplbanter.game.moods import Mood


class Reading(StrEnum):
    """What the loop reads."""

    SEASON = "season"
    FIXTURES = "fixtures"
    LIVE = "live"
    DAY_STATUS = "day_status"
    LINEUPS = "lineups"
    TABLES = "tables"


LINEUPS_SECONDS: Final = 120
"""Between two looks for line-ups that are missing, whatever is going on."""

TABLES_SECONDS: Final[Mapping[Mood, int | None]] = {
    Mood.IN_PLAY: None,
    Mood.MATCH_DAY: 7200,
    Mood.DEADLINE: None,
    Mood.SETTLING: 7200,
    Mood.QUIET: 21600,
}
"""
Between two readings of watched leagues' tables, for their members only: while
matches are on FPL's points in them are worked out here.
"""

_ENDPOINTS: Final = {
    Reading.SEASON: endpoints.SEASON,
    Reading.FIXTURES: endpoints.FIXTURES,
    Reading.LIVE: endpoints.LIVE,
    Reading.DAY_STATUS: endpoints.DAY_STATUS,
}
_NOT_READ: Final = {
    Reading.LIVE: (Mood.DEADLINE, Mood.QUIET),
    Reading.DAY_STATUS: (Mood.DEADLINE, Mood.QUIET),
}
"""Points do not move while no match of the gameweek is near."""


def seconds_between(
    reading: Reading, mood: Mood, live_seconds: float | None = None
) -> float | None:
    """
    Return the seconds between two readings; None: not at all.

    `live_seconds` is what the installation has set for live points in play.
    """
    if reading is Reading.LINEUPS:
        return LINEUPS_SECONDS
    if reading is Reading.TABLES:
        return TABLES_SECONDS[mood]
    if mood in _NOT_READ.get(reading, ()):
        return None
    if reading is Reading.LIVE and mood is Mood.IN_PLAY and live_seconds:
        return live_seconds
    return SOFT[_ENDPOINTS[reading].name][mood]
