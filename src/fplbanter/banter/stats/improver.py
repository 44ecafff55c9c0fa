"""Who beat his own last gameweek by most."""

from fplbanter.banter.folds import best_of
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Line, Receipt, Scope

BETTER = Threshold(least=1)


def weigh(review: Review, outing: Outing) -> int | None:
    """Return the net points more than in the gameweek before."""
    before = review.outing_before(outing.entry_id)
    return None if before is None else outing.net_points - before.net_points


def prove(review: Review, outing: Outing) -> Receipt:
    """Show both gameweeks."""
    before = review.outing_before(outing.entry_id)
    lines = [Line("net_points", outing.net_points, gameweek=review.gameweek)]
    if before is not None and review.previous is not None:
        week = review.previous.gameweek
        lines.append(Line("net_points", before.net_points, times=-1, gameweek=week))
    return Receipt(outing.entry_id, tuple(lines))


STAT = Stat(
    key="improver",
    number=9,
    title="Improver",
    emoji="💪",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "The most net points more than in the gameweek before, one at least. "
        "Season: the best gameweek."
    ),
    example="29 last time and 74 this time: 45.",
    week=WeekRule(weigh, prove, threshold=BETTER),
    span=best_of(weigh, threshold=BETTER),
    needs=frozenset({Need.PREVIOUS}),
)
