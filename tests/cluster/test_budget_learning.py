"""What FPL teaches one process, all know: a lower rate, and pauses."""

import asyncio
import time

import pytest
from tests.cluster.desks import Desk, hurried, nap

from fplbanter.cluster.budget import ClusterBudget
from fplbanter.cluster.connection import connect
from fplbanter.cluster.lanes import Lane
from fplbanter.errors import UpstreamPaused

from .conftest import Breakable

pytestmark = pytest.mark.anyio


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
        with pytest.raises(UpstreamPaused) as refused:
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
    assert {type(result) for result in results} <= {type(None), UpstreamPaused}
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
    # Each of the two processes says it, once.
    assert [record.message for record in caplog.records] == [
        "asking FPL half as often: 429"
    ] * 2
    while b.report().factor > 0.6:
        await asyncio.sleep(0.01)
    assert 0.5 <= b.report().factor < 0.51
    began = len(desk.served)
    await asyncio.gather(*desk.queue(b, Lane.PERSON, 10))
    moments = [at for at, _ in desk.served[began:]]
    assert moments[-1] - moments[0] > 9 * 0.048


async def test_what_was_learnt_alone_is_told_when_valkey_is_back(
    breakable: Breakable,
) -> None:
    """A refusal during an outage counts for all afterwards."""
    async with (
        connect(breakable.url, rest=0.05) as valkey,
        connect(breakable.url, rest=0.05) as other,
        ClusterBudget(valkey, 40.0, 2400, 2, monotonic=hurried, sleep=nap) as a,
        ClusterBudget(other, 40.0, 2400, 2, monotonic=hurried, sleep=nap) as b,
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
