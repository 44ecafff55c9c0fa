"""Who captains whom everybody captains."""

from fplbanter.banter.folds import share_of
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit
from fplbanter.banter.verdict import Scope

FLOCK = 2
"""Fewer than this are no crowd to run with."""


def weigh(review: Review, outing: Outing) -> int:
    """Return 1 if nobody was captained by more members than his captain."""
    captains = review.captains
    most = max(captains.values(), default=0)
    captain = outing.lineup.captain
    mine = captains[captain] if captain is not None else 0
    return int(mine == most >= FLOCK)


STAT = Stat(
    key="sheep",
    number=21,
    title="Sheep",
    emoji="🐑",
    side=Side.SHAME,
    scope=Scope.SEASON,
    unit=Unit.SHARE,
    definition=(
        "The largest share of gameweeks with the captain whom most of the league "
        "has, two members at least; equally popular ones both count."
    ),
    example="With the crowd in 18 of 20 gameweeks: 0.9.",
    span=share_of(weigh),
    relative=True,
    places=2,
)
