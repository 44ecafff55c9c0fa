"""Who came closest to the leader, measured by how far away he was."""

from fplbanter.banter.folds import best_of
from fplbanter.banter.needs import NOTHING
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Line, Receipt, Scope

CLOSER = Threshold(least=1)


def leads(review: Review) -> tuple[int, int]:
    """Return the leader's total before the gameweek and after it."""
    everyone = review.outings.values()
    before = max((o.previous_total for o in everyone if o.last_rank), default=0)
    return before, max(o.total for o in everyone)


def weigh(review: Review, outing: Outing) -> int | None:
    """Return the points made good on the leader; None without a place before."""
    if not outing.last_rank:
        return None
    before, after = review.once("leads", lambda: leads(review))
    return (before - outing.previous_total) - (after - outing.total)


def prove(review: Review, outing: Outing) -> Receipt:
    """Show the gap before and the gap after."""
    before, after = leads(review)
    return Receipt(
        outing.entry_id,
        (
            Line("leader_before", before),
            Line("total_before", outing.previous_total, times=-1),
            Line("leader", after, times=-1),
            Line("total", outing.total),
        ),
    )


STAT = Stat(
    key="gap_closer",
    number=12,
    title="Gap Closer",
    emoji="🏹",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "The most points made good on the leader, whoever leads: the gap before "
        "less the gap after. Season: the best gameweek."
    ),
    example="120 points behind before, 88 behind after: 32.",
    week=WeekRule(weigh, prove, threshold=CLOSER),
    span=best_of(weigh, threshold=CLOSER),
    needs=NOTHING,
    relative=True,
)
