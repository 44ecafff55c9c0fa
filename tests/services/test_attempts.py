"""Carrying out jobs: claimed once, tried again, given up, put back."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.metered import moved, sample

from fplbanter.clock import FrozenClock
from fplbanter.errors import NotFound, StoreUnavailable, UpstreamBusy, UpstreamUpdating
from fplbanter.services.attempts import Attempts, Run
from fplbanter.services.endings import DEATHS, PATIENCE, TRIES, Pace, real_time
from fplbanter.store.database import Store
from fplbanter.store.jobs import Claim, JobState, StoredJob

pytestmark = pytest.mark.anyio

NOW = datetime.fromisoformat("2026-11-22T15:00:00+00:00")
KIND = "judge_league"


class Wall:
    """Real time, moved by hand."""

    def __init__(self) -> None:
        self.now = real_time()

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Bench:
    """A ledger with one job, and somebody who carries it out."""

    def __init__(self, store: Store) -> None:
        self.jobs, self.wall = store.jobs, Wall()
        self.clock = FrozenClock(NOW)
        self.attempts = self.somebody()
        self.runs: list[Run] = []
        self.number = "a" * 32

    def somebody(self, beat: float = 30.0) -> Attempts:
        pace = Pace(beat=beat)
        return Attempts(self.jobs, self.clock, wall=self.wall, pace=pace)

    async def ask(self) -> None:
        now = self.wall()
        job = StoredJob(self.number, KIND, KIND, NOW, now, now, now)
        assert await self.jobs.begin_job(job)

    async def found(self) -> StoredJob:
        job = await self.jobs.find_job(self.number)
        assert job
        return job

    async def run(self, outcome: object, attempts: Attempts | None = None) -> StoredJob:
        """Carry the job out; its work ends with the outcome, or raises it."""

        async def do(run: Run) -> Mapping[str, Any]:
            self.runs.append(run)
            if isinstance(outcome, BaseException):
                raise outcome
            run.note(31, 50)
            return {"outcome": outcome}

        await (attempts or self.attempts).carry_out(self.number, {KIND: do})
        return await self.found()


@pytest.fixture
async def bench(store: Store) -> Bench:
    """Give a ledger in which one job waits."""
    await store.jobs.prepare()
    bench = Bench(store)
    await bench.ask()
    return bench


async def test_a_job_is_done_once(bench: Bench) -> None:
    """However often it is handed out; how far it came and what came of it stays."""
    with (
        moved("jobs_ended_total", kind=KIND, end="done"),
        moved("job_seconds_count", kind=KIND),
    ):
        found = await bench.run("all is well")
    for _ in range(3):
        await bench.run("again")
    assert len(bench.runs) == 1
    assert found == await bench.found()
    assert (found.state, found.read, found.total) == (JobState.DONE, 31, 50)
    assert found.result == {"outcome": "all is well"}
    assert (found.started_at, found.ended_at, found.error) == (NOW, NOW, None)


async def test_twenty_who_are_handed_it_at_once_do_it_once(bench: Bench) -> None:
    """One has claimed it before the others; they go away."""
    await asyncio.gather(*(bench.run("x", bench.somebody()) for _ in range(20)))
    assert len(bench.runs) == 1


async def test_a_number_that_nobody_knows_is_nothing(bench: Bench) -> None:
    """Somebody may have put it into Valkey."""
    await bench.attempts.carry_out("b" * 32, {})
    assert (await bench.found()).state is JobState.WAITING


async def test_what_breaks_is_tried_again_and_then_given_up(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """Each pause is four times the last; in the end it is a dead letter."""
    pauses = []
    for number in range(1, TRIES):
        found = await bench.run(RuntimeError("secret://inside"))
        assert (found.state, found.tries) == (JobState.WAITING, number)
        pauses.append((found.due_at - bench.wall()).total_seconds())
        await bench.run("too early")
        bench.wall.pass_(pauses[-1])
    with moved("jobs_ended_total", kind=KIND, end="dead"):
        found = await bench.run(RuntimeError("secret://inside"))
    assert pauses == pytest.approx([2, 8, 32, 128], abs=0.01)
    assert len(bench.runs) == TRIES
    assert (found.state, found.tries, found.ended_at) == (JobState.DEAD, TRIES, NOW)
    assert found.error
    assert "secret" not in found.error
    assert found.trace
    assert "secret" in found.trace
    assert "is given up" in caplog.text
    assert [dead.job_id for dead in await bench.jobs.find_dead()] == [bench.number]
    bench.wall.pass_(10_000)
    await bench.run("too late")
    assert len(bench.runs) == TRIES


async def test_what_cannot_be_done_is_not_tried_again(bench: Bench) -> None:
    """There is no such league: it says so, in words for people."""
    found = await bench.run(NotFound("There is no league 7."))
    assert (found.state, found.error) == (JobState.FAILED, "There is no league 7.")
    assert found.ended_at == NOW


@pytest.mark.parametrize(
    ("error", "reason", "pause"),
    [
        (UpstreamUpdating("http://inside"), "updating", 60),
        (UpstreamBusy("429", retry_after=90), "busy", 90),
        (StoreUnavailable("mongod://inside"), "database", 60),
    ],
)
async def test_that_fpl_is_away_is_not_the_jobs_fault(
    bench: Bench, error: Exception, reason: str, pause: float
) -> None:
    """It waits for hours if need be, and no try is counted; then it is dead too."""
    for _ in range(TRIES + 3):
        found = await bench.run(error)
        assert (found.state, found.tries, found.reason) == (
            JobState.WAITING,
            0,
            reason,
        )
        assert "inside" not in (found.error or "")
        waits = (found.due_at - bench.wall()).total_seconds()
        assert waits == pytest.approx(pause, abs=0.01)
        bench.wall.pass_(waits)
    bench.wall.now += PATIENCE
    assert (await bench.run(error)).state is JobState.DEAD


async def test_a_job_whose_workers_die_is_given_up_as_well(bench: Bench) -> None:
    """Each was claimed and never heard of again: perhaps it is the job that kills."""
    for _ in range(DEATHS):
        now = bench.wall()
        claim = Claim("gone", now, now + timedelta(seconds=10), NOW)
        assert await bench.jobs.claim_job(bench.number, claim)
        await bench.run("not mine yet")
        bench.wall.pass_(11)
    found = await bench.run("never done")
    assert bench.runs == []
    assert (found.state, found.error) == (
        JobState.DEAD,
        "No worker has lived to end it.",
    )


class Held(Bench):
    """A job that somebody has in hand until he is told to end."""

    def __init__(self, store: Store, beat: float) -> None:
        super().__init__(store)
        self.begun, self.ended = asyncio.Event(), asyncio.Event()
        self.let_go = False
        self.notes: list[tuple[int, int]] = []
        self.attempts = self.somebody(beat)

    async def hold(self, run: Run) -> None:
        run.note(31, 50)
        self.begun.set()
        try:
            await self.ended.wait()
        except asyncio.CancelledError:
            self.let_go = True
            raise

    def start(self) -> "asyncio.Task[None]":
        work = self.attempts.carry_out(self.number, {KIND: self.hold})
        return asyncio.create_task(work)


async def test_a_worker_that_is_told_to_end_puts_it_back(store: Store) -> None:
    """It can be claimed at once, and it was no try."""
    await store.jobs.prepare()
    bench = Held(store, beat=30)
    await bench.ask()
    holding = bench.start()
    await bench.begun.wait()
    assert sample("jobs_in_hand") == 1
    with moved("jobs_ended_total", kind=KIND, end="put_back"):
        holding.cancel()
        with pytest.raises(asyncio.CancelledError):
            await holding
    assert sample("jobs_in_hand") == 0
    assert bench.let_go
    found = await bench.found()
    assert (found.state, found.deaths, found.fence) == (JobState.WAITING, 0, 1)
    assert found.read == 31
    assert (await bench.run("well")).state is JobState.DONE


async def test_a_claim_lasts_for_as_long_as_its_holder_lives(store: Store) -> None:
    """He says so again and again, and how far he is."""
    await store.jobs.prepare()
    bench = Held(store, beat=0.01)
    await bench.ask()
    holding = bench.start()
    await bench.begun.wait()
    for _ in range(3):
        bench.wall.pass_(9)
        async with asyncio.timeout(5):
            while (
                until := (await bench.found()).claimed_until
            ) is None or until < bench.wall() + timedelta(seconds=9):
                await asyncio.sleep(0.005)
    found = await bench.found()
    assert (found.read, found.total) == (31, 50)
    bench.ended.set()
    await holding
    assert (await bench.found()).state is JobState.DONE


async def test_who_has_lost_his_claim_stops(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """He was frozen, and somebody else took it: what he did counts for nothing."""
    await store.jobs.prepare()
    bench = Held(store, beat=0.01)
    await bench.ask()
    holding = bench.start()
    await bench.begun.wait()
    await bench.jobs._update_one({"_id": bench.number}, {"fence": 9, "worker": "tom"})
    with moved("jobs_ended_total", kind=KIND, end="lost"):
        await holding
    assert bench.let_go
    assert "somebody else's" in caplog.text
    assert (await bench.found()).worker == "tom"


async def test_without_a_database_nothing_is_begun(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sweep finds it again later; nobody hears of an error."""

    async def gone(*_: object) -> None:
        raise StoreUnavailable("gone")

    monkeypatch.setattr(type(bench.jobs), "claim_job", gone)
    await bench.run("never")
    assert bench.runs == []
