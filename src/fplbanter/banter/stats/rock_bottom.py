"""Whose gameweek was one of the worst of all of FPL."""

from fplbanter.banter.folds import best_of
from fplbanter.banter.needs import Need
from fplbanter.banter.stat import Pick, Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Scope
from fplbanter.banter.worldwide import prove, weigh

STAT = Stat(
    key="rock_bottom",
    number=87,
    title="Rock Bottom",
    emoji="🪨",
    side=Side.SHAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.RANK,
    definition="The worst gameweek rank in all of FPL. Season: the worst gameweek of all.",
    example="The 10,412,007th best gameweek of all of FPL: 10,412,007.",
    week=WeekRule(weigh, prove, pick=Pick.MOST, otherwise=None),
    span=best_of(weigh, pick=Pick.MOST),
    needs=frozenset({Need.RESULT}),
)
