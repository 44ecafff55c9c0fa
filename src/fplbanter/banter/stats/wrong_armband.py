"""A vice-captain who would have been the better captain."""

from fplbanter.banter.captaincy import chosen
from fplbanter.banter.folds import best_of
from fplbanter.banter.lines import player_line
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Receipt, Scope

BETTER = Threshold(least=1)


def weigh(review: Review, outing: Outing) -> int | None:
    """Return the points that the vice-captain had more, if both played."""
    captain, vice = chosen(review, outing), outing.lineup.vice_captain
    if captain is None or vice is None:
        return None
    both = review.played(captain) and review.played(vice)
    return review.raw(vice) - review.raw(captain) if both else None


def prove(review: Review, outing: Outing) -> Receipt:
    """Show both."""
    captain, vice = outing.lineup.captain, outing.lineup.vice_captain
    if captain is None or vice is None:
        return Receipt(outing.entry_id, ())
    right = player_line(review, "vice_captain", vice)
    wrong = player_line(review, "captain", captain, -1)
    return Receipt(outing.entry_id, (right, wrong))


STAT = Stat(
    key="wrong_armband",
    number=23,
    title="Wrong Armband",
    emoji="🔀",
    side=Side.SHAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "The most points that a vice-captain scored more than the captain, both "
        "having played. Told when the captain has finished. Season: the worst "
        "gameweek."
    ),
    example="Captain 2, vice-captain 13: 11.",
    week=WeekRule(weigh, prove, threshold=BETTER),
    span=best_of(weigh, threshold=BETTER),
)
