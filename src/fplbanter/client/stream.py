"""What the stream says, as the client understands it (docs/live.md)."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from fplbanter.client.tables import Coverage, Row, Table


class Moment(BaseModel):
    """Something that happened, as the league sees it."""

    event_id: str
    kind: str
    at: datetime
    text: str


class LeagueChange(BaseModel):
    """What is new in a league: whole rows, and who is gone."""

    rows: list[Row]
    gone: list[int] = Field(default_factory=list)
    as_of: datetime | None = None
    coverage: Coverage | None = None
    moments: list[Moment] = Field(default_factory=list)


class Message(BaseModel):
    """Any message; what a type does not have is None."""

    type: str
    topic: str | None = None
    version: int | None = None
    data: dict[str, Any] | None = None
    code: str | None = None
    message: str | None = None
    retry_in: float | None = None
    come_back_in: float | None = None
    heartbeat: float | None = None


def changed(table: Table, change: LeagueChange, limit: int) -> Table:
    """Return a table after a change: its first `limit` rows, best rank first."""
    rows = {row.entry_id: row for row in table.items}
    rows |= {row.entry_id: row for row in change.rows}
    gone = set(change.gone)
    kept = [row for row in rows.values() if row.entry_id not in gone]
    # Who has the same rank stays in the order in which he stood.
    kept.sort(key=lambda row: row.rank)
    return table.model_copy(
        update={
            "items": kept[:limit],
            "as_of": change.as_of or table.as_of,
            "stale": False,
            "coverage": change.coverage or table.coverage,
        }
    )
