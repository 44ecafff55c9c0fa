"""Whose chip was wasted."""

from fplbanter.banter.chips import against_league, chip_receipt
from fplbanter.banter.folds import best_of
from fplbanter.banter.stat import Pick, Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Scope

TOLD = Threshold(most=-10)

STAT = Stat(
    key="chip_flop",
    number=76,
    title="Chip Flop",
    emoji="🥔",
    side=Side.SHAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "In a gameweek with a chip: net points less the league's mean, the least, from "
        "10 below on. Season: the worst such gameweek."
    ),
    example="A triple captain makes 40, the league 55.5 on average: 15.5 below.",
    week=WeekRule(against_league, chip_receipt, Pick.LEAST, TOLD, otherwise=None),
    span=best_of(against_league, pick=Pick.LEAST, threshold=TOLD),
    relative=True,
    places=1,
)
