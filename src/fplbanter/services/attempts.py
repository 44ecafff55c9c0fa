"""
Carrying out jobs: claiming one, keeping it while it is done, and letting it go.

A job may be handed out twice, and its worker may die at any moment. The claim in
the ledger decides: one worker has a job, for as long as he gives signs of life,
and only he can end it. What a job does must bear being done twice.
"""

import asyncio
import logging
import os
import socket
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, Final

from fplbanter.clock import Clock
from fplbanter.errors import BadRequest, StoreUnavailable
from fplbanter.game.model import LeagueId
from fplbanter.ops import metrics
from fplbanter.services.endings import (
    DEATHS,
    Ended,
    Endings,
    Pace,
    Result,
    Wall,
    real_time,
)
from fplbanter.store.jobs import Claim, Jobs, StoredJob

log = logging.getLogger(__name__)

Do = Callable[["Run"], Awaitable[Result | None]]
"""A job: it does its work, says meanwhile how far it is, and what came of it."""


class Run:
    """One claim of a job, as the job itself sees it."""

    def __init__(self, job: StoredJob) -> None:
        self.job: Final = job
        self.read, self.total = job.read, job.total

    @property
    def league_id(self) -> LeagueId:
        """The league that it is about; raises BadRequest if it is about none."""
        if self.job.league_id is None:
            raise BadRequest("This job names no league.", field="league_id")
        return self.job.league_id

    def number(self, name: str, default: int | None = None) -> int:
        """Return one of its arguments; raises BadRequest if that is no number."""
        found = (self.job.arguments or {}).get(name, default)
        if not isinstance(found, int):
            raise BadRequest(f"This job has no {name}.", field=name)
        return found

    def note(self, read: int, total: int) -> None:
        """Take note of how far it is; the ledger hears of it within a second."""
        self.read, self.total = read, total


class Attempts:
    """Carries out jobs in the name of one worker. `wall` is real time."""

    def __init__(
        self,
        jobs: Jobs,
        clock: Clock,
        *,
        wall: Wall = real_time,
        pace: Pace | None = None,
    ) -> None:
        self._jobs = jobs
        self._clock = clock
        self._wall = wall
        self._pace = pace or Pace()
        self._endings = Endings(clock, wall, self._pace)
        self.worker: Final = f"{socket.gethostname()}#{os.getpid()}"

    async def carry_out(self, job_id: str, works: Mapping[str, Do]) -> None:
        """
        Claim a job, do it, and note how it ended.

        Nothing happens where there is no such job, where it is not due, or where
        somebody else has it. What cannot be noted is found again when the claim
        is over. Raises only CancelledError: then the job was put back.
        """
        with suppress(StoreUnavailable):
            job = await self._jobs.claim_job(job_id, self._claim())
            if job is None:
                return
            begun, run = time.monotonic(), Run(job)
            with metrics.JOBS_IN_HAND.track_inprogress():
                ended = await self._ended(run, works.get(job.kind))
            await self._let_go(run, ended)
            spent = time.monotonic() - begun
            metrics.JOB_SECONDS.labels(job.kind).observe(spent)

    async def _ended(self, run: Run, do: Do | None) -> Ended | None:
        """Do a job and say how it ended; None if it was lost meanwhile."""
        if run.job.deaths > DEATHS:
            return self._endings.dead(run.job, "No worker has lived to end it.")
        if do is None:
            return self._endings.failed(run.job, "This release knows no such job.")
        return await self._work(run, do)

    async def _work(self, run: Run, do: Do) -> Ended | None:
        job = run.job
        work = asyncio.ensure_future(do(run))
        holding = asyncio.create_task(self._hold(run))
        try:
            await asyncio.wait({work, holding}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                log.warning("Job %s (%s) is somebody else's now", job.job_id, job.kind)
                return None
        except asyncio.CancelledError:
            await _cancelled(work)
            await self._leave(run, work)
            raise
        finally:
            await _cancelled(work, holding)
        return self._endings.of(job, work)

    async def _hold(self, run: Run) -> None:
        """Say again and again that a job is in hand; end when it is no longer."""
        while True:
            await asyncio.sleep(self._pace.beat)
            until = self._wall() + self._pace.claim
            with suppress(StoreUnavailable):
                if not await self._jobs.keep_claim(run.job, until, run.read, run.total):
                    return

    async def _leave(self, run: Run, work: "asyncio.Future[Any]") -> None:
        """Have others take a job that is not done; one that is, is."""
        broke = work.cancelled() or work.exception() is not None
        end = self._endings.put_back if broke else partial(self._endings.of, work=work)
        with suppress(StoreUnavailable):
            await self._let_go(run, end(run.job))

    async def _let_go(self, run: Run, ended: Ended | None) -> None:
        """Note how a claim ended, unless it is somebody else's by now."""
        word = "lost"
        if ended is not None:
            ending = replace(ended.ending, read=run.read, total=run.total)
            if await self._jobs.end_claim(run.job, ending):
                word = ended.word
        metrics.JOBS_ENDED.labels(run.job.kind, word).inc()

    def _claim(self) -> Claim:
        now = self._wall()
        return Claim(self.worker, now, now + self._pace.claim, self._clock.now())


async def _cancelled(*tasks: "asyncio.Future[Any]") -> None:
    """Cancel tasks and wait until they have ended, however they do."""
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
