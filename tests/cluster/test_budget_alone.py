"""A budget without Valkey, or with one that is too slow to be of use."""

import asyncio
import time
from itertools import pairwise

import pytest

from fplbanter.cluster.budget import ClusterBudget
from fplbanter.cluster.connection import connect

from .conftest import Breakable

pytestmark = pytest.mark.anyio


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
