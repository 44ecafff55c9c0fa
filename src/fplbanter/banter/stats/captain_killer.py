"""Whose captains fail whenever he picks them."""

from fplbanter.banter.captaincy import chosen
from fplbanter.banter.folds import ONCE, total_of
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit
from fplbanter.banter.verdict import Scope

BLANK = 2
"""A captain with no more than this has failed."""


def weigh(review: Review, outing: Outing) -> int | None:
    """Return 1 for a captain who failed; None while he may yet score."""
    captain = chosen(review, outing)
    return None if captain is None else int(review.raw(captain) <= BLANK)


STAT = Stat(
    key="captain_killer",
    number=18,
    title="Captain Killer",
    emoji="🔪",
    side=Side.SHAME,
    scope=Scope.SEASON,
    unit=Unit.GAMEWEEKS,
    definition=(
        "The most gameweeks in which the captain as submitted scored 2 or less, "
        "staying away included."
    ),
    example="Captains with 2, 1 and 0 points in ten gameweeks: 3.",
    span=total_of(weigh, threshold=ONCE),
)
