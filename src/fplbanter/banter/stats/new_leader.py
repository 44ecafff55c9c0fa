"""Somebody who leads the league for the first time."""

from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Pick, Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Line, Receipt, Scope


def weigh(review: Review, outing: Outing) -> int | None:
    """Return 1 for who leads now and never did before."""
    if outing.rank > 1:
        return None
    earlier = (r.outings.get(outing.entry_id) for r in review.before)
    return None if any(o and o.rank == 1 for o in earlier) else 1


def prove(review: Review, outing: Outing) -> Receipt:
    """Show the place, and for context the total and the place before."""
    return Receipt(
        outing.entry_id,
        (
            Line("rank", outing.rank, gameweek=review.gameweek),
            Line("last_rank", outing.last_rank, counts=False),
            Line("total", outing.total, counts=False),
        ),
    )


STAT = Stat(
    key="new_leader",
    number=11,
    title="New Leader",
    emoji="👑",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.TIMES,
    definition=(
        "Everybody who is first in the league and has not been before in the season."
    ),
    example="First after gameweek 9, never better than second until then.",
    week=WeekRule(weigh, prove, Pick.EVERY, Threshold(least=1)),
    needs=frozenset({Need.WHOLE}),
    relative=True,
)
