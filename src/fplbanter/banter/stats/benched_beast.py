"""The best single player whose points did not count."""

from fplbanter.banter.bench import bench_points, best_wasted
from fplbanter.banter.folds import total_of
from fplbanter.banter.lines import player_line
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Receipt, Scope


def weigh(review: Review, outing: Outing) -> int | None:
    """Return what the best wasted player scored."""
    best = best_wasted(review, outing)
    return None if best is None else review.raw(best)


def prove(review: Review, outing: Outing) -> Receipt:
    """Show him, and for context who else was wasted."""
    best = best_wasted(review, outing)
    lines = (player_line(review, "wasted", p, counts=p == best) for p in outing.wasted)
    return Receipt(outing.entry_id, tuple(lines))


def merit(_: Review, outing: Outing) -> tuple[int]:
    """Put ahead whose bench wasted more altogether."""
    return (outing.score.bench_points,)


STAT = Stat(
    key="benched_beast",
    number=1,
    title="Benched Beast",
    emoji="🪑",
    side=Side.SHAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "The most points of a single player that did not count; equal: the larger "
        "bench altogether. Who came on by substitution is not wasted. Not with a "
        "bench boost. Season: the sum of all bench points."
    ),
    example="15 points sit on the bench while the eleven make 38: 15.",
    week=WeekRule(weigh, prove, threshold=Threshold(least=6), merit=merit),
    span=total_of(bench_points),
)
