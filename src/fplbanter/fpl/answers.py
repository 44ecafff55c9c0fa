"""What the upstream answers, in the game's words: one value for each request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from fplbanter.game.model import (
    AutoSub,
    Chip,
    Club,
    EntryId,
    Gameweek,
    GameweekState,
    League,
    LeagueId,
    LeagueKind,
    Lineup,
    Match,
    Month,
    OfficialStanding,
    Phase,
    Player,
    PlayerId,
    Result,
    Season,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """What FPL answered; `as_of` is when it last stood by it."""

    value: T
    as_of: datetime


@dataclass(frozen=True, slots=True)
class SeasonFacts:
    """
    The season at a glance: FPL's `bootstrap-static`.

    `months` holds the month tables only, not FPL's first phase, "Overall",
    which is what a league's table is without a month.
    """

    season: Season
    clubs: tuple[Club, ...]
    players: tuple[Player, ...]
    gameweeks: tuple[GameweekState, ...]
    months: tuple[Month, ...]
    total_managers: int


@dataclass(frozen=True, slots=True)
class MatchDay:
    """
    One day with matches. `points` is how far FPL has counted that day's points.

    FPL's letters are read as phases: none upcoming, "l" live, "p" provisional,
    "r" final (fact sheet 3.4).
    """

    date: date
    gameweek: Gameweek
    bonus_added: bool
    points: Phase


@dataclass(frozen=True, slots=True)
class DayStatus:
    """The match days of the current gameweek; empty before a season starts."""

    days: tuple[MatchDay, ...]
    leagues_updating: bool


@dataclass(frozen=True, slots=True)
class EntryLeague:
    """
    A league that an entry plays in.

    `private` tells a mini-league from FPL's own (a country, a club, Overall).
    """

    league_id: LeagueId
    name: str
    kind: LeagueKind
    private: bool


@dataclass(frozen=True, slots=True)
class EntryProfile:
    """Who an entry is, and the leagues that it plays in."""

    entry_id: EntryId
    manager_name: str
    entry_name: str
    started: Gameweek
    leagues: tuple[EntryLeague, ...]


@dataclass(frozen=True, slots=True)
class ChipPlay:
    """A chip and the gameweek in which it was played; `at` if FPL says when."""

    chip: Chip
    gameweek: Gameweek
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PastSeason:
    """An earlier season of a manager: net total and overall rank."""

    season: Season
    total: int
    rank: int | None


@dataclass(frozen=True, slots=True)
class EntryHistory:
    """An entry's settled gameweeks, in order, its chips and earlier seasons."""

    entry_id: EntryId
    results: tuple[Result, ...]
    chips: tuple[ChipPlay, ...]
    past: tuple[PastSeason, ...]


@dataclass(frozen=True, slots=True)
class FetchedLineup:
    """
    An entry's picks for one gameweek.

    `lineup` is as submitted at the deadline, also when FPL has rewritten it at
    settlement; `auto_subs` and `settled_multipliers` are what FPL says now
    (before settlement: none, and the multipliers as submitted). `result` is the
    gameweek's row of the history, which does not move in play.
    """

    lineup: Lineup
    auto_subs: tuple[AutoSub, ...]
    result: Result
    settled_multipliers: Mapping[PlayerId, int]


@dataclass(frozen=True, slots=True)
class StandingsPage:
    """
    A page of a classic league's table, and a page of its newcomers.

    `new_entries` are members who are not in the table yet: their rank and
    points are 0. Both lists are paged, each by itself.
    """

    league: League
    rows: tuple[OfficialStanding, ...]
    has_next: bool
    new_entries: tuple[OfficialStanding, ...]
    new_entries_has_next: bool
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class HeadToHeadOfficial:
    """
    A row of a head-to-head table. An entry_id of None is AVERAGE.

    `league_points` are 3 for a win and 1 for a draw; `points_for` are net.
    """

    entry_id: EntryId | None
    manager_name: str
    entry_name: str
    rank: int = 0
    last_rank: int = 0
    rank_sort: int = 0
    played: int = 0
    won: int = 0
    drawn: int = 0
    lost: int = 0
    league_points: int = 0
    points_for: int = 0


@dataclass(frozen=True, slots=True)
class HeadToHeadPage:
    """A page of a head-to-head league's table, and a page of its newcomers."""

    league: League
    rows: tuple[HeadToHeadOfficial, ...]
    has_next: bool
    new_entries: tuple[OfficialStanding, ...]
    new_entries_has_next: bool
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class MatchesPage:
    """A page of a head-to-head league's matches."""

    matches: tuple[Match, ...]
    has_next: bool
