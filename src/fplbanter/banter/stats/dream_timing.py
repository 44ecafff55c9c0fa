"""Who bought a player for the very gameweek of his life."""

from fplbanter.banter.folds import ONCE, total_of
from fplbanter.banter.moves import moves
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Line, Receipt, Scope
from fplbanter.game.model import PlayerId


def dreams(review: Review, outing: Outing) -> tuple[PlayerId, ...]:
    """Return whom he bought of FPL's best eleven."""
    team = review.backdrop.dream_team or frozenset()
    return tuple(m.player_in for m in moves(review, outing) if m.player_in in team)


def weigh(review: Review, outing: Outing) -> int:
    """Count them."""
    return len(dreams(review, outing))


def prove(review: Review, outing: Outing) -> Receipt:
    """Show them, once each."""
    lines = (Line("dream_team", 1, player_id=p) for p in dreams(review, outing))
    return Receipt(outing.entry_id, tuple(lines))


STAT = Stat(
    key="dream_timing",
    number=50,
    title="Dream Timing",
    emoji="🌟",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.TIMES,
    definition=(
        "The most players bought for the gameweek who are in its dream team, FPL's "
        "best eleven. Season: the sum."
    ),
    example="Two are bought and one of them makes the dream team: 1.",
    week=WeekRule(weigh, prove, threshold=ONCE),
    span=total_of(weigh, threshold=ONCE),
    needs=frozenset({Need.PICKS, Need.TRANSFERS, Need.DREAM_TEAM}),
)
