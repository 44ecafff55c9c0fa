"""
The ledger of jobs: what was asked, what ran, how often, and how it ended.

Valkey only carries word of a job; whatever it forgets is here. A job is run by
whoever has claimed it: each claim has a higher `fence`, and a write under an older
one changes nothing, so that a worker who was taken for dead cannot end it twice.

Two clocks: what people are told is on the product's; what becomes due, or has been
held for too long, is in real time, which is what retries and dead workers know.
"""

from collections.abc import Collection as Several
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument
from pymongo.errors import DuplicateKeyError

from fplbanter.game.model import LeagueId
from fplbanter.store.collection import Collection
from fplbanter.store.documents import Document, built, plain

KEPT_SHORT: Final = timedelta(hours=1)
"""How long a job that is made again and again is kept once it is done."""

KEPT: Final = timedelta(days=7)
KEPT_DEAD: Final = timedelta(days=30)

Argument = str | int


class JobState(StrEnum):
    """
    Where a job stands.

    It waits also between two tries. A failed one cannot be done (there is no such
    league), a dead one was tried too often: those are the dead letters.
    """

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DEAD = "dead"


OPEN: Final = (JobState.WAITING.value, JobState.RUNNING.value)


@dataclass(frozen=True, slots=True)
class StoredJob:
    """
    A job. `subject` is what there may be only one open job about.

    `tries` are those that broke, `fence` is which claim it is, `deaths` are the claims
    that nobody has ended, the one that lasts among them. `read` of `total` is how far it is. `error` is for people, `trace` for who runs this.
    `held` while it is open, and then until `quiet_until`: nobody can ask for the
    same again meanwhile. In real time: `noted_at` (when it was asked), `due_at`,
    `quiet_until`, and `claimed_until`, after which a claim is over.
    """

    job_id: str
    kind: str
    subject: str
    asked_at: datetime
    noted_at: datetime
    due_at: datetime
    quiet_until: datetime
    league_id: LeagueId | None = None
    arguments: Mapping[str, Argument] | None = None
    state: JobState = JobState.WAITING
    held: bool = True
    tries: int = 0
    fence: int = 0
    deaths: int = 0
    read: int = 0
    total: int = 0
    worker: str = ""
    claimed_until: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    result: Mapping[str, Any] | None = None
    error: str | None = None
    reason: str | None = None
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to run a job until `until`, unless it is renewed."""

    worker: str
    now: datetime
    until: datetime
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Ending:
    """How a claim ends: for good, or with the job put back until `due_at`."""

    state: JobState
    now: datetime
    tries: int
    deaths: int
    read: int = 0
    total: int = 0
    ended_at: datetime | None = None
    due_at: datetime | None = None
    gone_at: datetime | None = None
    result: Mapping[str, Any] | None = None
    error: str | None = None
    reason: str | None = None
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class OpenJobs:
    """How many jobs of a kind are open, and since when the oldest is."""

    kind: str
    count: int
    since: datetime


class Jobs(Collection):
    """The collection `jobs`, keyed by random identifiers."""

    name = "jobs"
    indexes = (
        IndexModel(
            [("subject", ASCENDING)],
            unique=True,
            partialFilterExpression={"held": True},
        ),
        IndexModel([("state", ASCENDING), ("due_at", ASCENDING)]),
        IndexModel("gone_at", expireAfterSeconds=0),
    )

    async def begin_job(self, job: StoredJob) -> bool:
        """Note a job; False if one about the same is held."""
        await self._let_go(job.subject, job.noted_at)
        try:
            await self._reach.ask(lambda: self._collection.insert_one(_document(job)))
        except DuplicateKeyError:
            return False
        return True

    async def find_job(self, job_id: str) -> StoredJob | None:
        """Find a job, None if there is none of that key."""
        document = await self._find_one({"_id": job_id})
        return _job(document) if document else None

    async def find_held(self, subject: str) -> StoredJob | None:
        """Find the job about something that is open, or has ended a moment ago."""
        document = await self._find_one({"subject": subject, "held": True})
        return _job(document) if document else None

    async def find_due(
        self, kinds: Several[str], now: datetime, limit: int = 500
    ) -> tuple[StoredJob, ...]:
        """Find what somebody should be working on, and perhaps nobody is."""
        documents = await self._find_many(
            {"kind": {"$in": list(kinds)}, **_due(now)},
            limit=limit,
            sort=[("due_at", ASCENDING)],
        )
        return tuple(_job(document) for document in documents)

    async def find_dead(self, limit: int = 100) -> tuple[StoredJob, ...]:
        """Find the dead letters, the one that was tried last first."""
        documents = await self._find_many(
            {"state": JobState.DEAD.value},
            limit=limit,
            sort=[("due_at", DESCENDING)],
        )
        return tuple(_job(document) for document in documents)

    async def count_open(self, limit: int = 5_000) -> tuple[OpenJobs, ...]:
        """Count the open jobs by their kind, `limit` of them at most."""
        fields = {"kind": 1, "noted_at": 1, "_id": 0}
        found: dict[str, list[datetime]] = {}
        query = {"state": {"$in": OPEN}}
        for document in await self._find_many(query, limit=limit, fields=fields):
            found.setdefault(document["kind"], []).append(document["noted_at"])
        return tuple(
            OpenJobs(kind, len(since), min(since)) for kind, since in found.items()
        )

    # -- who runs it ---------------------------------------------------------

    async def claim_job(self, job_id: str, claim: Claim) -> StoredJob | None:
        """Claim a job that is due; None if it is not, or somebody has it."""
        changed = {
            "state": JobState.RUNNING.value,
            "worker": claim.worker,
            "claimed_until": claim.until,
            "started_at": claim.started_at,
        }
        document = await self._reach.ask(
            lambda: self._collection.find_one_and_update(
                {"_id": job_id, **_due(claim.now)},
                {"$set": changed, "$inc": {"fence": 1, "deaths": 1}},
                return_document=ReturnDocument.AFTER,
            )
        )
        return _job(document) if document else None

    async def keep_claim(
        self, job: StoredJob, until: datetime, read: int, total: int
    ) -> bool:
        """Have a claim last until then, and say how far it is; False if it is lost."""
        changed = {"claimed_until": until, "read": read, "total": total}
        return await self._changed(job, {"$set": changed})

    async def end_claim(self, job: StoredJob, ending: Ending) -> bool:
        """End a claim; False if it was lost: then this has changed nothing."""
        changed = {
            name: value
            for name, value in plain(ending).items()
            if name != "now" and value is not None
        }
        changed |= {
            "state": ending.state.value,
            "held": ending.state.value in OPEN or job.quiet_until > ending.now,
            "error": ending.error,
            "reason": ending.reason,
        }
        return await self._changed(
            job, {"$set": changed, "$unset": {"claimed_until": ""}}
        )

    async def _changed(self, job: StoredJob, update: Document) -> bool:
        claimed = {
            "_id": job.job_id,
            "state": JobState.RUNNING.value,
            "fence": job.fence,
        }
        done = await self._reach.ask(
            lambda: self._collection.update_one(claimed, update)
        )
        return done.matched_count > 0

    async def _let_go(self, subject: str, now: datetime) -> None:
        """Let the next one be asked for where the last one's quiet time is over."""
        over = {"state": {"$nin": OPEN}, "quiet_until": {"$lte": now}}
        await self._update_one(
            {"subject": subject, "held": True, **over}, {"held": False}
        )


def _due(now: datetime) -> Document:
    """Return what is true of jobs that may be claimed."""
    waiting = {"state": JobState.WAITING.value, "due_at": {"$lte": now}}
    left = {"state": JobState.RUNNING.value, "claimed_until": {"$lt": now}}
    return {"$or": [waiting, left]}


def _document(job: StoredJob) -> Document:
    return plain(job) | {"_id": job.job_id, "state": job.state.value}


def _job(document: Document) -> StoredJob:
    return built(StoredJob, document, state=JobState(document["state"]))
