"""Neighbours in the table with nothing between them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from fplbanter.banter.folds import times_of
from fplbanter.banter.needs import NOTHING, Needs
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Claim, Pick, Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Line, Receipt, Scope

CLOSE = Threshold(most=1)


def table(review: Review) -> Sequence[Outing]:
    """Return the league in the table's order."""
    return review.once("table", lambda: tuple(review.outings.values()))


def gap_lines(above: Outing, below: Outing) -> tuple[Line, Line]:
    """Write two neighbours' totals."""
    return (
        Line("total", above.total, entry_id=above.entry_id),
        Line("total", below.total, times=-1, entry_id=below.entry_id),
    )


def nearest(review: Review, outing: Outing) -> tuple[Outing, Outing] | None:
    """Return the closer pair of neighbours that a member is part of."""
    mine = review.once("pairs", lambda: _pairs_by_member(review))
    pairs = mine.get(outing.entry_id, [])
    return min(pairs, key=lambda pair: pair[0].total - pair[1].total, default=None)


def weigh(review: Review, outing: Outing) -> int | None:
    """Return the points between a member and the closer of his neighbours."""
    pair = nearest(review, outing)
    return None if pair is None else pair[0].total - pair[1].total


def prove(review: Review, outing: Outing) -> Receipt:
    """Show both totals."""
    pair = nearest(review, outing)
    return Receipt(outing.entry_id, gap_lines(*pair) if pair else ())


def claims(review: Review, _: Needs) -> Iterator[Claim]:
    """Let each pair of neighbours claim it together."""
    for above, below in pairwise(table(review)):
        yield _claim(above, below)


def _claim(above: Outing, below: Outing) -> Claim:
    receipt = Receipt(above.entry_id, gap_lines(above, below))
    holders = above.entry_id, below.entry_id
    return Claim(holders, above.total - below.total, lambda: (receipt,))


def _pairs_by_member(review: Review) -> dict[int, list[tuple[Outing, Outing]]]:
    found: dict[int, list[tuple[Outing, Outing]]] = {}
    for pair in pairwise(table(review)):
        for outing in pair:
            found.setdefault(outing.entry_id, []).append(pair)
    return found


STAT = Stat(
    key="derby_day",
    number=10,
    title="Derby Day",
    emoji="🏁",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "Each pair of neighbours in the table with one point or none between "
        "them. Season: how often somebody was part of one."
    ),
    example="Fourth has 1,204 points and fifth 1,203: 1 point.",
    week=WeekRule(weigh, prove, Pick.EVERY, CLOSE, otherwise=None, claims=claims),
    span=times_of(weigh, CLOSE),
    needs=NOTHING,
    relative=True,
)
