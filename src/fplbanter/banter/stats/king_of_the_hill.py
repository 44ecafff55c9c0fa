"""How often somebody was first."""

from fplbanter.banter.folds import ONCE, total_of
from fplbanter.banter.needs import NOTHING
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit
from fplbanter.banter.verdict import Scope


def weigh(_: Review, outing: Outing) -> int:
    """Return 1 for who is first."""
    return int(outing.rank == 1)


STAT = Stat(
    key="king_of_the_hill",
    number=13,
    title="King of the Hill",
    emoji="⛰️",
    side=Side.FAME,
    scope=Scope.SEASON,
    unit=Unit.GAMEWEEKS,
    definition="The most gameweeks after which somebody was first in the league.",
    example="First after 21 of 30 gameweeks: 21.",
    span=total_of(weigh, threshold=ONCE),
    needs=NOTHING,
    relative=True,
)
