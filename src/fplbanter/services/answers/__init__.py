"""
What the services answer: plain values that every door shows in its own way.

Points are `int`, times aware UTC. Names come from FPL's users and are hostile
input: a door escapes them for its medium.

Start reading at `league.py`: what a table is made of.
"""

from fplbanter.services.answers.entry import (
    EntryAnswer,
    EntryGameweek,
    LineupAnswer,
    PickLine,
    PlayState,
    PointsPart,
)
from fplbanter.services.answers.envelope import Coverage, Freshness, Page, PlayerName
from fplbanter.services.answers.league import (
    CaptainChoice,
    CaptainLine,
    Captains,
    HeadToHeadLine,
    LeagueAnswer,
    LeagueSummary,
    OfficialLine,
    Pending,
    Progress,
    RowSource,
    StandingRow,
    Standings,
    SubLine,
)
from fplbanter.services.answers.notice import Notice
from fplbanter.services.answers.season import (
    FixtureLine,
    Fixtures,
    FixtureState,
    GameweekAnswer,
    MatchDayLine,
    PlayerLine,
    Players,
    SeasonGlance,
)

__all__ = [
    "CaptainChoice",
    "CaptainLine",
    "Captains",
    "Coverage",
    "EntryAnswer",
    "EntryGameweek",
    "FixtureLine",
    "FixtureState",
    "Fixtures",
    "Freshness",
    "GameweekAnswer",
    "HeadToHeadLine",
    "LeagueAnswer",
    "LeagueSummary",
    "LineupAnswer",
    "MatchDayLine",
    "Notice",
    "OfficialLine",
    "Page",
    "Pending",
    "PickLine",
    "PlayState",
    "PlayerLine",
    "PlayerName",
    "Players",
    "PointsPart",
    "Progress",
    "RowSource",
    "SeasonGlance",
    "StandingRow",
    "Standings",
    "SubLine",
]
