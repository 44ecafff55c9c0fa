"""A captain who failed while somebody else of the eleven did not."""

from fplbanter.banter.captaincy import chosen, regret, regret_lines
from fplbanter.banter.folds import total_of
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Receipt, Scope

BLANK = 2
"""A captain with no more than this has failed."""


def weigh(review: Review, outing: Outing) -> int | None:
    """Return what the armband cost, if the captain failed or stayed away."""
    captain = chosen(review, outing)
    if captain is None:
        return None
    failed = review.raw(captain) <= BLANK or not review.played(captain)
    return regret(review, outing) if failed else None


def prove(review: Review, outing: Outing) -> Receipt:
    """Show the best of the eleven, and whoever wore the armband."""
    return Receipt(outing.entry_id, regret_lines(review, outing))


def merit(review: Review, outing: Outing) -> tuple[int]:
    """Put ahead whose captain scored less himself."""
    captain = outing.lineup.captain
    return (0 if captain is None else -review.raw(captain),)


STAT = Stat(
    key="captain_catastrophe",
    number=2,
    title="Captain Catastrophe",
    emoji="🤦",
    side=Side.SHAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "What the best of the submitted eleven would have brought more with the "
        "armband (once, with triple captain twice), where the captain scored 2 or "
        "less or did not play; equal: the lower captain. Told when his matches "
        "are over. Season: the sum."
    ),
    example="The captain has 1 point, a midfielder 14: 13.",
    week=WeekRule(weigh, prove, threshold=Threshold(least=1), merit=merit),
    span=total_of(weigh),
)
