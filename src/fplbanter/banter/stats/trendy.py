"""Who bought whom everybody bought, for nothing."""

from fplbanter.banter.folds import times_of
from fplbanter.banter.lines import player_line
from fplbanter.banter.moves import moves
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Pick, Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Receipt, Scope
from fplbanter.game.model import PlayerId

BLANK = Threshold(most=2)
"""So many points are nothing to show for it."""


def fashion(review: Review) -> frozenset[PlayerId]:
    """Return whom most of FPL bought for the gameweek; equals all count."""
    bought = review.backdrop.bought or {}
    most = max(bought.values(), default=0)
    return frozenset(p for p, count in bought.items() if count == most > 0)


def follower(review: Review, outing: Outing) -> PlayerId | None:
    """Return the fashionable player he bought, the worst of several."""
    hot = review.once("fashion", lambda: fashion(review))
    bought = (m.player_in for m in moves(review, outing) if m.player_in in hot)
    return min(bought, key=review.raw, default=None)


def weigh(review: Review, outing: Outing) -> int | None:
    """Return what that player scored; None for who did not buy him."""
    player = follower(review, outing)
    return None if player is None else review.raw(player)


def prove(review: Review, outing: Outing) -> Receipt:
    """Show him."""
    player = follower(review, outing)
    lines = () if player is None else (player_line(review, "bought", player),)
    return Receipt(outing.entry_id, lines)


STAT = Stat(
    key="trendy",
    number=49,
    title="Trendy",
    emoji="🕶️",
    side=Side.SHAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "Whoever bought the player most bought in all of FPL for the gameweek, who "
        "then scored 2 or less. Season: how often."
    ),
    example="A million buy the new forward and so does he; he scores 1: 1.",
    week=WeekRule(weigh, prove, pick=Pick.LEAST, threshold=BLANK, otherwise=None),
    span=times_of(weigh, BLANK),
    needs=frozenset({Need.PICKS, Need.TRANSFERS, Need.MARKET}),
)
