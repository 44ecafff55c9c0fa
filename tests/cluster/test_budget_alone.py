"""A budget without Valkey, or with one that is too slow to be of use."""

import asyncio
from itertools import pairwise

import pytest
from tests.cluster.desks import hurried, nap
from tests.faults.toxic_proxy import ToxicProxy, Toxics

from fplbanter.cluster.budget import ClusterBudget
from fplbanter.cluster.connection import connect

from .conftest import Breakable

pytestmark = pytest.mark.anyio


async def moments_of(budget: ClusterBudget, number: int) -> list[float]:
    moments = []
    for _ in range(number):
        async with budget.slot():
            moments.append(hurried())
    return moments


async def shared(budget: ClusterBudget) -> None:
    while not budget.report().shared:
        await asyncio.sleep(0.01)


async def test_without_valkey_a_process_spends_its_share(
    breakable: Breakable,
) -> None:
    """After a silence in which nothing is sent; with Valkey back it is as before."""
    async with (
        connect(breakable.url, rest=0.05) as valkey,
        ClusterBudget(valkey, 20.0, 1200, 4, monotonic=hurried, sleep=nap) as budget,
    ):
        await moments_of(budget, 1)
        breakable.freeze()
        began = hurried()
        moments = await moments_of(budget, 4)
        assert not budget.report().shared
        breakable.thaw()
        assert moments[0] - began > 1.5
        assert min(b - a for a, b in pairwise(moments)) > 0.19
        await shared(budget)
        await moments_of(budget, 1)
        assert budget.report().shared


async def test_a_valkey_that_is_too_slow_is_none(breakable: Breakable) -> None:
    """Slots that would all come too late are not waited for; it may be well again."""
    async with (
        ToxicProxy(breakable.socket) as proxy,
        connect(f"redis://127.0.0.1:{proxy.port}") as valkey,
        ClusterBudget(valkey, 20.0, 1200, 4, monotonic=hurried, sleep=nap) as budget,
    ):
        await moments_of(budget, 2)
        assert budget.report().shared
        await proxy.become(Toxics(latency=0.05))
        await moments_of(budget, 3)
        assert not budget.report().shared
        await proxy.become(Toxics())
        await shared(budget)


@pytest.mark.faults
async def test_an_answer_that_drips_is_not_waited_for(breakable: Breakable) -> None:
    """Each byte comes in time, the whole does not."""
    async with (
        ToxicProxy(breakable.socket) as proxy,
        connect(f"redis://127.0.0.1:{proxy.port}") as valkey,
        ClusterBudget(valkey, 20.0, 1200, 4, monotonic=hurried, sleep=nap) as budget,
    ):
        await moments_of(budget, 1)
        await proxy.become(Toxics(drip=0.005))
        async with asyncio.timeout(5):
            await moments_of(budget, 2)
        assert not budget.report().shared


async def test_who_leaves_while_his_own_slots_are_warm_leaves_his_share(
    breakable: Breakable,
) -> None:
    """The others go on counting with it: they would spend it in the same second."""
    async with connect(breakable.url, rest=0.05) as valkey:
        budget = ClusterBudget(valkey, 20.0, 1200, 4, monotonic=hurried, sleep=nap)
        await moments_of(budget, 1)
        breakable.freeze()
        await moments_of(budget, 2)
        breakable.thaw()
        await shared(budget)
        await budget.aclose()
        (members,) = await valkey.call("KEYS", "*members")
        assert await valkey.call("HLEN", members) == 1
