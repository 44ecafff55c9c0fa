"""The most places won in the league."""

from fplbanter.banter.folds import best_of
from fplbanter.banter.lines import movement_receipt
from fplbanter.banter.needs import NOTHING
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Scope


def weigh(_: Review, outing: Outing) -> int | None:
    """Return the places won; None without a place before."""
    return outing.last_rank - outing.rank if outing.last_rank else None


UP = Threshold(least=1)


STAT = Stat(
    key="on_the_charge",
    number=6,
    title="On the Charge",
    emoji="📈",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.PLACES,
    definition=(
        "The most places won in the league, one at least. Season: the best gameweek."
    ),
    example="Ninth before and third after: 6 places.",
    week=WeekRule(weigh, movement_receipt, threshold=UP),
    span=best_of(weigh, threshold=UP),
    needs=NOTHING,
    relative=True,
)
