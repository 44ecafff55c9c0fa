"""
A sample of managers who stand for the millions: averages, ranks, favourites.

Ranks are read off the normal curve of the sample, so that equal points share
a rank and more points never rank lower.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import erfc, sqrt
from statistics import fmean, pstdev

from fplbanter.simulator.managers import MOST_ENTRIES
from fplbanter.simulator.scores import Row, ScoreBook

SIZE = 60
_MEMBERS = tuple(9_001 + 200_003 * at for at in range(SIZE))


@dataclass(frozen=True, slots=True)
class Curve:
    """Mean and spread of the sample's points."""

    mean: float
    spread: float

    def rank(self, points: int, entries: int) -> int:
        """Return the rank of so many points among so many entries."""
        above = erfc((points - self.mean) / (self.spread * sqrt(2))) / 2
        return max(1, round(entries * above))


@dataclass(frozen=True, slots=True)
class Pulse:
    """What the sample says of one gameweek at one batch."""

    points: Curve
    totals: Curve
    average: int
    highest: int
    highest_entry: int


@dataclass(frozen=True, slots=True)
class Favourites:
    """What managers did before a deadline."""

    selected: int
    transferred_in: int | None
    captained: int
    vice: int
    transfers: int
    chips: dict[str, int]


class Panel:
    """Answers questions about everybody from a sample."""

    def __init__(self, scores: ScoreBook) -> None:
        self._scores = scores
        self._pulse = lru_cache(maxsize=200)(self._count)
        self.favourites = lru_cache(maxsize=60)(self._favourites)

    def pulse(self, gameweek: int, now: datetime) -> Pulse | None:
        """Return the sample's gameweek at the last batch; None before the first."""
        if gameweek < 1:
            return None
        week = self._scores.calendar.gameweek(gameweek)
        counted = week.batches(now)
        if counted == 0:
            return None
        return self._pulse(gameweek, counted, self._scores.live.version)

    def _count(self, gameweek: int, counted: int, _version: int) -> Pulse:
        week = self._scores.calendar.gameweek(gameweek)
        at = week.days[counted - 1].batch
        rows = [row for member in _MEMBERS if (row := self._row(member, gameweek, at))]
        points = [row.points for row in rows]
        best = max(range(len(rows)), key=points.__getitem__)
        return Pulse(
            points=_curve(points),
            totals=_curve([row.total for row in rows]),
            average=round(fmean(points)),
            highest=points[best],
            highest_entry=_MEMBERS[best],
        )

    def _row(self, member: int, gameweek: int, at: datetime) -> Row | None:
        career = self._scores.careers.career(member)
        return self._scores.official(career, gameweek, at)

    def _favourites(self, gameweek: int) -> Favourites:
        """Count the sample's selections of a gameweek."""
        chosen = [
            pick
            for member in _MEMBERS
            if (pick := self._scores.careers.career(member).selection(gameweek))
        ]
        bought = Counter(swap[0] for pick in chosen for swap in pick.swaps)
        held = Counter(player for pick in chosen for player in pick.squad)
        scale = MOST_ENTRIES // SIZE
        chips = Counter(pick.chip for pick in chosen if pick.chip)
        return Favourites(
            selected=held.most_common(1)[0][0],
            transferred_in=bought.most_common(1)[0][0] if bought else None,
            captained=Counter(p.captain for p in chosen).most_common(1)[0][0],
            vice=Counter(p.vice for p in chosen).most_common(1)[0][0],
            transfers=scale * sum(len(pick.swaps) for pick in chosen),
            chips={name: scale * count for name, count in sorted(chips.items())},
        )


def _curve(values: list[int]) -> Curve:
    """Fit the normal curve."""
    return Curve(fmean(values), max(1.0, pstdev(values)))
