"""Asking for a refresh: one at a time and one a minute, and nothing is ever lost."""

import asyncio
from datetime import datetime, timedelta

import pytest
from tests.metered import moved, sample
from tests.pretend import asked, forget

from fplbanter.errors import (
    BanterError,
    ClusterUnavailable,
    NotFound,
    Refused,
    UpstreamUpdating,
    UpstreamWaiting,
)
from fplbanter.game.model import LeagueId
from fplbanter.ops.deadline import deadline
from fplbanter.services.attempts import Attempts, Run
from fplbanter.services.endings import real_time
from fplbanter.services.job_kinds import JobKind, Track
from fplbanter.services.product import Product
from fplbanter.services.refreshes import Refreshes
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio

FOUR, TWENTY, PRIVATE, UNKNOWN = map(LeagueId, (902, 901, 909, 999))


class Line:
    """Takes note of what is handed over; may be away."""

    def __init__(self) -> None:
        self.jobs: list[tuple[str, str]] = []
        self.away = self.hangs = False

    async def enqueue(self, kind: str, key: str) -> bool:
        if self.hangs:
            await asyncio.Event().wait()
        if self.away:
            raise ClusterUnavailable("away")
        new = (kind, key) not in self.jobs
        if new:
            self.jobs.append((kind, key))
        return new

    async def depth(self) -> int:
        if self.away:
            raise ClusterUnavailable("away")
        return len(self.jobs)


class Desk:
    """The refreshes of a product, with a wall clock that is moved by hand."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.now = real_time()
        self.prompt, self.patient = Line(), Line()
        self.refreshes = Refreshes(
            product.store,
            product.board,
            product.clock,
            product.desk,
            wall=lambda: self.now,
        )
        self.refreshes.use(
            {
                Track.PROMPT: self.prompt,
                Track.ASKED: self.patient,
                Track.IDLE: Line(),
            }
        )

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    async def end(self, job_id: str, error: Exception | None = None) -> None:
        """Have a job carried out, well or not."""

        async def do(run: Run) -> dict[str, int]:
            if error:
                raise error
            run.note(4, 4)
            return {"members": 4}

        attempts = Attempts(
            self.product.store.jobs, self.product.clock, wall=lambda: self.now
        )
        await attempts.carry_out(job_id, dict.fromkeys(JobKind, do))


@pytest.fixture
async def desk(product: Product) -> Desk:
    """Give a desk on a ledger with its indexes."""
    await product.store.jobs.prepare()
    return Desk(product)


async def test_a_refresh_is_a_job_that_can_be_watched(
    desk: Desk, simulator: Simulator
) -> None:
    """From waiting to done, with what came of it; the clock is the product's."""
    answer = await desk.refreshes.ask(FOUR)
    assert (answer.kind, answer.league_id, answer.state) == (
        "refresh_league",
        FOUR,
        "waiting",
    )
    assert answer.asked_at == simulator.clock.now()
    assert answer.is_open
    assert desk.patient.jobs == [("refresh_league", answer.job_id)]
    assert desk.prompt.jobs == []

    await desk.end(answer.job_id)
    found = await desk.refreshes.job(answer.job_id)
    assert (found.state, found.read, found.total) == ("done", 4, 4)
    assert found.result == {"members": 4}
    assert not found.is_open


async def test_a_hundred_who_ask_at_once_get_one_job(desk: Desk) -> None:
    """Also from two processes: the ledger decides."""
    other = Desk(desk.product)
    answers = await asyncio.gather(
        *(each.refreshes.ask(FOUR) for each in [desk, other] * 50)
    )
    (job_id,) = {answer.job_id for answer in answers}
    assert desk.patient.jobs + other.patient.jobs == [("refresh_league", job_id)]
    assert (await desk.refreshes.ask(TWENTY)).job_id != job_id


async def test_who_asks_within_the_minute_gets_the_first_ones_job(desk: Desk) -> None:
    """Also when it has ended; after the minute a new one."""
    first = await desk.refreshes.ask(FOUR)
    await desk.end(first.job_id)
    desk.pass_(59)
    again = await desk.refreshes.ask(FOUR)
    assert (again.job_id, again.state) == (first.job_id, "done")
    desk.pass_(1)
    assert (await desk.refreshes.ask(FOUR)).job_id != first.job_id


async def test_one_that_takes_longer_than_a_minute_is_the_only_one(desk: Desk) -> None:
    """However long it waits."""
    first = await desk.refreshes.ask(FOUR)
    desk.pass_(3_600)
    assert (await desk.refreshes.ask(FOUR)).job_id == first.job_id


@pytest.mark.parametrize(
    ("league_id", "error", "requests"), [(UNKNOWN, NotFound, 2), (PRIVATE, Refused, 1)]
)
async def test_fpls_no_is_passed_on(
    desk: Desk,
    simulator: Simulator,
    league_id: LeagueId,
    error: type[BanterError],
    requests: int,
) -> None:
    """As for its table: remembered, nothing noted, nothing handed over."""
    for _ in range(4):
        with pytest.raises(error):
            await desk.refreshes.ask(league_id)
    assert len(asked(simulator)) == requests
    assert await desk.product.store.jobs._count({}) == 0
    assert desk.patient.jobs == []


async def test_a_first_look_is_one_request(desk: Desk, simulator: Simulator) -> None:
    """The rest is the job's; a league that is known costs none."""
    await desk.refreshes.ask(FOUR)
    assert asked(simulator) == ["leagues-classic/902/standings/"]
    forget(simulator)
    desk.pass_(61)
    await desk.refreshes.ask(FOUR)
    assert asked(simulator) == []


async def test_an_fpl_that_does_not_answer_in_time_is_said(
    desk: Desk, simulator: Simulator
) -> None:
    """Then nothing is noted: the league may not exist."""
    simulator.faults.add(Fault("leagues-", "slow", delay=60.0))
    with deadline(0.2), pytest.raises(UpstreamWaiting):
        await desk.refreshes.ask(FOUR)
    assert await desk.product.store.jobs._count({}) == 0


@pytest.mark.parametrize(
    "job_id",
    ["", "0" * 32, "0" * 31, "0" * 33, "A" * 32, "../x", "\x00", "$where", "é" * 32],
)
async def test_a_job_of_somebodys_imagination_is_not_there(
    desk: Desk, job_id: str
) -> None:
    """Whatever its number looks like."""
    with pytest.raises(NotFound):
        await desk.refreshes.job(job_id)


async def test_why_a_job_waits_is_said(desk: Desk, simulator: Simulator) -> None:
    """FPL's doing has its word, and the next try its time on the product's clock."""
    answer = await desk.refreshes.ask(FOUR)
    assert (answer.reason, answer.retry_at) == (None, None)
    await desk.end(answer.job_id, UpstreamUpdating("insides"))
    found = await desk.refreshes.job(answer.job_id)
    assert (found.state, found.reason) == ("waiting", "updating")
    assert found.error == "FPL could not be read (updating)."
    assert isinstance(found.retry_at, datetime)
    assert found.retry_at > simulator.clock.now()


# -- what Valkey forgets -------------------------------------------------------


@pytest.mark.parametrize("how", ["away", "hangs"])
async def test_what_valkey_did_not_take_is_offered_again(desk: Desk, how: str) -> None:
    """It is in the ledger; whoever asked is answered all the same."""
    setattr(desk.patient, how, True)
    answer = await desk.refreshes.ask(FOUR)
    kinds = frozenset(JobKind)
    assert desk.patient.jobs == []
    setattr(desk.patient, how, False)
    assert await desk.refreshes.offer_due(kinds) == 1
    assert desk.patient.jobs == [("refresh_league", answer.job_id)]
    assert await desk.refreshes.offer_due(kinds) == 0


async def test_all_that_is_open_is_offered_to_an_empty_valkey(desk: Desk) -> None:
    """What waits, what was left behind; not what is done or in somebody's hand."""
    ids = [
        await desk.refreshes.enqueue(JobKind.JUDGE_LEAGUE, f"{n}", gameweek=n)
        for n in range(4)
    ]
    await desk.end(ids[0])
    desk.prompt.jobs.clear()
    assert await desk.refreshes.offer_due(frozenset({"refresh_league"})) == 0
    assert await desk.refreshes.offer_due(frozenset(JobKind)) == 3
    assert {key for _, key in desk.prompt.jobs} == set(ids[1:])


async def test_asking_for_what_is_open_is_nothing(desk: Desk) -> None:
    """The timetable may ask as often as it likes."""
    ids = {
        await desk.refreshes.enqueue(JobKind.JUDGE_LEAGUE, "900:7", gameweek=7)
        for _ in range(5)
    }
    assert len(ids) == 1
    await desk.end(ids.pop())
    await desk.refreshes.enqueue(JobKind.JUDGE_LEAGUE, "900:7", gameweek=7)
    assert len(desk.prompt.jobs) == 2


async def test_what_is_open_is_measured(desk: Desk) -> None:
    """By kind, with the age of the oldest and what Valkey has."""
    await desk.refreshes.ask(FOUR)
    desk.pass_(30)
    await desk.refreshes.enqueue(JobKind.JUDGE_LEAGUE, "900:7", gameweek=7)
    with moved("jobs_open", kind="refresh_league"):
        await desk.refreshes.measure()
    assert sample("jobs_open", kind="judge_league") == 1
    assert sample("jobs_oldest_seconds") == pytest.approx(30, abs=0.1)
    assert sample("jobs_queued") == 2
    desk.prompt.away = True
    await desk.refreshes.measure()
    metrics = {kind: sample("jobs_open", kind=kind) for kind in JobKind}
    assert sum(metrics.values()) == 2
    for kind, job_id in desk.prompt.jobs + desk.patient.jobs:
        assert kind
        await desk.end(job_id)
    await desk.refreshes.measure()
    assert sample("jobs_oldest_seconds") == 0
