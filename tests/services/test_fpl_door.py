"""Who pays for a question that nobody has asked before: one, however many ask it."""

import asyncio

import pytest
from tests.fpl.gateway.conftest import house, process
from tests.fpl.gateway.house import House, Process
from tests.pretend import FollowingClock

from fplbanter.cluster.allowance import Allowance
from fplbanter.errors import TooManyRequests
from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.services.fpl_door import COUNTED_AS, FPLDoor

__all__ = ["house", "process"]

pytestmark = pytest.mark.anyio

ENTRY = Asked.of(endpoints.PROFILE, entry_id=1)


@pytest.fixture
def door(house: House, process: Process) -> FPLDoor:
    """Give a door at which each caller has one question a minute."""
    allowance = Allowance(process.valkey, COUNTED_AS, 1)
    return FPLDoor(process.gateway, allowance, FollowingClock(house.simulator))


async def test_one_pays_for_all_who_ask_the_same(door: FPLDoor) -> None:
    """Fifty at the same moment, from one address: one off its allowance."""
    await asyncio.gather(*(door._allow(ENTRY, "a") for _ in range(50)))
    with pytest.raises(TooManyRequests):
        await door._allow(ENTRY, "a")


async def test_who_cannot_pay_does_not_keep_others_from_it(door: FPLDoor) -> None:
    """The first has had his allowance: the next one pays, for all who come after."""
    await door._allow(ENTRY, "a")
    callers = ["a", "a", "b", "a", "c"]
    paid = await asyncio.gather(
        *(door._allow(ENTRY, caller) for caller in callers), return_exceptions=True
    )
    refused = [isinstance(each, TooManyRequests) for each in paid]
    assert refused == [True, True, False, False, False]


async def test_who_leaves_while_he_pays_holds_nobody_up(door: FPLDoor) -> None:
    """The second asker pays in his place."""
    first = asyncio.create_task(door._allow(ENTRY, "a"))
    second = asyncio.create_task(door._allow(ENTRY, "b"))
    await asyncio.sleep(0)
    first.cancel()
    async with asyncio.timeout(20):
        await second
    assert first.cancelled()


async def test_who_leaves_while_another_pays_takes_nothing_with_him(
    door: FPLDoor,
) -> None:
    """The payer and whoever else waits for him go on."""
    tasks = [asyncio.create_task(door._allow(ENTRY, who)) for who in "abc"]
    await asyncio.sleep(0)
    tasks[1].cancel()
    async with asyncio.timeout(20):
        await asyncio.gather(tasks[0], tasks[2])
    assert tasks[1].cancelled()
