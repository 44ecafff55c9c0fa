"""The shapes of what `/entries/...` answers."""

from fplbanter.game.model import Chip, EntryId, Gameweek, Phase, Season
from fplbanter.services.answers import (
    CaptainLine,
    EntryGameweek,
    LeagueSummary,
    PickLine,
    SubLine,
)
from fplbanter.web.rest.envelope import Aged


class EntryBody(Aged):
    """An entry and its season so far."""

    season: Season
    entry_id: EntryId
    entry_name: str
    manager_name: str
    started: Gameweek | None
    total: int
    overall_rank: int | None
    gameweeks: list[EntryGameweek]
    leagues: list[LeagueSummary]


class LineupBody(Aged):
    """An entry's line-up of a gameweek with its points."""

    season: Season
    gameweek: Gameweek
    phase: Phase
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
    picks: list[PickLine]
    auto_subs: list[SubLine]
    official_gross_points: int | None
