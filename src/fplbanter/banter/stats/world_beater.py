"""Whose gameweek was one of the best of all of FPL."""

from fplbanter.banter.folds import best_of
from fplbanter.banter.needs import Need
from fplbanter.banter.stat import Pick, Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Scope
from fplbanter.banter.worldwide import prove, weigh

STAT = Stat(
    key="world_beater",
    number=87,
    title="World Beater",
    emoji="🚀",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.RANK,
    definition="The best gameweek rank in all of FPL. Season: the best gameweek of all.",
    example="The 1,204th best gameweek of all of FPL: 1,204.",
    week=WeekRule(weigh, prove, pick=Pick.LEAST, otherwise=None),
    span=best_of(weigh, pick=Pick.LEAST),
    needs=frozenset({Need.RESULT}),
)
