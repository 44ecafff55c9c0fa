"""One budget for many processes: who goes first, what all learn, what is lost."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from itertools import pairwise

import pytest
from tests.metered import moved

from fplbanter.cluster.budget import ClusterBudget
from fplbanter.cluster.connection import Valkey, connect
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.limits import Limits
from fplbanter.errors import UpstreamBusy
from fplbanter.ops.embedded import Services

from .conftest import Breakable

pytestmark = pytest.mark.anyio


class Desk:
    """Several budgets, as several processes have them, and who got a slot when."""

    def __init__(self, url: str, prefix: str, stack: AsyncExitStack) -> None:
        self._url, self._prefix, self._stack = url, prefix, stack
        self.served: list[tuple[float, Lane]] = []

    async def open(
        self, per_second: float, per_minute: int = 60_000, processes: int = 2
    ) -> list[ClusterBudget]:
        return [
            await self.one(per_second, per_minute, processes) for _ in range(processes)
        ]

    async def one(
        self, per_second: float, per_minute: int, processes: int, in_flight: int = 4
    ) -> ClusterBudget:
        valkey = connect(self._url, prefix=self._prefix)
        await self._stack.enter_async_context(valkey)
        budget = ClusterBudget(valkey, per_second, per_minute, processes, in_flight)
        return await self._stack.enter_async_context(budget)

    async def ask(self, budget: ClusterBudget, lane: Lane = Lane.PERSON) -> None:
        async with budget.slot(lane):
            self.served.append((time.monotonic(), lane))

    def queue(
        self, budget: ClusterBudget, lane: Lane, times: int
    ) -> list[asyncio.Task[None]]:
        return [asyncio.create_task(self.ask(budget, lane)) for _ in range(times)]

    async def until(self, served: int) -> None:
        while len(self.served) < served:
            await asyncio.sleep(0.002)


@pytest.fixture
async def desk(services: Services, prefix: str) -> AsyncIterator[Desk]:
    async with AsyncExitStack() as stack:
        desk = Desk(services.redis_url, prefix, stack)
        yield desk
        valkey = await stack.enter_async_context(connect(services.redis_url))
        for key in await valkey.call("KEYS", f"{prefix}*"):
            await valkey.call("DEL", key)


async def forsake(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_slots_of_all_processes_lie_a_gap_apart(desk: Desk) -> None:
    """Two processes, one row of slots."""
    a, b = await desk.open(40.0)
    tasks = desk.queue(a, Lane.PERSON, 12) + desk.queue(b, Lane.PERSON, 12)
    await asyncio.gather(*tasks)
    moments = sorted(at for at, _ in desk.served)
    assert min(after - before for before, after in pairwise(moments)) > 0.004
    assert moments[-1] - moments[0] > 23 * 0.025


async def test_a_live_request_overtakes_the_backfill_of_another_process(
    desk: Desk,
) -> None:
    """With ten thousand waiting elsewhere, it has one of the next two slots."""
    a, b = await desk.open(40.0)
    backlog = desk.queue(a, Lane.BACKFILL, 10_000)
    await desk.until(45)
    for _ in range(3):
        before = len(desk.served)
        await desk.ask(b, Lane.LIVE)
        served = [lane for _, lane in desk.served[before:]]
        assert Lane.LIVE in served[:2], served
    await forsake(backlog)


async def test_lanes_go_in_order_across_processes(desk: Desk) -> None:
    """Live, deadline, person, backfill: wherever they wait."""
    a, b = await desk.open(20.0)
    tasks = desk.queue(a, Lane.PERSON, 3)
    await desk.until(1)
    tasks += desk.queue(a, Lane.BACKFILL, 2) + desk.queue(b, Lane.DEADLINE, 2)
    tasks += desk.queue(b, Lane.LIVE, 2)
    await asyncio.gather(*tasks)
    lanes = [lane for _, lane in desk.served[3:]]
    disorder = sum(before > after for before, after in pairwise(lanes))
    assert disorder <= 1, lanes


async def test_backfill_is_not_starved_by_another_process(desk: Desk) -> None:
    """Every tenth slot goes to who has waited longest of all."""
    a, b = await desk.open(80.0)
    backlog = desk.queue(a, Lane.BACKFILL, 5)
    await desk.until(1)
    live = desk.queue(b, Lane.LIVE, 300)
    await asyncio.gather(*backlog)
    assert len(desk.served) < 120
    await forsake(live)


async def test_at_most_so_many_are_in_flight_in_all_processes(desk: Desk) -> None:
    """Two here and two there are four."""
    budgets = [await desk.one(200.0, 60_000, 2, in_flight=4) for _ in range(2)]
    land, flying, most = asyncio.Event(), 0, 0

    async def fly(budget: ClusterBudget) -> None:
        nonlocal flying, most
        async with budget.slot():
            flying += 1
            most = max(most, flying)
            await land.wait()
            flying -= 1

    flights = [asyncio.create_task(fly(budget)) for budget in budgets * 5]
    await asyncio.sleep(0.4)
    assert (flying, most) == (4, 4)
    land.set()
    await asyncio.gather(*flights)


async def test_who_gives_up_waiting_spends_nothing_and_blocks_nobody(
    desk: Desk,
) -> None:
    """Nor does an error in flight."""
    (budget,) = await desk.open(50.0, processes=1)
    for turns in range(12):
        task = asyncio.create_task(desk.ask(budget))
        await asyncio.sleep(turns * 0.003)
        await forsake([task])
    with pytest.raises(RuntimeError):
        async with budget.slot():
            raise RuntimeError
    await desk.ask(budget)
    report = budget.report()
    assert report.in_flight == 0
    assert budget.waiting() == 0


async def test_a_pause_holds_for_all_processes_and_its_group_only(
    desk: Desk,
) -> None:
    """Who asks meanwhile is told at once when to come back."""
    a, b = await desk.open(50.0)
    await desk.ask(b)
    await a.pause_until(1000.0, "entry")
    while not b.paused("entry"):
        await asyncio.sleep(0.01)
    for budget in (a, b):
        assert 890 < budget.paused("entry") <= 900
        with pytest.raises(UpstreamBusy) as refused:
            async with budget.slot(Lane.LIVE, "entry"):
                raise AssertionError
        assert refused.value.retry_after
    async with b.slot(Lane.PERSON, "season"):
        assert b.report().in_flight == 1


async def test_a_pause_of_everything_reaches_who_waits_already(desk: Desk) -> None:
    """No slot is given by the script, not even to a process that has not heard."""
    a, b = await desk.open(20.0)
    waiting = desk.queue(b, Lane.PERSON, 12)
    await desk.until(3)
    await a.pause_until(0.5)
    before, began = len(desk.served), time.monotonic()
    while not b.paused():
        await asyncio.sleep(0.005)
    assert len(desk.served) - before <= 2
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert {type(result) for result in results} <= {type(None), UpstreamBusy}
    assert all(at < began or at > began + 0.45 for at, _ in desk.served[before + 2 :])


@pytest.mark.parametrize("seconds", [-5.0, 0.0, float("nan")])
async def test_a_pause_of_nothing_is_none(desk: Desk, seconds: float) -> None:
    """Nonsense holds nobody back."""
    (budget,) = await desk.open(50.0, processes=1)
    await budget.pause_until(seconds)
    assert budget.paused() == 0.0


async def test_a_refusal_halves_the_rate_of_all_once(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """Four requests under way together are refused together: that is one."""
    a, b = await desk.open(40.0)
    await asyncio.gather(desk.ask(a), desk.ask(b))
    await asyncio.gather(*(one.penalise("429") for one in (a, b, a, b)))
    assert "429" in caplog.text
    while b.report().factor > 0.6:
        await asyncio.sleep(0.01)
    assert 0.5 <= b.report().factor < 0.51
    began = len(desk.served)
    await asyncio.gather(*desk.queue(b, Lane.PERSON, 10))
    moments = [at for at, _ in desk.served[began:]]
    assert moments[-1] - moments[0] > 9 * 0.048


async def test_a_slot_that_comes_too_late_is_lost(desk: Desk) -> None:
    """A process that was busy for too long does not fire when others do."""
    (budget,) = await desk.open(20.0, processes=1)
    tasks = desk.queue(budget, Lane.PERSON, 6)
    await desk.until(1)
    await asyncio.sleep(0.005)
    with moved("budget_lost_slots_total"):
        time.sleep(0.12)  # noqa: ASYNC251  The event loop shall stand still.
        await asyncio.gather(*tasks)
    moments = [at for at, _ in desk.served]
    assert budget.report().lost >= 1
    assert min(after - before for before, after in pairwise(moments)) > 0.03


async def test_the_cap_per_minute_is_shared(desk: Desk) -> None:
    """What one has used up is not there for the other, and backfill has less."""
    a, b = await desk.open(100.0, per_minute=20)
    backfill = desk.queue(a, Lane.BACKFILL, 25)
    await asyncio.sleep(0.5)
    # A slot that was lost is spent as well.
    assert 16 <= len(desk.served) <= 18
    await asyncio.gather(desk.ask(b), desk.ask(b))
    late = desk.queue(b, Lane.LIVE, 5)
    await asyncio.sleep(0.2)
    assert len(desk.served) <= 20
    assert b.waiting() >= 3
    await forsake(backfill + late)


async def test_who_leaves_is_not_waited_for(desk: Desk, services: Services) -> None:
    """Goodbye frees the share at once."""
    a, b = await desk.open(50.0)
    await asyncio.gather(desk.ask(a), desk.ask(b))
    await b.aclose()
    await desk.ask(a)
    assert a.report().processes == 1
    assert services.redis_url


async def test_without_valkey_a_process_spends_its_share(
    breakable: Breakable,
) -> None:
    """After a silence in which nothing is sent; with Valkey back it is as before."""
    async with (
        connect(breakable.url) as valkey,
        ClusterBudget(valkey, 40.0, 2400, 4) as budget,
    ):
        async with budget.slot():
            pass
        breakable.freeze()
        began = time.monotonic()
        moments = []
        for _ in range(4):
            async with budget.slot():
                moments.append(time.monotonic())
        breakable.thaw()
        assert moments[0] - began > 1.0
        assert min(b - a for a, b in pairwise(moments)) > 0.09
        assert not budget.report().shared
        while not budget.report().shared:
            await asyncio.sleep(0.01)
        async with budget.slot():
            assert budget.report().shared


async def test_what_was_learnt_alone_is_told_when_valkey_is_back(
    breakable: Breakable,
) -> None:
    """A refusal during an outage counts for all afterwards."""
    async with (
        connect(breakable.url) as valkey,
        connect(breakable.url) as other,
        ClusterBudget(valkey, 40.0, 2400, 2) as a,
        ClusterBudget(other, 40.0, 2400, 2) as b,
    ):
        async with a.slot(), b.slot():
            pass
        breakable.freeze()
        await a.penalise("429")
        await a.pause_until(60, "entry")
        assert a.paused("entry")
        breakable.thaw()
        while not (b.paused("entry") and b.report().factor < 0.6):
            await asyncio.sleep(0.02)


async def test_asking_costs_little(valkey: Valkey) -> None:
    """A slot that is free costs one question."""
    async with ClusterBudget(valkey, 1000.0, 60_000, 1) as budget:
        async with budget.slot():
            pass
        began = time.perf_counter()
        for _ in range(100):
            async with budget.slot():
                pass
        each = (time.perf_counter() - began) / 100
    sys.stdout.write(f"{each * 1000:.2f} ms for a slot, 1.05 ms of them the gap\n")
    assert each < 0.02


@pytest.mark.parametrize(
    "wrong", [(0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 0, 1), (-1, 1, 1, 1)]
)
async def test_a_budget_of_nothing_is_refused(
    valkey: Valkey, wrong: tuple[int, int, int, int]
) -> None:
    """A rate of zero would wait for ever."""
    with pytest.raises(ValueError, match="above 0"):
        ClusterBudget(valkey, *wrong)
    with pytest.raises(ValueError, match="above 0"):
        Limits(*wrong)
