"""The bench with most points on it."""

from fplbanter.banter.bench import bench_points
from fplbanter.banter.folds import total_of
from fplbanter.banter.lines import player_line
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Receipt, Scope


def prove(review: Review, outing: Outing) -> Receipt:
    """Show everybody who did not count."""
    lines = (player_line(review, "wasted", p) for p in outing.wasted)
    return Receipt(outing.entry_id, tuple(lines))


STAT = Stat(
    key="bench_warmer",
    number=27,
    title="Bench Warmer",
    emoji="🧣",
    side=Side.SHAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "The most points of all players together who did not count. Not with a "
        "bench boost. Season: the sum."
    ),
    example="Four players with 2, 9, 0 and 6 points did not count: 17.",
    week=WeekRule(bench_points, prove),
    span=total_of(bench_points),
)
