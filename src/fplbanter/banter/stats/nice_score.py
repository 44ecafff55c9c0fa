"""A number that makes the league smile."""

from fplbanter.banter.folds import times_of
from fplbanter.banter.lines import net_receipt
from fplbanter.banter.needs import NOTHING
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Pick, Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Scope


def weigh(review: Review, outing: Outing) -> int | None:
    """Return the net points, if they are one of the league's funny numbers."""
    net = outing.net_points
    return net if net in review.nice_numbers else None


STAT = Stat(
    key="nice_score",
    number=16,
    title="Nice Score",
    emoji="😏",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "Everybody with exactly 69 net points, or another number that the league "
        "has chosen. Season: how often."
    ),
    example="73 points less a hit of 4: 69.",
    week=WeekRule(weigh, net_receipt, Pick.EVERY),
    span=times_of(weigh),
    needs=NOTHING,
)
