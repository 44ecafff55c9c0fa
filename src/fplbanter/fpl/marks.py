"""
What an answer is told from an older one by. Pure.

Some figures only ever rise while a season lasts: a match that is over is not
played again, minutes are not unplayed, a history does not grow shorter. Points
are none of them, since a video referee and FPL's own review lower scores.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from fplbanter.game.model import Season

Step = tuple[Hashable, ...]
"""What rises, from the general to the part: ("fixture", 61, "minutes")."""


@dataclass(frozen=True, slots=True)
class Marks:
    """
    The figures of one answer.

    `steps` only rise, `rows` counts what must not become nothing. Steps of
    another `season` begin anew. Where `passing`, parts come and go with time.
    """

    steps: Mapping[Step, float] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    season: Season | None = None
    passing: bool = False


def another_season(before: Marks, after: Marks) -> bool:
    """Say whether two answers are known to be of different seasons."""
    return None not in (before.season, after.season) and before.season != after.season


def emptied(before: Marks, after: Marks) -> str | None:
    """Return the name of rows that are gone altogether, None if there are none."""
    lost = (name for name, count in before.rows.items() if count)
    return next((name for name in lost if not after.rows.get(name)), None)


def fallen(before: Marks, after: Marks) -> Step | None:
    """Return the first step that is lower than before, or gone; None if none is."""
    for step, value in before.steps.items():
        now = after.steps.get(step)
        if now is None:
            if value > 0 and not before.passing:
                return step
        elif now < value:
            return step
    return None
