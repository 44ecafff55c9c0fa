"""What better captains would have brought over the season."""

from fplbanter.banter.captaincy import chosen, regret
from fplbanter.banter.folds import ONCE, total_of
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit
from fplbanter.banter.verdict import Scope


def weigh(review: Review, outing: Outing) -> int | None:
    """Return what the best armband would have brought more."""
    return None if chosen(review, outing) is None else regret(review, outing)


STAT = Stat(
    key="points_left_on_the_table",
    number=19,
    title="Points Left on the Table",
    emoji="🍽️",
    side=Side.SHAME,
    scope=Scope.SEASON,
    unit=Unit.POINTS,
    definition=(
        "The most points that the best of the submitted eleven would have brought "
        "more with the armband, gameweek by gameweek."
    ),
    example="The armband scores 6 and the best starter 11, then 8 and 8: 5.",
    span=total_of(weigh, threshold=ONCE),
)
