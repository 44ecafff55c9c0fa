"""How often somebody was last."""

from fplbanter.banter.folds import ONCE, total_of
from fplbanter.banter.needs import NOTHING
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit
from fplbanter.banter.verdict import Scope


def weigh(review: Review, outing: Outing) -> int:
    """Return 1 for who has the last place, shared or not, and is not first."""
    return int(outing.rank == review.last_place > 1)


STAT = Stat(
    key="basement_dweller",
    number=13,
    title="Basement Dweller",
    emoji="🕳️",
    side=Side.SHAME,
    scope=Scope.SEASON,
    unit=Unit.GAMEWEEKS,
    definition=(
        "The most gameweeks after which somebody had the last place in the "
        "league, shared ones included."
    ),
    example="Last after 12 of 30 gameweeks: 12.",
    span=total_of(weigh, threshold=ONCE),
    needs=NOTHING,
    relative=True,
)
