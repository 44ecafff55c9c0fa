"""Who is highest among all of FPL."""

from fplbanter.banter.folds import best_of
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Pick, Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Line, Receipt, Scope


def weigh(_: Review, outing: Outing) -> int | None:
    """Return his place in the world; None where FPL gives none."""
    return outing.result.overall_rank


def prove(_: Review, outing: Outing) -> Receipt:
    """Show it."""
    place = outing.result.overall_rank or 0
    return Receipt(outing.entry_id, (Line("overall_rank", place),))


STAT = Stat(
    key="overall_rank_king",
    number=87,
    title="Overall Rank King",
    emoji="🌍",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.RANK,
    definition="The best overall rank of the league's members. Season: the best anybody had.",
    example="Place 84,210 of eleven million: 84,210.",
    week=WeekRule(weigh, prove, pick=Pick.LEAST, otherwise=None),
    span=best_of(weigh, pick=Pick.LEAST),
    needs=frozenset({Need.RESULT}),
)
