"""The most places lost in the league."""

from fractions import Fraction

from fplbanter.banter.folds import best_of
from fplbanter.banter.lines import movement_receipt
from fplbanter.banter.needs import NOTHING
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Pick, Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Scope


def weigh(_: Review, outing: Outing) -> int | None:
    """Return the places won; None without a place before."""
    return outing.last_rank - outing.rank if outing.last_rank else None


DOWN = Threshold(most=-3, or_share=Fraction(-1, 5))


STAT = Stat(
    key="bottle_job",
    number=7,
    title="Bottle Job",
    emoji="📉",
    side=Side.SHAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.PLACES,
    definition=(
        "The most places lost in the league: three, or a fifth of a small league. "
        "Season: the worst gameweek."
    ),
    example="Second before and seventh after: -5 places.",
    week=WeekRule(weigh, movement_receipt, Pick.LEAST, DOWN),
    span=best_of(weigh, pick=Pick.LEAST, threshold=DOWN),
    needs=NOTHING,
    relative=True,
)
