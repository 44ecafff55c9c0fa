"""The season's points as bars: where each stands, for an SVG without scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fplbanter.game.model import Chip, Gameweek
from fplbanter.services.answers import EntryGameweek

STEP: Final = 16
BAR: Final = 11
HEIGHT: Final = 96
LEAST_BARS: Final = 20
"""A young season's bars keep their size instead of filling the width."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One gameweek's bar; `y` is measured from the top."""

    gameweek: Gameweek
    x: int
    y: int
    height: int
    points: int
    chip: Chip | None


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars, and how high the mean lies (`mean_y` from the top)."""

    width: int
    height: int
    bar: int
    bars: tuple[Bar, ...]
    mean: int
    mean_y: int


def points_chart(gameweeks: Sequence[EntryGameweek]) -> Chart | None:
    """Lay out net points per gameweek; None when there is nothing to draw."""
    if not gameweeks:
        return None
    points = [max(g.net_points, 0) for g in gameweeks]
    scale = HEIGHT / max([1, *points])
    heights = [max(round(p * scale), 1) for p in points]
    mean = sum(g.net_points for g in gameweeks) / len(gameweeks)
    return Chart(
        width=STEP * max(len(points), LEAST_BARS),
        height=HEIGHT,
        bar=BAR,
        bars=tuple(
            Bar(g.gameweek, i * STEP, HEIGHT - h, h, g.net_points, g.chip)
            for i, (g, h) in enumerate(zip(gameweeks, heights, strict=True))
        ),
        mean=round(mean),
        mean_y=HEIGHT - max(round(mean * scale), 0),
    )
