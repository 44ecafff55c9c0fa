"""
How long an answer of FPL is good for: one table, by endpoint and by what goes on.

Soft is when it is asked for again; a copy that is older is still given out,
saying so, until hard is over. What can never change again is final: it is good
for ever. Fact sheet section 5 ("Suggested refresh") is where the figures are from.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Final

from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.calendar import Calendar
from fplbanter.fpl.copies import Copy
from fplbanter.game.moods import Mood

DAY: Final = 86_400.0
JITTER: Final = 0.1
"""Lifetimes differ by so much, so that what came together is not asked together."""

YOUNG: Final = 0.5
"""The part of a soft lifetime in which nobody asks again who wants it fresh."""

_MOODS: Final = tuple(Mood)


def _row(*seconds: float) -> Mapping[Mood, float]:
    """Give each mood its seconds, in the order of `Mood`."""
    return dict(zip(_MOODS, seconds, strict=True))


SOFT: Final[Mapping[str, Mapping[Mood, float]]] = {
    #                 in play, match day, deadline, settling, quiet
    "season": _row(900, 900, 120, 600, 900),
    "fixtures": _row(60, 120, 300, 600, 900),
    "live": _row(45, 300, 600, 600, 3600),
    "day_status": _row(120, 300, 600, 600, 3600),
    "profile": _row(600, 900, 600, 1800, 3600),
    "history": _row(1800, 1800, 1800, 1800, 3600),
    "picks": _row(1800, 1800, 600, 1800, 3600),
    "classic": _row(120, 600, 600, 900, 3600),
    "head_to_head": _row(120, 600, 600, 900, 3600),
    "matches": _row(300, 600, 600, 900, 3600),
}
"""Seconds after which an answer is asked for again."""

ANYTHING_ELSE: Final = _row(1800, 1800, 1800, 1800, 3600)
"""What is not in the table moves once a day or less."""

MISSING: Final = _row(300, 600, 60, 600, 600)
"""A 404: line-ups appear some 50 minutes after a deadline (fact sheet 5.1)."""

FINAL_WITH_GAMEWEEK: Final = (endpoints.LIVE.name, endpoints.PICKS.name)
"""What never changes once its gameweek is settled for good."""


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """
    The lifetimes as this installation has them.

    `live` replaces the table's seconds for live points while a match is played,
    `hard` is for how many seconds an old copy is given out at all.
    """

    live: float = 45.0
    hard: float = 7 * DAY

    def soft(self, asked: Asked, calendar: Calendar) -> float:
        """Return the seconds after which an answer is asked for again."""
        mood = calendar.mood_of(asked)
        if asked.endpoint is endpoints.LIVE and mood is Mood.IN_PLAY:
            return self.live
        return SOFT.get(asked.endpoint.name, ANYTHING_ELSE)[mood]

    def fresh_for(self, asked: Asked, copy: Copy, calendar: Calendar) -> float:
        """
        Return for how many seconds a copy is still fresh; 0 or less: it is stale.

        Infinity for a final one. Seconds are the calendar's clock's.
        """
        if copy.final:
            return inf
        soft = self._soft_of(asked, copy, calendar) * spread(asked, copy.version)
        return soft - calendar.age(copy.checked_at)

    def is_young(self, asked: Asked, copy: Copy, calendar: Calendar) -> bool:
        """Say whether it is so new that also who wants it fresh takes it."""
        if copy.final:
            return True
        soft = self._soft_of(asked, copy, calendar)
        return calendar.age(copy.checked_at) < soft * YOUNG

    def is_dead(self, copy: Copy, calendar: Calendar) -> bool:
        """Say whether it is too old to be shown at all."""
        return not copy.final and calendar.age(copy.checked_at) > self.hard

    def keep_for(self, asked: Asked, copy: Copy, calendar: Calendar) -> float:
        """Return the seconds that a copy is kept."""
        if copy.body is None:
            return self._soft_of(asked, copy, calendar)
        return self.hard

    def _soft_of(self, asked: Asked, copy: Copy, calendar: Calendar) -> float:
        if copy.body is None:
            return MISSING[calendar.mood_of(asked)]
        return self.soft(asked, calendar)


def is_final(asked: Asked, calendar: Calendar) -> bool:
    """Say whether what FPL answers now can never change again."""
    gameweek = asked.param("gw")
    if asked.endpoint.name not in FINAL_WITH_GAMEWEEK or gameweek is None:
        return False
    return calendar.settled_for_good(gameweek)


def spread(asked: Asked, version: int) -> float:
    """
    Return 0.9 to 1.1, the same for a copy in all processes.

    Many keys that were read together must not all be asked for together.
    """
    part = zlib.crc32(f"{asked.path} {version}".encode()) / 2**32
    return 1.0 - JITTER + 2 * JITTER * part
