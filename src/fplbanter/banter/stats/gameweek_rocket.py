"""The best gameweek of the league."""

from fplbanter.banter.folds import best_of
from fplbanter.banter.lines import net_receipt
from fplbanter.banter.needs import NOTHING
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Scope


def weigh(_: Review, outing: Outing) -> int:
    """Return the net points."""
    return outing.net_points


STAT = Stat(
    key="gameweek_rocket",
    number=4,
    title="Gameweek Rocket",
    emoji="🚀",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition="The most net points. Season: the best gameweek.",
    example="81 points less a hit of 4: 77, and nobody has more.",
    week=WeekRule(weigh, net_receipt),
    span=best_of(weigh),
    needs=NOTHING,
)
