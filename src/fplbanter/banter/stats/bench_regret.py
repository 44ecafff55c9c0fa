"""The exchange that should have been made before the deadline."""

from fplbanter.banter.folds import best_of
from fplbanter.banter.guards import has_bench
from fplbanter.banter.lines import player_line
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Receipt, Scope
from fplbanter.game.autosubs import can_replace
from fplbanter.game.model import PlayerId, Position

PAINFUL = Threshold(least=4)
Swap = tuple[int, PlayerId, PlayerId]
"""(points more, who should have played, whom he should have replaced)"""


def best_swap(review: Review, outing: Outing) -> Swap | None:
    """Return the legal exchange that would have brought most, the first of equals."""
    if not has_bench(outing):
        return None
    eleven = outing.lineup.eleven
    position_of = {p: review.appearance(p).position for p in outing.lineup.squad}
    weakest: dict[Position, PlayerId] = {}
    for player_id in sorted(eleven, key=review.raw):
        weakest.setdefault(position_of[player_id], player_id)
    wasted = set(outing.wasted)
    swaps = [
        (review.raw(b) - review.raw(s), b, s)
        for b in outing.lineup.bench
        if b in wasted
        for s in weakest.values()
        if can_replace(eleven, s, b, position_of)
    ]
    return max(swaps, key=lambda swap: swap[0], default=None)


def weigh(review: Review, outing: Outing) -> int | None:
    """Return what the best exchange would have brought."""
    found = best_swap(review, outing)
    return None if found is None else found[0]


def prove(review: Review, outing: Outing) -> Receipt:
    """Show both players."""
    found = best_swap(review, outing)
    if found is None:
        return Receipt(outing.entry_id, ())
    _, benched, starter = found
    right = player_line(review, "wasted", benched)
    wrong = player_line(review, "starter", starter, -1)
    return Receipt(outing.entry_id, (right, wrong))


STAT = Stat(
    key="bench_regret",
    number=28,
    title="Bench Regret",
    emoji="😩",
    side=Side.SHAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "The most points that one exchange of a starter as submitted for a bench "
        "player who did not count would have brought, the formation staying "
        "legal; more than 3. Not with a bench boost. Season: the worst gameweek."
    ),
    example="A defender with 12 points sat while another with 1 played: 11.",
    week=WeekRule(weigh, prove, threshold=PAINFUL),
    span=best_of(weigh, threshold=PAINFUL),
)
