"""Questions that queue for a slot: what that says of FPL, which is nothing."""

import asyncio

import pytest
from tests.fpl.gateway.house import House

from fplbanter.cluster.local_budget import Budget
from fplbanter.fpl import asking, endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.gateway import How

pytestmark = pytest.mark.anyio


async def test_a_long_queue_is_no_reason_to_leave_fpl_alone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A league's entries are asked for together; FPL answers each at once."""
    monkeypatch.setattr(asking, "SLOW", 0.2)
    budget = Budget(per_second=30, per_minute=1_000)
    asked = [Asked.of(endpoints.HISTORY, entry_id=entry) for entry in range(1, 31)]
    async with house.process(budget=budget) as process:
        await asyncio.gather(*map(process.gateway.find, asked[:-1]))
        assert budget.report().waited > 29 * 0.2
        last = await process.gateway.find(asked[-1])
    assert last.how is How.FETCHED
