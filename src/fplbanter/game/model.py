"""
The game's words as values: what every other module passes around.

Everything here is frozen. Points are `int`, money is tenths of GBP 1m as `int`,
times are aware UTC. Identifiers of entries, players, clubs and fixtures mean
something only within one season.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NewType

Season = NewType("Season", str)
"""A season by its two years, "2026-27"."""

Gameweek = NewType("Gameweek", int)
"""A round of the season, 1 to 38 (1 to 47 in 2019-20). FPL's `event`."""

EntryId = NewType("EntryId", int)
PlayerId = NewType("PlayerId", int)
ClubId = NewType("ClubId", int)
FixtureId = NewType("FixtureId", int)
LeagueId = NewType("LeagueId", int)
Price = NewType("Price", int)
"""Money in tenths of GBP 1m: 55 is 5.5m."""


class Position(IntEnum):
    """Where a player plays. FPL's `element_type`; 5 existed in 2024-25 only."""

    GKP = 1
    DEF = 2
    MID = 3
    FWD = 4
    MANAGER = 5


class Chip(StrEnum):
    """A chip as FPL's players call it."""

    WILDCARD = "wildcard"
    FREE_HIT = "free_hit"
    BENCH_BOOST = "bench_boost"
    TRIPLE_CAPTAIN = "triple_captain"
    ASSISTANT_MANAGER = "assistant_manager"


class Phase(StrEnum):
    """Where a gameweek stands; it only ever moves to the right."""

    UPCOMING = "upcoming"
    LIVE = "live"
    PROVISIONAL = "provisional"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Club:
    """A Premier League club. `code` stays the same over the seasons."""

    club_id: ClubId
    code: int
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class Player:
    """
    A footballer of this season's game.

    `ownership` is the share of all FPL squads that hold him, 0.0 to 100.0.
    """

    player_id: PlayerId
    code: int
    name: str
    club_id: ClubId
    position: Position
    price: Price = Price(0)
    ownership: float = 0.0
    status: str = "a"
    news: str = ""
    total_points: int = 0


@dataclass(frozen=True, slots=True)
class Month:
    """One of FPL's phases: a month table's first and last gameweek."""

    month_id: int
    name: str
    first: Gameweek
    last: Gameweek


@dataclass(frozen=True, slots=True)
class GameweekState:
    """
    What FPL says of one gameweek.

    `average` is FPL's average gross score, 0 until it is counted; `checked` is
    FPL's `data_checked`, after which nothing moves. `most_bought` is whom most
    of FPL bought for it, None before its deadline.
    """

    gameweek: Gameweek
    name: str
    deadline: datetime
    finished: bool = False
    checked: bool = False
    is_current: bool = False
    is_next: bool = False
    average: int = 0
    highest: int | None = None
    most_bought: PlayerId | None = None


@dataclass(frozen=True, slots=True)
class Fixture:
    """
    A match. `gameweek` is None while it has no date.

    `over` is the final whistle (FPL's `finished_provisional`), `settled` comes
    with FPL's review (`finished`). `bps` and `bonus` hold only what FPL lists.
    """

    fixture_id: FixtureId
    gameweek: Gameweek | None
    kickoff: datetime | None
    home: ClubId
    away: ClubId
    home_goals: int | None = None
    away_goals: int | None = None
    minutes: int = 0
    started: bool = False
    over: bool = False
    settled: bool = False
    bps: Mapping[PlayerId, int] = field(default_factory=dict)
    bonus: Mapping[PlayerId, int] = field(default_factory=dict)
    events: Mapping[str, Mapping[PlayerId, int]] = field(default_factory=dict)
    """Counts per player by FPL's identifier: goals_scored, assists, red_cards ..."""


@dataclass(frozen=True, slots=True)
class PointsLine:
    """One line of a player's proof: 2 goals, 8 points, in that fixture."""

    fixture_id: FixtureId
    identifier: str
    value: int
    points: int


@dataclass(frozen=True, slots=True)
class PlayerStats:
    """
    One player's gameweek as the live feed tells it, all his fixtures summed.

    `total_points` is FPL's own sum, never worked out again from events.
    `fixture_ids` are the fixtures that the feed lists for him; None when the
    feed does not say (before 2019), empty for a blank gameweek. `in_dream_team`
    says whether he is one of FPL's best eleven of the gameweek so far.
    """

    player_id: PlayerId
    minutes: int
    total_points: int
    bonus: int = 0
    bps: int = 0
    yellow_cards: int = 0
    red_cards: int = 0
    goals: int = 0
    assists: int = 0
    saves: int = 0
    clean_sheets: int = 0
    defensive_contributions: int = 0
    fixture_ids: tuple[FixtureId, ...] | None = None
    lines: tuple[PointsLine, ...] = ()
    in_dream_team: bool = False

    @property
    def played(self) -> bool:
        """
        Whether he counts as having played: minutes, or a card without minutes.

        Source: FPL rules, "Automatic substitutions"; fact sheet 6.3.
        """
        return self.minutes > 0 or self.yellow_cards > 0 or self.red_cards > 0


@dataclass(frozen=True, slots=True)
class Appearance:
    """
    What a line-up needs to know of one player in one gameweek.

    `points` include provisional bonus where the feed lacks it. `done` means
    that no fixture of his is still to be finished (true in a blank gameweek).
    `started` means that at least one of his fixtures has kicked off, `in_play`
    that one is being played now: between the two matches of a double gameweek
    he is not in play.
    """

    player_id: PlayerId
    position: Position
    points: int = 0
    minutes: int = 0
    played: bool = False
    done: bool = False
    started: bool = False
    fixtures: int = 1
    provisional_bonus: int = 0
    in_play: bool = False


@dataclass(frozen=True, slots=True)
class Lineup:
    """
    One entry's picks for a gameweek, as submitted at the deadline.

    `eleven` are positions 1 to 11 in order (always sorted GKP, DEF, MID, FWD),
    `bench` 12 to 15. `assistant_manager` is the sixteenth pick of 2024-25.
    `hit` is the points paid for extra transfers, a positive number.
    """

    entry_id: EntryId
    gameweek: Gameweek
    eleven: tuple[PlayerId, ...]
    bench: tuple[PlayerId, ...]
    captain: PlayerId | None
    vice_captain: PlayerId | None
    chip: Chip | None = None
    hit: int = 0
    transfers: int = 0
    bank: Price = Price(0)
    value: Price = Price(0)
    assistant_manager: PlayerId | None = None

    @property
    def squad(self) -> tuple[PlayerId, ...]:
        """All fifteen, the eleven first."""
        return self.eleven + self.bench

    @property
    def picks(self) -> tuple[PlayerId, ...]:
        """Everyone picked: the fifteen, and the assistant manager if there is one."""
        extra = self.assistant_manager
        return self.squad if extra is None else (*self.squad, extra)


@dataclass(frozen=True, slots=True)
class AutoSub:
    """A bench player who comes on for a starter who did not play."""

    player_in: PlayerId
    player_out: PlayerId


@dataclass(frozen=True, slots=True)
class Transfer:
    """
    One player bought for another, for a gameweek.

    `made_at` is when, `price_in` and `price_out` what was paid and got. Those
    of a wildcard or a free hit are listed by FPL like any other.
    """

    entry_id: EntryId
    gameweek: Gameweek
    player_in: PlayerId
    player_out: PlayerId
    made_at: datetime
    price_in: Price = Price(0)
    price_out: Price = Price(0)


@dataclass(frozen=True, slots=True)
class Result:
    """
    One entry's settled gameweek: a row of FPL's `history`.

    `gross_points` are before the hit, `total` is the season's net total after
    the gameweek. `transfers` excludes those of a wildcard or free hit.
    """

    entry_id: EntryId
    gameweek: Gameweek
    gross_points: int
    hit: int
    total: int
    transfers: int = 0
    bench_points: int = 0
    overall_rank: int | None = None
    gameweek_rank: int | None = None
    bank: Price = Price(0)
    value: Price = Price(0)

    @property
    def net_points(self) -> int:
        """The gameweek's points after the hit."""
        return self.gross_points - self.hit


class LeagueKind(StrEnum):
    """How a league is scored."""

    CLASSIC = "classic"
    HEAD_TO_HEAD = "head_to_head"


@dataclass(frozen=True, slots=True)
class League:
    """A mini-league. Points count from gameweek `start` on."""

    league_id: LeagueId
    name: str
    kind: LeagueKind = LeagueKind.CLASSIC
    start: Gameweek = Gameweek(1)
    admin_entry_id: EntryId | None = None


@dataclass(frozen=True, slots=True)
class OfficialStanding:
    """
    A row of FPL's own table. Zero `last_rank` means that there was none.

    `gross_points` and `total` follow FPL: gross for the gameweek, net for the
    total since the league's start.
    """

    entry_id: EntryId
    manager_name: str
    entry_name: str
    rank: int = 0
    last_rank: int = 0
    gross_points: int = 0
    total: int = 0
    rank_sort: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """
    One head-to-head match. An entry_id of None is AVERAGE, the odd one's rival.

    Points are net of hits. `is_knockout` matches do not count in the table.
    """

    gameweek: Gameweek
    home: EntryId | None
    away: EntryId | None
    home_points: int = 0
    away_points: int = 0
    is_knockout: bool = False
