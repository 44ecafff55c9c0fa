"""Banter as the client understands it; fields it does not know are ignored."""

from datetime import datetime

from pydantic import BaseModel

from fplbanter.client.tables import Coverage, LeagueName, Named


class Holder(BaseModel):
    """A member as banter names him."""

    entry_id: int
    entry_name: str
    manager_name: str


class ReceiptRow(BaseModel):
    """A row of a proof; `amount` is what it adds."""

    text: str
    amount: float
    points: float
    times: float
    counts: bool
    player: Named | None = None
    entry: Holder | None = None
    gameweek: int | None = None
    minutes: int | None = None
    ownership: float | None = None


class Proof(BaseModel):
    """One holder's receipt: `total` is the sum of the amounts over `divisor`."""

    entry_id: int
    rows: list[ReceiptRow]
    divisor: int
    total: float


class VerdictLine(BaseModel):
    """A verdict in words, with its proof."""

    stat: str
    title: str
    emoji: str
    side: str
    unit: str
    holders: list[Holder]
    value: float
    sentence: str
    is_final: bool
    proofs: list[Proof]


class RefusedLine(BaseModel):
    """A stat that nobody holds, and why."""

    title: str
    emoji: str
    sentence: str


class Exoneration(BaseModel):
    """Who was named and is cleared."""

    title: str
    emoji: str
    sentence: str


class Month(BaseModel):
    """A month by number and name."""

    month_id: int
    name: str


class Banter(BaseModel):
    """A page of a league's gameweek, month or season in banter."""

    season: str
    scope: str
    gameweek: int
    phase: str
    league: LeagueName
    month: Month | None = None
    coverage: Coverage
    state: str
    headlines: list[VerdictLine]
    items: list[VerdictLine]
    refused: list[RefusedLine]
    exonerations: list[Exoneration]
    total: int
    next_cursor: str | None
    as_of: datetime | None
    stale: bool
    reason: str | None = None


class StatCard(BaseModel):
    """A statistic of the catalogue."""

    key: str
    number: int
    title: str
    emoji: str
    side: str
    scope: str
    threshold: str
