"""
Asking for work behind, and looking how far it is.

What is asked for is noted in the ledger first, and only then handed over: a Valkey
that is away, or forgets, loses nothing. `offer_due` finds again what nobody works on.
"""

import asyncio
import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, Protocol
from uuid import uuid4

from fplbanter.clock import Clock
from fplbanter.errors import ClusterUnavailable, NotFound, UpstreamWaiting
from fplbanter.game.model import LeagueId
from fplbanter.ops import metrics
from fplbanter.ops.deadline import left
from fplbanter.services.answers.jobs import JobAnswer
from fplbanter.services.answers.league import Pending
from fplbanter.services.board import Board
from fplbanter.services.endings import Wall, real_time
from fplbanter.services.job_kinds import TRACKS, JobKind, Track
from fplbanter.services.leagues import LeagueDesk
from fplbanter.store.database import Store
from fplbanter.store.jobs import Argument, JobState, StoredJob

log = logging.getLogger(__name__)

ONCE_IN: Final = timedelta(seconds=60)
"""Real time within which who asks for a refresh again gets the same job."""

OFFER_SECONDS: Final = 0.5
"""How long handing a job over may take."""

_NUMBER: Final = re.compile(r"[0-9a-f]{32}")
_TRIES: Final = 5


class Line(Protocol):
    """Hands jobs over to workers."""

    async def enqueue(self, kind: str, key: str) -> bool:
        """Hand a job over; raises ClusterUnavailable."""
        ...

    async def depth(self) -> int:
        """Count the jobs that were handed over; raises ClusterUnavailable."""
        ...


class Refreshes:
    """Takes jobs on. `wall` is real time."""

    def __init__(
        self,
        store: Store,
        board: Board,
        clock: Clock,
        desk: LeagueDesk,
        *,
        wall: Wall = real_time,
        once_in: timedelta = ONCE_IN,
    ) -> None:
        self._jobs = store.jobs
        self._board = board
        self._clock = clock
        self._desk = desk
        self._wall = wall
        self._once_in = once_in
        self._lines: Mapping[Track, Line] = {}

    def use(self, lines: Mapping[Track, Line]) -> None:
        """Hand jobs over by these lines, from now on."""
        self._lines = lines

    @property
    def are_worked_on(self) -> bool:
        """Whether what is asked for is handed to workers."""
        return bool(self._lines)

    async def ask(self, league_id: LeagueId) -> JobAnswer:
        """
        Have a league read and judged anew, or return the job that does so already.

        One at a time for a league, and one a minute. A league that is unknown is
        looked at first: NotFound, Refused, or the UpstreamError that came instead,
        UpstreamWaiting if nothing came in time; then nothing is asked for.
        """
        league = await self._desk.look(league_id)
        if isinstance(league, Pending):
            raise UpstreamWaiting(f"FPL has not answered for league {league_id} yet.")
        about = f"{self._board.season}:{league_id}"
        quiet_until = self._wall() + self._once_in
        job = self._new(
            JobKind.REFRESH_LEAGUE, about, {"league_id": league_id}, quiet_until
        )
        return self._answer(await self._begin(job))

    async def job(self, job_id: str) -> JobAnswer:
        """Return a job; raises NotFound for one that was never asked for."""
        found = None
        if _NUMBER.fullmatch(job_id):
            found = await self._jobs.find_job(job_id)
        if found is None:
            raise NotFound("There is no such job, or it ended long ago.")
        return self._answer(found)

    async def enqueue(self, kind: JobKind, key: str, **arguments: Argument) -> str:
        """
        Have something done that the `key` names, such as "2026-27:900:7".

        Return the job's number: of the one that is open already, if there is one.
        """
        job = self._new(kind, key, arguments, self._wall())
        return (await self._begin(job)).job_id

    async def offer_due(self, kinds: frozenset[str]) -> int:
        """
        Hand over again what is due; return how many were not on their way.

        Every job between two tries, after its worker's death, or forgotten by
        Valkey, is found here.
        """
        due = await self._jobs.find_due(kinds, self._wall())
        return sum([await self._offer(job) for job in due])

    async def measure(self) -> None:
        """Have the metrics show what is open."""
        found = await self._jobs.count_open()
        counts = {each.kind: each.count for each in found}
        for kind in JobKind:
            metrics.JOBS_OPEN.labels(kind).set(counts.get(kind, 0))
        now = self._wall()
        oldest = min((each.since for each in found), default=now)
        metrics.JOBS_OLDEST_SECONDS.set((now - oldest).total_seconds())
        with suppress(ClusterUnavailable):
            depth = sum([await line.depth() for line in self._lines.values()])
            metrics.JOBS_QUEUED.set(depth)

    # -- inside --------------------------------------------------------------

    async def _begin(self, job: StoredJob) -> StoredJob:
        """Note a job and hand it over, or return the one about the same."""
        for _ in range(_TRIES):
            if await self._jobs.begin_job(job):
                await self._offer(job)
                return job
            # It may end, and be let go, between the two looks.
            held = await self._jobs.find_held(job.subject)
            if held is not None:
                return held
        return job

    async def _offer(self, job: StoredJob) -> bool:
        """Hand a job over; while Valkey is away the ledger alone has it."""
        if not self._lines:
            return False
        line = self._lines[TRACKS[job.kind]]
        # Whoever waits for an answer has little time left: the sweep has more.
        with suppress(ClusterUnavailable, TimeoutError):
            async with asyncio.timeout(left(OFFER_SECONDS)):
                return await line.enqueue(job.kind, job.job_id)
        return False

    def _new(
        self,
        kind: JobKind,
        about: str,
        arguments: Mapping[str, Argument],
        quiet_until: datetime,
    ) -> StoredJob:
        league_id = arguments.get("league_id")
        now = self._wall()
        return StoredJob(
            job_id=uuid4().hex,
            kind=kind.value,
            subject=f"{kind.value}:{about}",
            asked_at=self._clock.now(),
            noted_at=now,
            due_at=now,
            quiet_until=quiet_until,
            league_id=LeagueId(league_id) if isinstance(league_id, int) else None,
            arguments=dict(arguments),
        )

    def _answer(self, job: StoredJob) -> JobAnswer:
        return JobAnswer(
            job_id=job.job_id,
            kind=job.kind,
            league_id=job.league_id,
            state=job.state.value,
            read=job.read,
            total=job.total,
            result=job.result,
            error=job.error,
            asked_at=job.asked_at,
            started_at=job.started_at,
            ended_at=job.ended_at,
            tries=_tries(job),
            reason=job.reason,
            retry_at=self._retry_at(job),
        )

    def _retry_at(self, job: StoredJob) -> datetime | None:
        """Return when a job is tried again, on the clock that people are told."""
        if job.state is not JobState.WAITING or job.error is None:
            return None
        seconds = max(0.0, (job.due_at - self._wall()).total_seconds())
        return self._clock.now() + timedelta(seconds=seconds * self._clock.pace)


def _tries(job: StoredJob) -> int:
    """Count the tries: those that broke or that nobody has ended, and the last."""
    ended = job.state in (JobState.DONE, JobState.FAILED)
    return job.tries + job.deaths + ended
