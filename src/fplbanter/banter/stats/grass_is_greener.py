"""Seller's remorse: who left outscored who came."""

from fplbanter.banter.folds import best_of
from fplbanter.banter.moves import gain, move_lines, moves
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Receipt, Scope

TOLD = Threshold(least=5)


def weigh(review: Review, outing: Outing) -> int | None:
    """Return what his worst swap cost; None without one."""
    found = (-gain(review, m) for m in moves(review, outing))
    return max(found, default=None)


def prove(review: Review, outing: Outing) -> Receipt:
    """Show who left and who came."""
    worst = min(moves(review, outing), key=lambda m: gain(review, m))
    return Receipt(outing.entry_id, move_lines(review, worst, -1))


STAT = Stat(
    key="grass_is_greener",
    number=38,
    title="The Grass Is (Not) Greener",
    emoji="🌱",
    side=Side.SHAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "The points of a player sold for the gameweek less those of the one bought "
        "for him, the worst such swap. What was undone before the deadline did not "
        "happen, and a wildcard's and a free hit's are no transfers. Season: the "
        "worst swap of all."
    ),
    example="A forward is sold and scores 13, the new one 2: 11.",
    week=WeekRule(weigh, prove, threshold=TOLD, otherwise=None),
    span=best_of(weigh, threshold=TOLD),
    needs=frozenset({Need.PICKS, Need.TRANSFERS}),
)
