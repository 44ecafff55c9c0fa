"""What another line-up would have scored: points of elevens that nobody sent out."""

from dataclasses import replace

from fplbanter.banter.moves import Move
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.game.model import Lineup
from fplbanter.game.scoring import Score, captain_multiplier, score


def unchanged(lineup: Lineup) -> Lineup:
    """Return a line-up as it stands in the next gameweek if nobody touches it."""
    return replace(lineup, chip=None, hit=0, transfers=0, assistant_manager=None)


def traded(lineup: Lineup, moves: tuple[Move, ...]) -> Lineup:
    """Return a line-up with each new player in the place of the one who left."""
    new = {m.player_out: m.player_in for m in moves}
    return replace(
        lineup,
        eleven=tuple(new.get(p, p) for p in lineup.eleven),
        bench=tuple(new.get(p, p) for p in lineup.bench),
    )


def shadow_score(review: Review, lineup: Lineup) -> Score:
    """Score a line-up in a review's gameweek."""
    return score(lineup, review.appearances)


def armband_points(review: Review, scored: Score) -> int:
    """Return what the armband brought on top; 0 where its wearer did not count."""
    wearer = scored.captain
    if wearer is None or not scored.multipliers.get(wearer):
        return 0
    return (captain_multiplier(scored.chip) - 1) * review.raw(wearer)


def own_armband_points(review: Review, outing: Outing) -> int:
    """Return what the armband brought in the gameweek as it was played."""
    return armband_points(review, outing.score)
