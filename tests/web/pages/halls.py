"""A hall of fame and a trophy cabinet, made by hand."""

from tests.web.pages.banters import (
    ACCURACY,
    ARABIC,
    GENIUS,
    LONG,
    NICE,
    PRIYA,
    QUOTE,
    ROCKET,
    SCRIPT,
    STATS,
    TOM,
    TURNED,
)
from tests.web.pages.examples import FRESH, GAMEWEEK, PUB, SEASON

from fplbanter.banter.stat import Side
from fplbanter.game.model import Gameweek
from fplbanter.services.answers import Page
from fplbanter.services.answers.banter import (
    EntryBanter,
    FameRow,
    HallOfFame,
    Record,
    Streak,
    Trophy,
)

HALL = HallOfFame(
    league=PUB.league,
    season=SEASON,
    freshness=FRESH,
    records=(
        Record(
            "benched_beast", "Benched Beast", "🪑", Side.SHAME,
            STATS["benched_beast"].unit, 24, (LONG, SCRIPT), Gameweek(3),
        ),
        Record(
            "captain_accuracy", "Captain Accuracy", "🎯", Side.FAME,
            STATS["captain_accuracy"].unit, 0.75, (PRIYA,), Gameweek(6),
        ),
    ),
    streaks=(
        Streak(
            "wooden_spoon", "Wooden Spoon", "🥄", TURNED, 3, Gameweek(5), GAMEWEEK,
            running=True,
        ),
        Streak(
            "sheep", "Sheep", "🐑", TOM, 2, Gameweek(2), Gameweek(3), running=False
        ),
    ),
    page=Page(
        tuple(
            FameRow(who, 9 - place, place, "gameweek_rocket", "wooden_spoon")
            for place, who in enumerate((PRIYA, TOM, SCRIPT, LONG, ARABIC, QUOTE))
        ),
        6, 0, 50,
    ),
)  # fmt: skip
CABINET = EntryBanter(
    holder=PRIYA,
    season=SEASON,
    freshness=FRESH,
    cabinet=tuple(
        Trophy(
            key, STATS[key].title, STATS[key].emoji, STATS[key].side,
            STATS[key].unit, times, best, Gameweek(6), (900,),
        )
        for key, times, best in (
            ("gameweek_rocket", 4, 98), ("differential_genius", 2, 21.6),
            ("nice_score", 1, 69), ("captain_accuracy", 1, 0.43),
            ("benched_beast", 3, 24), ("points_left_on_the_table", 12, 41),
            ("wooden_spoon", 1, -4),
        )
    ),
    stats={"benched_beast": 156, "differential_genius": 60.4},
    page=Page((GENIUS, ROCKET, NICE[2], ACCURACY), 4, 0, 5),
)  # fmt: skip
