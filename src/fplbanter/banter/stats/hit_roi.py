"""What a hit was good for."""

from fplbanter.banter.folds import ONCE, total_of
from fplbanter.banter.moves import gain, move_lines, moves
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Line, Receipt, Scope


def weigh(review: Review, outing: Outing) -> int | None:
    """Return what the gameweek's moves brought, less the hit; None without one."""
    if not outing.hit:
        return None
    return sum(gain(review, m) for m in moves(review, outing)) - outing.hit


def prove(review: Review, outing: Outing) -> Receipt:
    """Show every move, and the hit."""
    made = (move_lines(review, m) for m in moves(review, outing))
    hit = Line("hit", outing.hit, times=-1)
    return Receipt(outing.entry_id, (*(line for pair in made for line in pair), hit))


STAT = Stat(
    key="hit_roi",
    number=44,
    title="Hit ROI",
    emoji="📈",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "In a gameweek with a hit: the points of those bought less the points of "
        "those sold less the hit. Told when it paid. Season: the sum."
    ),
    example="The new player scores 12, the old one 2, for a hit of 4: 6.",
    week=WeekRule(weigh, prove, threshold=ONCE, otherwise=None),
    span=total_of(weigh, threshold=ONCE),
    needs=frozenset({Need.PICKS, Need.TRANSFERS}),
)
