"""Whose chip paid."""

from fplbanter.banter.chips import against_league, chip_receipt
from fplbanter.banter.folds import best_of
from fplbanter.banter.stat import Pick, Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Scope

TOLD = Threshold(least=20)

STAT = Stat(
    key="chip_king",
    number=76,
    title="Chip King",
    emoji="👑",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "In a gameweek with a chip: net points less the league's mean, the most, from 20 "
        "on. Season: the best such gameweek."
    ),
    example="A bench boost makes 91, the league 55.5 on average: 35.5.",
    week=WeekRule(against_league, chip_receipt, Pick.MOST, TOLD, otherwise=None),
    span=best_of(against_league, pick=Pick.MOST, threshold=TOLD),
    relative=True,
    places=1,
)
