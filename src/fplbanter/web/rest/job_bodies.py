"""The shapes of what `/jobs/...` and a refresh answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from pydantic import Field

from fplbanter.game.model import LeagueId
from fplbanter.services.answers.jobs import JobAnswer
from fplbanter.web.rest.envelope import Aged, Body


class JobLine(Body):
    """A job: what it is about, how far it is, and how it ended."""

    job_id: str = Field(examples=["5f0c9d6e2b7a4c1e9d3f8a6b4c2e1d0f"])
    kind: str = Field(examples=["refresh_league"])
    league_id: LeagueId | None
    state: str = Field(
        description="waiting, running, done, failed (it cannot be done) or dead "
        "(tried too often). It waits also between two tries."
    )
    read: int
    total: int
    text: str = Field(description="How far it is.", examples=["31 of 50"])
    result: Mapping[str, Any] | None = Field(
        description="What came of it, in a few numbers; null until it is done."
    )
    error: str | None = Field(description="Why it ended so, or why the last try did.")
    tries: int
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None

    @classmethod
    def showing(cls, found: JobAnswer) -> Self:
        """Show a job."""
        return cls.of(found, text=f"{found.read} of {found.total}")


class JobBody(Aged, JobLine):
    """A job. It is `stale` while FPL or our own database keeps it waiting."""

    @classmethod
    def showing(cls, found: JobAnswer) -> Self:
        """Show a job with what keeps it waiting."""
        text = f"{found.read} of {found.total}"
        return cls.of(found, text=text, **_age(found))


class RefreshBody(Aged):
    """That a league is being read and judged anew, and the job to watch."""

    status: str = "Refresh started"
    job_id: str = Field(examples=["5f0c9d6e2b7a4c1e9d3f8a6b4c2e1d0f"])
    job: JobLine

    @classmethod
    def showing(cls, found: JobAnswer) -> Self:
        """Show the job that was asked for, or the one that does so already."""
        return cls.model_validate(
            {"job_id": found.job_id, "job": JobLine.showing(found), **_age(found)}
        )


def _age(found: JobAnswer) -> dict[str, object]:
    return {
        "as_of": found.ended_at,
        "stale": found.reason is not None,
        "reason": found.reason,
        "retry_at": found.retry_at,
    }
