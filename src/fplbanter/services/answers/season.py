"""Answers that are the same for everybody: fixtures, players, the season."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from fplbanter.game.model import Gameweek, Phase, Season
from fplbanter.services.answers.envelope import Freshness, Page, PlayerName

FixtureState = Literal["to_play", "playing", "over", "settled"]


@dataclass(frozen=True, slots=True)
class FixtureLine:
    """A fixture with its score; clubs by short name."""

    fixture_id: int
    gameweek: Gameweek | None
    kickoff: datetime | None
    home: str
    away: str
    home_name: str
    away_name: str
    home_goals: int | None
    away_goals: int | None
    minutes: int
    state: FixtureState


@dataclass(frozen=True, slots=True)
class MatchDayLine:
    """
    One day with matches, and how far FPL has counted it.

    `points` is upcoming, live, provisional or final; `bonus_added` says whether
    FPL has confirmed the day's bonus.
    """

    date: date
    points: Phase
    bonus_added: bool


@dataclass(frozen=True, slots=True)
class GameweekAnswer:
    """Where a gameweek stands; `days` as FPL counts them, in the current one."""

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
    days: tuple[MatchDayLine, ...]
    freshness: Freshness


@dataclass(frozen=True, slots=True)
class Fixtures:
    """A gameweek's fixtures."""

    season: Season
    gameweek: Gameweek
    phase: Phase
    freshness: Freshness
    page: Page[FixtureLine]


@dataclass(frozen=True, slots=True)
class PlayerLine:
    """A player with his gameweek's points; `price` in tenths of GBP 1m."""

    player: PlayerName
    price: int
    ownership: float
    status: str
    news: str
    total_points: int
    gameweek_points: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Players:
    """The players of the season, most gameweek points first."""

    season: Season
    gameweek: Gameweek | None
    phase: Phase | None
    freshness: Freshness
    page: Page[PlayerLine]


@dataclass(frozen=True, slots=True)
class SeasonGlance:
    """The season at a glance: `/api/data`."""

    season: Season
    gameweek: Gameweek | None
    phase: Phase | None
    deadline: datetime | None
    next_gameweek: Gameweek | None
    next_deadline: datetime | None
    gameweeks_final: int
    gameweeks: int
    clubs: int
    players: int
    total_managers: int
    leagues: int
    entries: int
    average: int
    fixtures: tuple[FixtureLine, ...]
    top_players: tuple[PlayerLine, ...]
    freshness: Freshness
    months: tuple[tuple[int, str], ...] = field(default=())
