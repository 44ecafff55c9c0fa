"""The triple captain that was worth it."""

from fplbanter.banter.captaincy import armband_raw, chosen
from fplbanter.banter.folds import best_of
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit
from fplbanter.banter.verdict import Scope
from fplbanter.game.model import Chip


def weigh(review: Review, outing: Outing) -> int | None:
    """Return what the tripled player scored himself; None without the chip."""
    if outing.chip is not Chip.TRIPLE_CAPTAIN or chosen(review, outing) is None:
        return None
    return armband_raw(review, outing)


STAT = Stat(
    key="triple_captain_hit",
    number=26,
    title="Triple Captain Hit",
    emoji="💎",
    side=Side.FAME,
    scope=Scope.SEASON,
    unit=Unit.POINTS,
    definition=(
        "The most points, not multiplied, of whoever wore a triple captain "
        "armband in the end."
    ),
    example="A tripled forward scores 21 in a double gameweek: 21.",
    span=best_of(weigh),
)
