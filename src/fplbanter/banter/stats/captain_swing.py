"""What the armband won or lost against the league."""

from fplbanter.banter.captaincy import armband_line, armband_raw
from fplbanter.banter.folds import total_of
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Line, Number, Receipt, Scope, exact, mean


def extra(review: Review, outing: Outing) -> int:
    """Return what the armband brought on top."""
    return outing.extra_times * armband_raw(review, outing)


def league_mean(review: Review) -> Number:
    """Return what it brought the members on average."""
    return review.once(
        "armband mean", lambda: mean([extra(review, o) for o in review.picked])
    )


def weigh(review: Review, outing: Outing) -> Number:
    """Return what the armband brought more than the league's."""
    return exact(extra(review, outing) - league_mean(review))


def prove(review: Review, outing: Outing) -> Receipt:
    """Show the armband's wearer, and what the league had of its own."""
    worn = armband_line(review, outing, outing.extra_times)
    league = Line("league_mean", league_mean(review), times=-1)
    return Receipt(outing.entry_id, (*worn, league))


STAT = Stat(
    key="captain_swing",
    number=24,
    title="Captain Swing",
    emoji="⚖️",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "What the armband brought on top, less what it brought the members on "
        "average. All members together have 0. Season: the sum."
    ),
    example="The armband brings 13 more, the league has 5.5 on average: 7.5.",
    week=WeekRule(weigh, prove),
    span=total_of(weigh),
    relative=True,
    places=1,
)
