"""The triple captain that was not."""

from fplbanter.banter.captaincy import armband_raw, chosen
from fplbanter.banter.folds import best_of
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Pick, Side, Stat, Unit
from fplbanter.banter.verdict import Scope
from fplbanter.game.model import Chip


def weigh(review: Review, outing: Outing) -> int | None:
    """Return what the tripled player scored himself; None without the chip."""
    if outing.chip is not Chip.TRIPLE_CAPTAIN or chosen(review, outing) is None:
        return None
    return armband_raw(review, outing)


STAT = Stat(
    key="triple_captain_flop",
    number=26,
    title="Triple Captain Flop",
    emoji="💸",
    side=Side.SHAME,
    scope=Scope.SEASON,
    unit=Unit.POINTS,
    definition=(
        "The fewest points, not multiplied, of whoever wore a triple captain "
        "armband in the end; 0 where nobody did."
    ),
    example="A tripled forward is injured after ten minutes: 1.",
    span=best_of(weigh, pick=Pick.LEAST),
)
