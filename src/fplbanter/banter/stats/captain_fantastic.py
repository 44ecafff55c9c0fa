"""The captain who brought most."""

from fplbanter.banter.captaincy import armband_line
from fplbanter.banter.folds import best_of
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Receipt, Scope


def times(outing: Outing) -> int:
    """Return how often the armband's wearer counts."""
    wearer = outing.armband
    return 0 if wearer is None else outing.score.multipliers[wearer]


def weigh(review: Review, outing: Outing) -> int:
    """Return what the armband's wearer brought altogether."""
    wearer = outing.armband
    return 0 if wearer is None else review.raw(wearer) * times(outing)


def prove(review: Review, outing: Outing) -> Receipt:
    """Show him and his multiplier."""
    return Receipt(outing.entry_id, armband_line(review, outing, times(outing)))


STAT = Stat(
    key="captain_fantastic",
    number=17,
    title="Captain Fantastic",
    emoji="🦸",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "The most points of whoever wore the armband in the end, multiplier "
        "included. Season: the best gameweek."
    ),
    example="A triple captain scores 15: 45.",
    week=WeekRule(weigh, prove),
    span=best_of(weigh),
)
