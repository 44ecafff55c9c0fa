"""A captain whom nobody else in the league dared."""

from fplbanter.banter.folds import total_of
from fplbanter.banter.lines import player_line
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Receipt, Scope

LONG_ENOUGH = 46
"""Minutes from which on he counts."""


def weigh(review: Review, outing: Outing) -> int | None:
    """Return what the captain scored himself, if he is nobody else's."""
    captain = outing.lineup.captain
    if captain is None or review.captains[captain] != 1:
        return None
    return review.raw(captain) if review.minutes(captain) >= LONG_ENOUGH else None


def prove(review: Review, outing: Outing) -> Receipt:
    """Show him."""
    captain = outing.lineup.captain
    lines = () if captain is None else (player_line(review, "captain", captain),)
    return Receipt(outing.entry_id, lines)


STAT = Stat(
    key="maverick_armband",
    number=22,
    title="Maverick Armband",
    emoji="🤠",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "The most points of a captain as submitted whom no other member captained "
        "and who played 46 minutes or more, not multiplied. Season: the sum."
    ),
    example="The only one to captain a centre-half, who scores 12: 12.",
    week=WeekRule(weigh, prove),
    span=total_of(weigh),
    relative=True,
)
