"""The budget holds over any sliding window, and the urgent go first."""

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cluster.hours import Desk

from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.local_budget import Budget

pytestmark = pytest.mark.anyio


def most_in_window(moments: list[float], seconds: float) -> int:
    """Return the most moments that any window of that length holds."""
    return max(
        sum(start <= moment < start + seconds for moment in moments)
        for start in moments
    )


@settings(max_examples=40, deadline=None)
@given(
    per_second=st.integers(1, 20),
    per_minute=st.integers(1, 60),
    arrivals=st.lists(
        st.tuples(st.sampled_from(Lane), st.floats(0, 90)), min_size=1, max_size=70
    ),
)
def test_no_sliding_window_holds_more_than_the_limit(
    per_second: int, per_minute: int, arrivals: list[tuple[Lane, float]]
) -> None:
    """Whoever comes when, no second and no minute sees more than was allowed."""

    async def play() -> list[float]:
        desk = Desk(per_second, per_minute)
        await desk.settle(*(desk.ask(lane, after) for lane, after in arrivals))
        return desk.moments

    moments = asyncio.run(play())
    assert len(moments) == len(arrivals)
    assert most_in_window(moments, 1.0) <= per_second
    assert most_in_window(moments, 60.0) <= per_minute


async def test_at_least_nine_tenths_of_the_limit_are_usable() -> None:
    """Who waits in a queue is served about as fast as the limit allows."""
    desk = Desk(2.0, 1000)
    await desk.settle(*(desk.ask(Lane.PERSON) for _ in range(100)))
    assert desk.hours.now - 1000.0 < 100 / 2.0 / 0.9
    gaps = [after - before for before, after in pairwise(desk.moments)]
    assert min(gaps) >= 0.51 - 1e-9


async def test_a_live_request_goes_before_a_queue_of_backfill() -> None:
    """With thousands waiting, a live request has one of the next two slots."""
    desk = Desk(2.0, 1000)
    backlog = [desk.ask(Lane.BACKFILL) for _ in range(3_000)]
    await desk.hours.run(lambda: len(desk.lanes) >= 9)
    before = len(desk.lanes)
    await desk.settle(desk.ask(Lane.LIVE))
    assert Lane.LIVE in desk.lanes[before : before + 2]
    for task in backlog:
        task.cancel()
    await asyncio.gather(*backlog, return_exceptions=True)


async def test_backfill_leaves_a_part_of_the_minute_free() -> None:
    """When backfill has used up its share, a person is still served at once."""
    desk = Desk(10.0, 20)
    backlog = [desk.ask(Lane.BACKFILL) for _ in range(30)]
    await desk.hours.run(lambda: desk.hours.now >= 1010.0)
    assert len(desk.moments) == 18
    asked = desk.hours.now
    await desk.settle(desk.ask(Lane.PERSON))
    assert desk.hours.now - asked < 0.5
    await desk.settle(*backlog)
    assert most_in_window(desk.moments, 60.0) <= 20


async def test_no_lane_starves() -> None:
    """Backfill has its turn even while live requests never stop coming."""
    desk = Desk(10.0, 10_000)
    lanes = [Lane.LIVE, Lane.LIVE, Lane.BACKFILL, *([Lane.LIVE] * 50)]
    await desk.settle(*map(desk.ask, lanes))
    assert 2 < desk.lanes.index(Lane.BACKFILL) < 12


async def test_within_a_lane_who_came_first_goes_first() -> None:
    """The queue of a lane is a queue."""
    desk = Desk(1.0, 100)
    order: list[int] = []

    async def ask(number: int) -> None:
        async with desk.budget.slot():
            order.append(number)

    await desk.settle(*(asyncio.create_task(ask(number)) for number in range(20)))
    assert order == list(range(20))


async def test_at_most_so_many_are_in_flight() -> None:
    """The fifth waits until one of the four has its answer."""
    desk = Desk(100.0, 1000, in_flight=4)
    land = asyncio.Event()
    flying = 0

    async def fly() -> None:
        nonlocal flying
        async with desk.budget.slot():
            flying += 1
            await land.wait()
            flying -= 1

    flights = [asyncio.create_task(fly()) for _ in range(9)]
    await desk.settle(asyncio.create_task(desk.hours.sleep(60)))
    assert flying == 4
    land.set()
    await desk.settle(*flights)
    assert flying == 0


async def test_an_error_in_flight_gives_the_place_back() -> None:
    """A request that fails does not keep its place for ever."""
    desk = Desk(100.0, 1000, in_flight=1)

    async def crash() -> None:
        async with desk.budget.slot():
            raise RuntimeError

    await desk.settle(*(asyncio.create_task(crash()) for _ in range(3)))
    await desk.settle(desk.ask(Lane.PERSON))
    assert len(desk.moments) == 1


async def test_who_gives_up_waiting_leaves_no_gap() -> None:
    """A cancelled wait spends no slot and keeps nobody from flying."""
    desk = Desk(1.0, 100, in_flight=1)
    tasks = [desk.ask(Lane.PERSON) for _ in range(20)]
    await desk.hours.run(lambda: len(desk.moments) == 1)
    for task in tasks[1::2]:
        task.cancel()
    await desk.settle(*tasks)
    assert len(desk.moments) == 10
    assert desk.hours.now - 1000.0 < 10.5


@pytest.mark.parametrize("turns", range(4))
async def test_who_is_cancelled_at_the_moment_of_the_grant_keeps_no_place(
    turns: int,
) -> None:
    """Just before, just after, and right between: the next one is served."""
    desk = Desk(1.0, 100, in_flight=1)
    await desk.settle(desk.ask(Lane.PERSON))

    async def hold() -> None:
        await desk.budget.slot().__aenter__()

    unlucky = asyncio.create_task(hold())
    for _ in range(6):
        await asyncio.sleep(0)
    desk.hours.wake_next()
    for _ in range(turns):
        await asyncio.sleep(0)
    if unlucky.cancel():
        await desk.settle(unlucky, desk.ask(Lane.LIVE))
        assert len(desk.moments) == 2
    else:
        assert turns > 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=30))
def test_cancelling_at_any_moment_never_blocks_the_budget(
    steps: list[tuple[int, bool]],
) -> None:
    """Whenever waiters are cancelled, the next one is still served."""

    async def play() -> None:
        desk = Desk(5.0, 100, in_flight=2)
        ticking = asyncio.create_task(desk.hours.run(lambda: False))
        tasks = []
        for turns, cancel in steps:
            tasks.append(desk.ask(Lane.PERSON))
            for _ in range(turns):
                await asyncio.sleep(0)
            if cancel:
                tasks[-1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for _ in range(3):
            await asyncio.wait_for(desk.ask(Lane.LIVE), 5)
        ticking.cancel()
        assert most_in_window(desk.moments, 1.0) <= 5

    asyncio.run(play())


@pytest.mark.parametrize("wrong", [(0, 1, 1), (1, 0, 1), (1, 1, 0), (-2, 1, 1)])
def test_a_budget_of_nothing_is_refused(wrong: tuple[int, int, int]) -> None:
    """A rate of zero would wait for ever."""
    with pytest.raises(ValueError, match="above 0"):
        Budget(*wrong)
