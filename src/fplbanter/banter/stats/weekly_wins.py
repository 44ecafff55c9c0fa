"""How many gameweeks somebody won."""

from fplbanter.banter.folds import ONCE, total_of
from fplbanter.banter.needs import NOTHING
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit
from fplbanter.banter.verdict import Scope


def weigh(review: Review, outing: Outing) -> int:
    """Return 1 for who has the most net points of the gameweek."""
    everyone = review.outings.values()
    best = review.once("best net", lambda: max(o.net_points for o in everyone))
    return int(outing.net_points == best)


STAT = Stat(
    key="weekly_wins",
    number=14,
    title="Weekly Wins",
    emoji="🏆",
    side=Side.FAME,
    scope=Scope.SEASON,
    unit=Unit.WINS,
    definition=(
        "The most gameweeks with the most net points of the league; a shared win "
        "counts one for each."
    ),
    example=("Best of the league in gameweeks 3, 8 and, together with another, 17: 3."),
    span=total_of(weigh, threshold=ONCE),
    needs=NOTHING,
    relative=True,
)
