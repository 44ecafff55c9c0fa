"""What a hit was good for after three gameweeks."""

from fplbanter.banter.folds import ONCE, total_of
from fplbanter.banter.moves import gain, moves
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Line, Receipt, Scope

GAMEWEEKS = 3
"""A hit is given so many gameweeks, its own included, to pay."""


def opened(review: Review, outing: Outing) -> tuple[tuple[Review, ...], Outing] | None:
    """Return the gameweeks of the hit that is due now, and his outing of then."""
    last = review.so_far[-GAMEWEEKS:]
    first = last[0]
    if len(last) < GAMEWEEKS or review.gameweek - first.gameweek >= GAMEWEEKS:
        return None
    then = first.outings.get(outing.entry_id)
    if then is None or not then.hit:
        return None
    read = then.has_picks and then.submission.transfers is not None
    return (last, then) if read else None


def weigh(review: Review, outing: Outing) -> int | None:
    """Return what the moves of two gameweeks ago brought by now, less the hit."""
    found = opened(review, outing)
    if found is None:
        return None
    weeks, then = found
    made = moves(weeks[0], then)
    return sum(gain(r, m) for r in weeks for m in made) - then.hit


def prove(review: Review, outing: Outing) -> Receipt:
    """Show each gameweek's gain, and the hit."""
    found = opened(review, outing)
    if found is None:
        return Receipt(outing.entry_id, ())
    weeks, then = found
    made = moves(weeks[0], then)
    gains = [(r.gameweek, sum(gain(r, m) for m in made)) for r in weeks]
    lines = (Line("moves_gain", points, gameweek=g) for g, points in gains)
    hit = Line("hit", then.hit, times=-1, gameweek=weeks[0].gameweek)
    return Receipt(outing.entry_id, (*lines, hit))


STAT = Stat(
    key="hit_roi_in_three",
    number=44,
    title="Hit ROI over Three",
    emoji="🐌",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "Told two gameweeks after a hit: the points in three gameweeks of those "
        "bought less the points of those sold less the hit. Season: the sum of "
        "those that are due."
    ),
    example="15 for the new player in three gameweeks, 5 for the old, a hit of 4: 6.",
    week=WeekRule(weigh, prove, threshold=ONCE, otherwise=None),
    span=total_of(weigh, threshold=ONCE),
    needs=frozenset({Need.PICKS, Need.TRANSFERS}),
)
