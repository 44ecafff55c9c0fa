"""How this installation is: what `/status` shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ServerState = Literal["answers", "does_not_answer", "unknown"]
"""`unknown` is no answer within the time that a status has."""

PartName = Literal["season", "fixtures", "live", "day_status"]


@dataclass(frozen=True, slots=True)
class GroupStatus:
    """
    A group of FPL's endpoints: season, matchday, entry, league.

    `kind` is the word for what is wrong since `since`, None while it answers.
    """

    group: str
    kind: str | None
    since: datetime | None
    retry_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class UpstreamStatus:
    """FPL as a whole, and by groups."""

    kind: str | None
    since: datetime | None
    retry_at: datetime | None
    answered_at: datetime | None
    groups: tuple[GroupStatus, ...]


@dataclass(frozen=True, slots=True)
class BudgetStatus:
    """
    How often FPL may be asked, as this process knows it.

    `rate` requests a second are allowed now, of `setting`; `used_minute` of
    `per_minute` were spent within the last minute. `waiting` by lane, `pauses`
    in seconds by group ("*" is all). `shared` is False while the process has
    only its own share.
    """

    rate: float
    setting: float
    used_minute: int
    per_minute: int
    in_flight: int
    waiting: Mapping[str, int]
    pauses: Mapping[str, float]
    processes: int
    shared: bool


@dataclass(frozen=True, slots=True)
class HeldPart:
    """What is held of FPL for everybody, and when that was last read."""

    part: PartName
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class OutageLine:
    """
    A time in which FPL did not answer as it should.

    `kind` is the most telling of `kinds`; `ended_at` is None while it lasts.
    """

    began_at: datetime
    ended_at: datetime | None
    kind: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """
    How this installation is, as one of its processes knows it.

    Times are the product's, `uptime_seconds` are real. `outages` since
    `outages_since`, the newest first; None where they cannot be read now.
    """

    at: datetime
    version: str
    uptime_seconds: int
    upstream: UpstreamStatus
    budget: BudgetStatus | None
    held: tuple[HeldPart, ...]
    servers: Mapping[str, ServerState]
    outages_since: datetime
    outages: tuple[OutageLine, ...] | None
