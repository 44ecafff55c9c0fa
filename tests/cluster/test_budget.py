"""One budget for many processes: how close slots lie, who goes first, what it costs."""

import asyncio
import sys
import time
from itertools import pairwise

import pytest
from tests.cluster.desks import Desk, forsake
from tests.metered import moved

from fplbanter.cluster.budget import ClusterBudget
from fplbanter.cluster.connection import Valkey
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.limits import Limits

pytestmark = pytest.mark.anyio


async def test_slots_of_all_processes_lie_a_gap_apart(desk: Desk) -> None:
    """Two processes, one row of slots."""
    a, b = await desk.open(60.0)
    tasks = desk.queue(a, Lane.PERSON, 8) + desk.queue(b, Lane.PERSON, 8)
    await asyncio.gather(*tasks)
    moments = sorted(at for at, _ in desk.served)
    # What is held up less than the one before it comes that much closer.
    assert min(after - before for before, after in pairwise(moments)) > 0.001
    assert moments[-1] - moments[0] > 15 / 60 - 0.02


async def test_a_live_request_overtakes_the_backfill_of_another_process(
    desk: Desk,
) -> None:
    """With thousands waiting elsewhere, it has one of the next two slots, always."""
    a, b = await desk.open(80.0)
    backlog = desk.queue(a, Lane.BACKFILL, 1_000)
    await desk.until(5)
    for _ in range(11):
        before = len(desk.served)
        await desk.ask(b, Lane.LIVE)
        served = [lane for _, lane in desk.served[before:]]
        assert Lane.LIVE in served[:2], served
    await forsake(backlog)


async def test_lanes_go_in_order_across_processes(desk: Desk) -> None:
    """Live, deadline, person, backfill: wherever they wait."""
    a, b = await desk.open(40.0)
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
    await asyncio.sleep(0.25)
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
    async with asyncio.timeout(20):
        # A slot that was lost is spent as well.
        while a.report().spent + a.report().lost < 16:
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.2)
    assert len(desk.served) <= 18
    await asyncio.gather(desk.ask(b), desk.ask(b))
    late = desk.queue(b, Lane.LIVE, 5)
    await asyncio.sleep(0.2)
    assert len(desk.served) <= 20
    assert b.waiting() >= 3
    await forsake(backfill + late)


async def test_backfill_at_its_part_of_the_cap_is_in_nobodys_way(desk: Desk) -> None:
    """Though it has waited longest, in the same process: it cannot go, a person can."""
    a, _ = await desk.open(100.0, per_minute=30)
    backfill = desk.queue(a, Lane.BACKFILL, 40)
    # On a machine that does much else a slot is lost now and then: it counts as well.
    async with asyncio.timeout(20):
        while len(desk.served) + a.report().lost < 20:
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.2)
    spent = a.report().spent + a.report().lost
    persons = [asyncio.create_task(desk.ask(a)) for _ in range(30 - spent)]
    async with asyncio.timeout(20):
        await asyncio.gather(*persons)
    await forsake(backfill)


async def test_who_leaves_is_not_waited_for(desk: Desk) -> None:
    """Goodbye frees the share at once."""
    a, b = await desk.open(50.0)
    await asyncio.gather(desk.ask(a), desk.ask(b))
    await b.aclose()
    await desk.ask(a)
    assert a.report().processes == 1


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
