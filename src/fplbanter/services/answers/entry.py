"""Answers about entries: line-ups pick by pick, and seasons."""

from dataclasses import dataclass
from typing import Literal

from fplbanter.game.model import Chip, EntryId, Gameweek, Phase, Season
from fplbanter.services.answers.envelope import Freshness, PlayerName
from fplbanter.services.answers.league import CaptainLine, LeagueSummary, SubLine


@dataclass(frozen=True, slots=True)
class PointsPart:
    """One line of a player's proof: "2 goals, 8 points"."""

    identifier: str
    value: int
    points: int


PlayState = Literal["to_play", "playing", "played", "did_not_play", "blank"]


@dataclass(frozen=True, slots=True)
class PickLine:
    """
    One pick of a line-up with its points.

    `slot` is 1 to 15 as submitted (16 the assistant manager), `points` are his
    own, `multiplier` is what they count now. `state` says where his gameweek
    stands: to_play, playing, played, did_not_play, blank.
    """

    slot: int
    player: PlayerName
    points: int
    multiplier: int
    minutes: int
    state: PlayState
    is_captain: bool = False
    is_vice_captain: bool = False
    provisional_bonus: int = 0
    opponents: tuple[str, ...] = ()
    parts: tuple[PointsPart, ...] = ()


@dataclass(frozen=True, slots=True)
class LineupAnswer:
    """An entry's line-up in one gameweek with its points."""

    season: Season
    gameweek: Gameweek
    phase: Phase
    freshness: Freshness
    entry_id: EntryId
    entry_name: str
    manager_name: str
    chip: Chip | None
    gross_points: int
    hit: int
    net_points: int
    bench_points: int
    total: int | None
    is_certain: bool
    captain: CaptainLine | None
    picks: tuple[PickLine, ...]
    auto_subs: tuple[SubLine, ...]
    official_gross_points: int | None = None


@dataclass(frozen=True, slots=True)
class EntryGameweek:
    """One settled gameweek in an entry's season."""

    gameweek: Gameweek
    gross_points: int
    hit: int
    net_points: int
    total: int
    bench_points: int
    transfers: int
    overall_rank: int | None
    chip: Chip | None


@dataclass(frozen=True, slots=True)
class EntryAnswer:
    """An entry: who, which leagues here, and its season so far."""

    season: Season
    entry_id: EntryId
    entry_name: str
    manager_name: str
    started: Gameweek | None
    total: int
    overall_rank: int | None
    freshness: Freshness
    gameweeks: tuple[EntryGameweek, ...]
    leagues: tuple[LeagueSummary, ...]
