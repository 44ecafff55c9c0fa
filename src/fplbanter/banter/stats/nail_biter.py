"""Who wins by a whisker."""

from fplbanter.banter.duels import duel, duel_receipt
from fplbanter.banter.folds import times_of
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Pick, Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Receipt, Scope

NARROW = Threshold(most=5)


def weigh(review: Review, outing: Outing) -> int | None:
    """Return by how much he won; None if he did not."""
    found = duel(review, outing)
    margin = found.margin if found else 0
    return margin if margin > 0 else None


def prove(review: Review, outing: Outing) -> Receipt:
    """Show both sides' points."""
    return duel_receipt(outing, duel(review, outing), 1)


STAT = Stat(
    key="nail_biter",
    number=71,
    title="Nail-Biter",
    emoji="💅",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "The narrowest win of a head-to-head gameweek, by 5 points at most. Season: how many there were."
    ),
    example="A match ends 54 to 53: 1.",
    week=WeekRule(weigh, prove, pick=Pick.LEAST, threshold=NARROW, otherwise=None),
    span=times_of(weigh, NARROW),
    needs=frozenset({Need.HEAD_TO_HEAD}),
    relative=True,
)
