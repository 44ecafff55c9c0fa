"""Answers about leagues: tables, captains, how far the reading is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from fplbanter.game.model import (
    Chip,
    EntryId,
    Gameweek,
    LeagueId,
    LeagueKind,
    Phase,
    Season,
)
from fplbanter.game.scoring import Certainty
from fplbanter.services.answers.envelope import Coverage, Freshness, Page, PlayerName


@dataclass(frozen=True, slots=True)
class LeagueSummary:
    """A league in short. `members` counts those read so far."""

    league_id: LeagueId
    name: str
    kind: LeagueKind
    start: Gameweek
    members: int
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class CaptainLine:
    """
    Who carries the armband. `points` are his, not multiplied.

    `vice` is true when the vice-captain took over; PENDING certainty means
    that he, or the captain before him, has yet to play.
    """

    player: PlayerName
    points: int
    multiplier: int
    vice: bool
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class SubLine:
    """A substitution made or projected; `points` are the incoming player's."""

    player_in: PlayerName
    player_out: PlayerName
    points: int
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class OfficialLine:
    """
    What FPL's own table says: gross for the gameweek, net in total.

    While matches are on that is the picks as submitted, without substitutions
    and without the vice-captain's taking over; after settlement FPL's result.
    """

    gross_points: int
    total: int
    rank: int | None


@dataclass(frozen=True, slots=True)
class HeadToHeadLine:
    """A row's record in a head-to-head league, and its match of the gameweek."""

    played: int
    won: int
    drawn: int
    lost: int
    league_points: int
    points_for: int
    opponent_id: EntryId | None = None
    opponent_name: str | None = None
    opponent_points: int | None = None


RowSource = Literal["live", "settled", "official"]
"""Scored here from the picks; FPL's settled result; FPL's table, picks unread."""


@dataclass(frozen=True, slots=True)
class StandingRow:
    """
    A row of a league's table.

    `total` is net and projected: what the total would be if FPL settled now.
    `players_left` still have minutes to play, `players_playing` of them are on
    the pitch. `entry_id` is None for AVERAGE in a head-to-head league.
    """

    rank: int
    last_rank: int
    movement: int
    entry_id: EntryId | None
    entry_name: str
    manager_name: str
    gross_points: int
    hit: int
    net_points: int
    total: int
    source: RowSource
    is_certain: bool = False
    bench_points: int | None = None
    chip: Chip | None = None
    captain: CaptainLine | None = None
    players_left: int | None = None
    players_playing: int | None = None
    auto_subs: tuple[SubLine, ...] = ()
    official: OfficialLine | None = None
    head_to_head: HeadToHeadLine | None = None


@dataclass(frozen=True, slots=True)
class Standings:
    """
    A page of a league's table at one gameweek, or over one month.

    `at` is the moment that was asked for, None for now.
    """

    league: LeagueSummary
    season: Season
    gameweek: Gameweek
    phase: Phase
    coverage: Coverage
    freshness: Freshness
    page: Page[StandingRow]
    month_id: int | None = None
    month_name: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """
    How far the reading of a league is: "31 of 50 managers".

    `state` is waiting, reading, complete or failed; `reason` the word for a
    failure, and `retry_at` when FPL is asked again, where that is known.
    `members` is what is known of the league's size so far, `as_of` when its
    table was last read.
    """

    league_id: LeagueId
    state: Literal["waiting", "reading", "complete", "failed"]
    read: int
    members: int
    failed: int = 0
    truncated: bool = False
    reason: str | None = None
    started_at: datetime | None = None
    updated_at: datetime | None = None
    as_of: datetime | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LeagueAnswer:
    """A league, how far its reading is, and where its gameweek stands."""

    league: LeagueSummary
    season: Season
    gameweek: Gameweek | None
    phase: Phase | None
    coverage: Coverage
    freshness: Freshness
    progress: Progress


@dataclass(frozen=True, slots=True)
class Pending:
    """A league that FPL has not answered for yet: ask again, or watch."""

    progress: Progress


@dataclass(frozen=True, slots=True)
class CaptainChoice:
    """A captain of a league: how many chose him and what he brought."""

    player: PlayerName
    captained_by: int
    triple: int
    vice_in_force: int
    points: int
    effective_ownership: float


@dataclass(frozen=True, slots=True)
class Captains:
    """The captains of a league in one gameweek, most chosen first."""

    league: LeagueSummary
    season: Season
    gameweek: Gameweek
    phase: Phase
    coverage: Coverage
    freshness: Freshness
    page: Page[CaptainChoice]
