"""
How a job ends that somebody had in hand: done, failed, dead, or tried again.

What is a bug counts against it, and `TRIES` of those are the end. That FPL or our
database is away is not the job's fault: it waits for them, for hours if need be.
"""

import logging
from asyncio import Future
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from fplbanter.clock import Clock
from fplbanter.errors import (
    BadRequest,
    ClusterUnavailable,
    NotFound,
    Refused,
    StoreUnavailable,
    TooSlow,
    UpstreamError,
    UpstreamForbidden,
    UpstreamNotFound,
)
from fplbanter.services.job_kinds import ROUTINE
from fplbanter.store.jobs import (
    KEPT,
    KEPT_DEAD,
    KEPT_SHORT,
    Ending,
    JobState,
    StoredJob,
)

log = logging.getLogger(__name__)

Wall = Callable[[], datetime]
Result = Mapping[str, Any]

TRIES: Final = 5
"""After which a job that breaks is dead."""

DEATHS: Final = 20
"""
After which a job is dead whose workers died: perhaps it is what kills them. More
than of those that break, since each takes innocent ones along.
"""

LONGEST_PAUSE: Final = 300.0
"""Seconds between two tries at most."""

PATIENCE: Final = timedelta(hours=6)
"""How long a job waits for FPL or our database before it is dead as well."""

TRACE: Final = 1_000
"""Characters that are kept of what broke, for whoever runs this."""

_CANNOT: Final = (NotFound, Refused, BadRequest, UpstreamNotFound, UpstreamForbidden)
_AWAY: Final = (UpstreamError, StoreUnavailable, ClusterUnavailable, TooSlow)


def real_time() -> datetime:
    """Return the machine's time in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Pace:
    """
    How often the holder of a claim says that he is alive, and how long that counts.

    `first_pause` is in the clock's seconds, before a job that broke is tried again;
    each pause is four times the one before. `away_pause` is for while FPL or our
    database is away.
    """

    beat: float = 1.0
    claim: timedelta = timedelta(seconds=10)
    first_pause: float = 2.0
    away_pause: float = 60.0


@dataclass(frozen=True, slots=True)
class Ended:
    """What is written to the ledger, and the word for it in the metrics."""

    ending: Ending
    word: str


class Endings:
    """Says how jobs end. `wall` is real time, `clock` what people are told."""

    def __init__(self, clock: Clock, wall: Wall, pace: Pace) -> None:
        self._clock = clock
        self._wall = wall
        self._pace = pace

    def of(self, job: StoredJob, work: "Future[Result | None]") -> Ended:
        """Say how a job has ended whose work is over."""
        if work.cancelled():
            return self.put_back(job)
        error = work.exception()
        if error is None:
            return self._done(job, work.result())
        if isinstance(error, _CANNOT):
            return self.failed(job, in_words(error))
        if isinstance(error, _AWAY):
            return self._away(job, error)
        log.error("Job %s (%s) broke", job.job_id, job.kind, exc_info=error)
        job = replace(job, tries=job.tries + 1)
        if job.tries >= TRIES:
            return self.dead(job, in_words(error), error)
        pause = min(LONGEST_PAUSE, self._pace.first_pause * 4 ** (job.tries - 1))
        return self._again(job, pause, error)

    def put_back(self, job: StoredJob) -> Ended:
        """Have others take a job that its worker was told to leave; it was no try."""
        ending = self._ending(job, JobState.WAITING)
        ending = replace(ending, due_at=ending.now, error=job.error)
        return Ended(ending, "put_back")

    def failed(self, job: StoredJob, words: str) -> Ended:
        """End a job that cannot be done."""
        ending = self._over(job, JobState.FAILED, KEPT)
        return Ended(replace(ending, error=words), "failed")

    def dead(
        self, job: StoredJob, words: str, error: BaseException | None = None
    ) -> Ended:
        """Give a job up: it goes to the dead letters."""
        log.error("Job %s (%s) is given up: %s", job.job_id, job.kind, words)
        ending = self._over(job, JobState.DEAD, KEPT_DEAD)
        trace = _trace(error) or job.trace
        return Ended(replace(ending, error=words, trace=trace), "dead")

    def _done(self, job: StoredJob, result: Result | None) -> Ended:
        kept = KEPT_SHORT if job.kind in ROUTINE else KEPT
        ending = self._over(job, JobState.DONE, kept)
        return Ended(replace(ending, result=dict(result or {})), "done")

    def _away(self, job: StoredJob, error: BaseException) -> Ended:
        """Wait for FPL or our database."""
        if self._wall() - job.noted_at >= PATIENCE:
            return self.dead(job, in_words(error), error)
        told = error.retry_after if isinstance(error, UpstreamError) else None
        pause = max(self._pace.away_pause, min(told or 0.0, LONGEST_PAUSE))
        return self._again(job, pause, error)

    def _again(self, job: StoredJob, pause: float, error: BaseException) -> Ended:
        ending = self._ending(job, JobState.WAITING)
        ending = replace(
            ending,
            due_at=ending.now + timedelta(seconds=pause / self._clock.pace),
            error=in_words(error),
            reason=_word(error),
            trace=_trace(error),
        )
        return Ended(ending, "again")

    def _over(self, job: StoredJob, state: JobState, kept: timedelta) -> Ending:
        ending, ended_at = self._ending(job, state), self._clock.now()
        return replace(ending, ended_at=ended_at, gone_at=ending.now + kept)

    def _ending(self, job: StoredJob, state: JobState) -> Ending:
        """End a claim of which somebody has lived to tell."""
        return Ending(state, self._wall(), job.tries, max(0, job.deaths - 1))


def in_words(error: BaseException) -> str:
    """Say to people what is wrong, without our insides."""
    if isinstance(error, UpstreamNotFound | UpstreamForbidden):
        return "FPL does not show it."
    if isinstance(error, UpstreamError):
        return f"FPL could not be read ({error.kind})."
    if isinstance(error, NotFound | Refused | BadRequest):
        return str(error)
    if isinstance(error, _AWAY):
        return "Our own database does not answer."
    return "Something went wrong here; the log has it under this job's number."


def _word(error: BaseException) -> str | None:
    """Return the word for what is away, the same as in every answer."""
    if isinstance(error, UpstreamError):
        return error.kind
    return "database" if isinstance(error, _AWAY) else None


def _trace(error: BaseException | None) -> str | None:
    return repr(error)[:TRACE] if error is not None else None
