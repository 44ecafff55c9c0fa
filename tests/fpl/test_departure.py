"""A request goes out at the moment of its slot, on a connection that is open."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.local_budget import Budget
from fplbanter.cluster.slots import Slot
from fplbanter.errors import UpstreamPaused
from fplbanter.fpl.client import FPLClient
from fplbanter.fpl.endpoints import DAY_STATUS

if TYPE_CHECKING:
    from tests.fpl.conftest import Replies, ScriptedServer

pytestmark = pytest.mark.anyio


class Gate:
    """A budget whose slots let nobody leave before it opens."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self.opens = asyncio.Event()

    @asynccontextmanager
    async def slot(self, *_: object, **__: object) -> AsyncIterator["Gate"]:
        yield self

    async def leave(self) -> None:
        self.reached.set()
        await self.opens.wait()


async def test_nothing_is_sent_before_the_slot_says_so(
    server: "ScriptedServer", replies: "Replies"
) -> None:
    """And the wait for that is not taken off the time that FPL has to answer."""
    server.will(replies.json({"status": []}))
    gate = Gate()
    async with FPLClient(server.base_url, gate, total_timeout=0.2) as client:
        asking = asyncio.create_task(client.get(DAY_STATUS))
        await gate.reached.wait()
        await asyncio.sleep(0.3)
        assert server.asked == []
        gate.opens.set()
        assert await asking == {"status": []}


async def test_a_request_that_comes_too_late_takes_the_next_slot(
    server: "ScriptedServer", replies: "Replies"
) -> None:
    """To open the connection took so long that others may have gone meanwhile."""
    now = 1000.0

    async def wait(seconds: float) -> None:
        nonlocal now
        now += seconds
        await asyncio.sleep(0)

    class Slow:
        """Opens a connection that takes a tenth of a second."""

        @asynccontextmanager
        async def slot(
            self, lane: Lane = Lane.PERSON, group: str | None = None
        ) -> AsyncIterator[Slot]:
            nonlocal now
            async with budget.slot(lane, group) as slot:
                now += 0.1
                yield slot

    server.will(replies.json({"status": []}))
    budget = Budget(1.0, 100, monotonic=lambda: now, sleep=wait)
    async with FPLClient(server.base_url, Slow()) as client:
        await client.get(DAY_STATUS)
    assert now > 1001.0
    report = budget.report()
    assert (report.spent, report.lost, report.in_flight) == (1, 1, 0)


async def test_a_pause_that_begins_meanwhile_keeps_it_from_leaving() -> None:
    """Nothing is sent, and nobody takes it for FPL's refusal."""
    now = 1000.0
    budget = Budget(1.0, 100, monotonic=lambda: now)
    async with budget.slot(group="matchday") as slot:
        now += 0.1
        await budget.pause_until(60, "matchday")
        with pytest.raises(UpstreamPaused):
            await slot.leave()
    assert budget.report().in_flight == 0
