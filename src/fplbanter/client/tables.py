"""The answers that the client understands; fields it does not know are ignored."""

from datetime import datetime

from pydantic import BaseModel


class Named(BaseModel):
    """A player by name and club."""

    name: str
    club: str


class Captain(BaseModel):
    """Who carries the armband, and what he brought so far."""

    player: Named
    points: int
    multiplier: int
    vice: bool


class Row(BaseModel):
    """A row of a league's table."""

    rank: int
    movement: int
    entry_id: int | None
    entry_name: str
    manager_name: str
    gross_points: int
    hit: int
    net_points: int
    total: int
    captain: Captain | None = None
    chip: str | None = None
    players_left: int | None = None


class LeagueName(BaseModel):
    """A league by number and name."""

    league_id: int
    name: str


class Coverage(BaseModel):
    """How many members have been read."""

    read: int
    members: int
    truncated: bool = False


class Table(BaseModel):
    """A page of a league's table."""

    season: str
    gameweek: int
    phase: str
    league: LeagueName
    coverage: Coverage
    items: list[Row]
    total: int
    next_cursor: str | None
    as_of: datetime | None
    stale: bool
    reason: str | None = None


class Progress(BaseModel):
    """How far the reading of a league is."""

    state: str
    read: int
    members: int
    text: str
