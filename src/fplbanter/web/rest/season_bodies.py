"""The shapes of what `/gameweeks/...`, `/players` and `/api/data` answer."""

from datetime import datetime
from typing import Self

from fplbanter.game.model import Gameweek, Phase, Season
from fplbanter.services.answers import (
    FixtureLine,
    MatchDayLine,
    PlayerLine,
    SeasonGlance,
)
from fplbanter.web.rest.envelope import Aged, Listed, MonthBody


class GameweekBody(Aged):
    """Where a gameweek stands."""

    season: Season
    gameweek: Gameweek
    name: str
    phase: Phase
    deadline: datetime
    average: int
    highest: int | None
    fixtures: int
    fixtures_over: int
    fixtures_playing: int
    next_deadline: datetime | None
    days: list[MatchDayLine]


class FixturesBody(Listed[FixtureLine]):
    """A gameweek's fixtures."""

    season: Season
    gameweek: Gameweek
    phase: Phase


class PlayersBody(Listed[PlayerLine]):
    """The season's players, most points of the gameweek first."""

    season: Season
    gameweek: Gameweek | None
    phase: Phase | None


class SeasonBody(Aged):
    """The season at a glance."""

    season: Season
    gameweek: Gameweek | None
    phase: Phase | None
    deadline: datetime | None
    next_gameweek: Gameweek | None
    next_deadline: datetime | None
    gameweeks: int
    gameweeks_final: int
    clubs: int
    players: int
    total_managers: int
    leagues: int
    entries: int
    average: int
    months: list[MonthBody]
    fixtures: list[FixtureLine]
    top_players: list[PlayerLine]

    @classmethod
    def showing(cls, found: SeasonGlance) -> Self:
        """Show the season."""
        months = [
            MonthBody(month_id=number, name=name) for number, name in found.months
        ]
        return cls.of(found, months=months)
