"""A week's outages as a strip: where each lies, for an SVG without scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fplbanter.services.answers.status import OutageLine

WIDTH: Final = 1_008
"""Units; ten minutes of a week are one."""

HEIGHT: Final = 28
LEAST: Final = 6
"""A short outage is still seen on a phone."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One outage on the strip."""

    x: int
    width: int
    outage: OutageLine


@dataclass(frozen=True, slots=True)
class Strip:
    """The outages from left to right; `days` are where a day begins."""

    width: int
    height: int
    days: tuple[int, ...]
    stretches: tuple[Stretch, ...]


def outage_strip(
    outages: Sequence[OutageLine], since: datetime, now: datetime
) -> Strip:
    """Lay outages out between two moments; what began before is cut off."""
    whole = (now - since) / timedelta(seconds=1)

    def place(moment: datetime) -> int:
        passed = (min(max(moment, since), now) - since) / timedelta(seconds=1)
        return round(WIDTH * passed / whole)

    def stretch(outage: OutageLine) -> Stretch:
        left, right = place(outage.began_at), place(outage.ended_at or now)
        left = min(left, WIDTH - LEAST)
        return Stretch(left, max(right - left, LEAST), outage)

    days = (now - since) // timedelta(days=1)
    return Strip(
        width=WIDTH,
        height=HEIGHT,
        days=tuple(place(now - timedelta(days=day)) for day in range(1, days)),
        stretches=tuple(map(stretch, reversed(outages))),
    )
