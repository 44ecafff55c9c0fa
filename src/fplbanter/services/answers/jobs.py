"""Answers about jobs: what was asked for behind, how far it is, how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from fplbanter.game.model import LeagueId


@dataclass(frozen=True, slots=True)
class JobAnswer:
    """
    A job: "31 of 50" is `read` of `total`, both 0 until that is known.

    It waits also between two tries; `error` is then why the last one failed,
    `reason` the word for it where it is FPL's doing or our database's, `retry_at`
    when it is tried again. A job that failed cannot be done, a dead one was tried
    too often. `tries` leaves out those in which FPL or our database was away.
    `result` is what came of it, in a few numbers.
    """

    job_id: str
    kind: str
    league_id: LeagueId | None
    state: Literal["waiting", "running", "done", "failed", "dead"]
    read: int
    total: int
    result: Mapping[str, Any] | None
    error: str | None
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    tries: int
    reason: str | None = None
    retry_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it has not ended yet."""
        return self.state in ("waiting", "running")
