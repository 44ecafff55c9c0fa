"""The worst gameweek of the league, down to the toss of a coin."""

from fplbanter.banter.folds import best_of
from fplbanter.banter.lines import net_receipt
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Pick, Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Scope


def weigh(_: Review, outing: Outing) -> int:
    """Return the net points."""
    return outing.net_points


def merit(review: Review, outing: Outing) -> tuple[int, int, int]:
    """Put ahead on the way down: fewer goals, fewer assists, more transfers."""
    stats = review.stats or {}
    did = [stats[p] for p in outing.counted if p in stats]
    goals, assists = sum(s.goals for s in did), sum(s.assists for s in did)
    return -goals, -assists, outing.lineup.transfers


STAT = Stat(
    key="wooden_spoon",
    number=5,
    title="Wooden Spoon",
    emoji="🥄",
    side=Side.SHAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "The fewest net points; equal: fewer goals of those who counted, then "
        "fewer assists, then more transfers, then a coin that falls the same way "
        "for ever. Season: the worst gameweek."
    ),
    example=(
        "Two have 31 points; one had two scorers and the other none, and gets it."
    ),
    week=WeekRule(weigh, net_receipt, Pick.LEAST, merit=merit, coin=True),
    span=best_of(weigh, pick=Pick.LEAST),
    needs=frozenset({Need.PICKS, Need.EVENTS}),
)
