"""The ledger of jobs: one open job about a thing, one holder, one end."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from fplbanter.game.model import LeagueId
from fplbanter.store.database import Store
from fplbanter.store.jobs import Claim, Ending, Jobs, JobState, StoredJob

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
ANA, TOM = "ana#1", "tom#2"


def seconds(number: float) -> datetime:
    return NOW + timedelta(seconds=number)


def job(subject: str = "refresh_league:2026-27:900", quiet: float = 60) -> StoredJob:
    return StoredJob(
        job_id=uuid4().hex,
        kind="refresh_league",
        subject=subject,
        asked_at=NOW,
        noted_at=NOW,
        due_at=NOW,
        quiet_until=seconds(quiet),
        league_id=LeagueId(900),
        arguments={"league_id": 900},
    )


def claim(worker: str, at: float) -> Claim:
    return Claim(worker, seconds(at), seconds(at + 10), NOW)


def done(at: float) -> Ending:
    return Ending(JobState.DONE, seconds(at), 0, 0, read=50, total=50, ended_at=NOW)


@pytest.fixture
async def jobs(store: Store) -> Jobs:
    """Give the ledger with its indexes: one of them is a rule."""
    await store.jobs.prepare()
    return store.jobs


async def test_a_job_is_found_as_it_was_noted(jobs: Jobs) -> None:
    """By its number, and by what it is about."""
    noted = job()
    assert await jobs.begin_job(noted)
    assert await jobs.find_job(noted.job_id) == noted
    assert await jobs.find_held(noted.subject) == noted
    assert await jobs.find_job("0" * 32) is None


async def test_of_a_hundred_at_once_one_is_noted(jobs: Jobs) -> None:
    """The server decides, in one index."""
    noted = await asyncio.gather(*(jobs.begin_job(job()) for _ in range(100)))
    assert noted.count(True) == 1
    assert await jobs.begin_job(job("refresh_league:2026-27:901"))


async def test_one_that_has_just_ended_is_still_the_one(jobs: Jobs) -> None:
    """Until its quiet time is over; then the next may be asked for."""
    first = job(quiet=60)
    await jobs.begin_job(first)
    held = await jobs.claim_job(first.job_id, claim(ANA, 1))
    assert held
    assert await jobs.end_claim(held, done(2))
    assert not await jobs.begin_job(replace(job(), noted_at=seconds(59)))
    found = await jobs.find_held(first.subject)
    assert found
    assert (found.job_id, found.state) == (first.job_id, JobState.DONE)
    assert await jobs.begin_job(replace(job(), noted_at=seconds(61)))


async def test_a_job_without_quiet_time_can_be_asked_for_at_once(jobs: Jobs) -> None:
    """As soon as it has ended; while it is open it cannot."""
    first = job(quiet=0)
    await jobs.begin_job(first)
    held = await jobs.claim_job(first.job_id, claim(ANA, 1))
    assert held
    assert not await jobs.begin_job(job(quiet=0))
    await jobs.end_claim(held, done(2))
    assert await jobs.begin_job(job(quiet=0))


async def test_one_of_many_has_the_job(jobs: Jobs) -> None:
    """Each claim has a higher fence."""
    noted = job()
    await jobs.begin_job(noted)
    got = await asyncio.gather(
        *(jobs.claim_job(noted.job_id, claim(f"w{n}", 1)) for n in range(20))
    )
    (held,) = (each for each in got if each)
    assert (held.fence, held.deaths, held.state) == (1, 1, JobState.RUNNING)


async def test_who_was_taken_for_dead_ends_nothing(jobs: Jobs) -> None:
    """His claim ran out, somebody else has it: his word changes nothing."""
    noted = job()
    await jobs.begin_job(noted)
    anas = await jobs.claim_job(noted.job_id, claim(ANA, 0))
    assert anas
    assert await jobs.claim_job(noted.job_id, claim(TOM, 9)) is None
    toms = await jobs.claim_job(noted.job_id, claim(TOM, 11))
    assert toms
    assert (toms.fence, toms.deaths, toms.worker) == (2, 2, TOM)

    assert not await jobs.keep_claim(anas, seconds(30), 5, 50)
    assert not await jobs.end_claim(anas, done(12))
    assert await jobs.keep_claim(toms, seconds(30), 7, 50)
    assert await jobs.end_claim(toms, done(13))
    assert not await jobs.end_claim(toms, done(14))
    found = await jobs.find_job(noted.job_id)
    assert found
    assert (found.state, found.worker, found.claimed_until) == (
        JobState.DONE,
        TOM,
        None,
    )


async def test_what_is_put_back_is_due_then(jobs: Jobs) -> None:
    """Not before; and it counts as open all the time."""
    noted = job(quiet=0)
    await jobs.begin_job(noted)
    held = await jobs.claim_job(noted.job_id, claim(ANA, 0))
    assert held
    again = Ending(
        JobState.WAITING, seconds(1), 1, 0, due_at=seconds(5), error="It broke."
    )
    assert await jobs.end_claim(held, again)
    kinds = ["refresh_league"]
    assert await jobs.find_due(kinds, seconds(4)) == ()
    assert await jobs.claim_job(noted.job_id, claim(TOM, 4)) is None
    assert not await jobs.begin_job(job(quiet=0))
    (due,) = await jobs.find_due(kinds, seconds(5))
    assert (due.job_id, due.error) == (noted.job_id, "It broke.")
    assert await jobs.find_due(["another"], seconds(5)) == ()
    held = await jobs.claim_job(noted.job_id, claim(TOM, 6))
    assert held
    assert await jobs.find_due(kinds, seconds(6)) == ()
    assert await jobs.find_due(kinds, seconds(17)) != ()


async def test_dead_letters_are_listed_and_open_jobs_counted(jobs: Jobs) -> None:
    """The latest first; by their kinds, with the oldest."""
    for number in range(3):
        noted = job(f"refresh_league:{number}")
        await jobs.begin_job(noted)
        held = await jobs.claim_job(noted.job_id, claim(ANA, 0))
        assert held
        if number:
            dead = Ending(
                JobState.DEAD, NOW, 5, 0, ended_at=seconds(number), error="No."
            )
            await jobs.end_claim(held, dead)
    assert [dead.subject for dead in await jobs.find_dead()] == [
        "refresh_league:2",
        "refresh_league:1",
    ]
    (found,) = await jobs.count_open()
    assert (found.kind, found.count, found.since) == ("refresh_league", 1, NOW)


async def test_what_has_ended_is_forgotten_in_time(jobs: Jobs) -> None:
    """MongoDB drops it by itself; what is open has no end."""
    indexes = await jobs._collection.index_information()
    assert indexes["gone_at_1"]["expireAfterSeconds"] == 0
    noted = job()
    await jobs.begin_job(noted)
    assert "gone_at" not in (await jobs._find_one({}) or {})
