"""For how many gameweeks back the same one has the best form."""

from collections.abc import Sequence

from fplbanter.banter.folds import best_of
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Line, Receipt, Scope
from fplbanter.game.model import EntryId

LONG = Threshold(least=2)


def reign(review: Review) -> tuple[EntryId | None, int]:
    """Return who alone is best over the last 1, 2, ... gameweeks, and how far back."""
    sums = dict.fromkeys(review.outings, 0)
    leader: EntryId | None = None
    for length, week in enumerate(reversed(review.so_far), start=1):
        for entry_id, outing in week.outings.items():
            if entry_id in sums:
                sums[entry_id] += outing.net_points
        best = _sole_best(sums)
        if best is None or best != (leader or best):
            return leader, length - 1
        leader = best
    return leader, len(review.so_far)


def _sole_best(sums: dict[EntryId, int]) -> EntryId | None:
    top = max(sums.values())
    best = [e for e, total in sums.items() if total == top]
    return best[0] if len(best) == 1 else None


def weigh(review: Review, outing: Outing) -> int:
    """Return how many gameweeks back he leads alone, all the way."""
    leader, length = review.once("reign", lambda: reign(review))
    return length if outing.entry_id == leader else 0


def prove(review: Review, outing: Outing) -> Receipt:
    """Show the gameweeks from each of which on he has the best sum."""
    weeks = _last(review, weigh(review, outing))
    lines = (Line("best_since", 1, gameweek=week.gameweek) for week in weeks)
    return Receipt(outing.entry_id, tuple(lines))


def _last(review: Review, length: int) -> Sequence[Review]:
    return review.so_far[len(review.so_far) - length :]


STAT = Stat(
    key="form_dominance",
    number=15,
    title="Form Dominance",
    emoji="🔥",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.GAMEWEEKS,
    definition=(
        "Over how many gameweeks the same one alone has the best sum of net "
        "points: over the last one, the last two and so on without a break, two "
        "at least. Season: the longest."
    ),
    example=(
        "Best of the last gameweek, of the last two and of the last three, second "
        "over four: 3."
    ),
    week=WeekRule(weigh, prove, threshold=LONG),
    span=best_of(weigh, threshold=LONG),
    needs=frozenset({Need.WHOLE}),
    relative=True,
)
