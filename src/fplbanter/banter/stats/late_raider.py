"""Who does his transfers when the deadline is near."""

from datetime import timedelta
from fractions import Fraction

from fplbanter.banter.folds import carried
from fplbanter.banter.moves import listed
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.span import Span
from fplbanter.banter.stat import Side, Stat, Threshold, Unit
from fplbanter.banter.verdict import Line, Number, Receipt, Scope, exact
from fplbanter.game.model import EntryId, Gameweek

LATE = timedelta(hours=1)
"""What is made so shortly before the deadline, or shorter, is late."""

Sums = tuple[int, int]
"""(late ones, all)"""


def late(review: Review, outing: Outing) -> int:
    """Count the gameweek's late transfers."""
    deadline = review.backdrop.deadline
    if deadline is None:
        return 0
    return sum(deadline - t.made_at <= LATE for t in listed(review, outing))


def counts(span: Span, entry_id: EntryId) -> list[tuple[Gameweek, int, int]]:
    """Count late ones and all, gameweek by gameweek, where there are any."""
    found = (
        (r.gameweek, late(r, o), len(listed(r, o))) for r, o in span.weeks(entry_id)
    )
    return [row for row in found if row[2]]


def step(before: Sums | None, review: Review, outing: Outing) -> Sums:
    """Count on, late ones and all."""
    some, made = before or (0, 0)
    return some + late(review, outing), made + len(listed(review, outing))


def share(sums: Sums) -> Number | None:
    """Return the share of late ones; None without transfers."""
    return exact(Fraction(*sums)) if sums[1] else None


def prove(span: Span, entry_id: EntryId) -> Receipt:
    """Show the late ones of every gameweek; the divisor are all."""
    found = counts(span, entry_id)
    lines = tuple(Line("late_transfers", n, gameweek=g) for g, n, _ in found)
    return Receipt(entry_id, lines, divisor=sum(count for _, _, count in found))


STAT = Stat(
    key="late_raider",
    number=53,
    title="Late Raider",
    emoji="⏰",
    side=Side.SHAME,
    scope=Scope.SEASON,
    unit=Unit.SHARE,
    definition=(
        "The largest share of transfers made in the last hour before the deadline, "
        "a quarter at least. Those of wildcards and free hits are left out."
    ),
    example="12 of 30 transfers are made in the last hour: 0.4.",
    span=carried(
        step, share, prove, threshold=Threshold(least=Fraction(1, 4)), min_sample=5
    ),
    needs=frozenset({Need.PICKS, Need.TRANSFERS, Need.DEADLINE}),
    places=2,
)
