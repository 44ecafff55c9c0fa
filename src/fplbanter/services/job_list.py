"""Jobs for the operator's terminal: what waits, and what was given up and why."""

from datetime import datetime
from typing import Final

from fplbanter.services.shown import one_line, table, visible
from fplbanter.store.jobs import Jobs, OpenJobs, StoredJob

MOST: Final = 100
"""Jobs that were given up; older ones are in MongoDB for as long as they are kept."""

_OPEN: Final = ("OPEN JOBS", "HOW MANY", "OLDEST SINCE (UTC)")
_DEAD: Final = ("GIVEN UP", "WHEN (UTC)", "ABOUT", "TRIES", "ERROR")
_ERROR: Final = 100
_NEVER: Final = "-"

NOTHING: Final = "No job waits, and none was given up."


async def listing(jobs: Jobs) -> str:
    """Return how many jobs of each kind are open, then those that were given up."""
    waiting, dead = await jobs.count_open(), await jobs.find_dead(MOST)
    parts = []
    if waiting:
        parts.append(table(_OPEN, (_open(each) for each in waiting)))
    if dead:
        parts.append(table(_DEAD, (_dead(each) for each in dead)))
    return "\n\n".join(parts) or NOTHING


async def whole(jobs: Jobs, job_id: str) -> str | None:
    """Return all about one job, its traceback too; None if there is none."""
    job = await jobs.find_job(job_id)
    return _shown(job) if job else None


def _open(jobs: OpenJobs) -> tuple[str, ...]:
    return jobs.kind, str(jobs.count), _time(jobs.since)


def _dead(job: StoredJob) -> tuple[str, ...]:
    error = one_line(job.error or "")[:_ERROR]
    return job.job_id, _time(job.ended_at), one_line(job.subject), str(job.tries), error


def _shown(job: StoredJob) -> str:
    when = ", ".join(
        f"{what} {_time(moment)}"
        for what, moment in (
            ("asked for", job.noted_at),
            ("begun", job.started_at),
            ("ended", job.ended_at),
        )
    )
    count = f"{job.tries} tries broke, {job.deaths} workers died"
    lines = [
        f"{one_line(job.subject)} ({job.kind}): {job.state}",
        f"{when} (UTC)",
        f"{count}; {job.read} of {job.total} read",
    ]
    if job.error:
        lines.append(visible(job.error))
    if job.trace:
        lines += ["", visible(job.trace).rstrip()]
    return "\n".join(lines)


def _time(moment: datetime | None) -> str:
    return _NEVER if moment is None else f"{moment:%Y-%m-%d %H:%M:%S}"
