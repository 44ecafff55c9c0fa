"""How often the armband was on the best man."""

from fplbanter.banter.captaincy import armband_raw, best_starter
from fplbanter.banter.folds import share_of
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit
from fplbanter.banter.verdict import Scope


def weigh(review: Review, outing: Outing) -> int | None:
    """Return 1 if nobody of the eleven scored more; None while matches are on."""
    if not review.is_over:
        return None
    best = review.raw(best_starter(review, outing))
    worn = outing.armband is not None
    return int(worn and armband_raw(review, outing) == best)


STAT = Stat(
    key="captain_accuracy",
    number=20,
    title="Captain Accuracy",
    emoji="🎯",
    side=Side.FAME,
    scope=Scope.SEASON,
    unit=Unit.SHARE,
    definition=(
        "The largest share of gameweeks in which nobody of the submitted eleven "
        "scored more than whoever wore the armband."
    ),
    example="The best man wore it in 9 of 20 gameweeks: 0.45.",
    span=share_of(weigh),
    places=2,
)
