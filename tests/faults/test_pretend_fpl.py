"""The bench itself: the strict limit of a simulator that is a real process."""

import asyncio

import httpx2
import pytest
from tests.faults.arrivals import most_in_any_window, over_the_limit
from tests.faults.pretend_fpl import PretendFPL

pytestmark = pytest.mark.anyio


async def statuses(fpl: PretendFPL, path: str, times: int) -> list[int]:
    """Ask so many times at once."""
    async with httpx2.AsyncClient(
        base_url=fpl.url, trust_env=False, timeout=30
    ) as client:
        answers = await asyncio.gather(*(client.get(path) for _ in range(times)))
    return sorted(answer.status_code for answer in answers)


async def test_a_burst_is_let_in_up_to_the_limit(fpl: PretendFPL) -> None:
    """What the process says of its arrivals is what their stamps say."""
    await fpl.limit(per_second=5, per_minute=1_000)
    assert await statuses(fpl, "event-status/", 20) == [200] * 5 + [429] * 15
    seen = await fpl.requests()
    stamps = [row["at"] for row in seen["recent"]]
    assert seen["most_in_a_second"] == most_in_any_window(stamps) == 20
    assert seen["violations"] == over_the_limit(stamps, 5) == 15


async def test_a_fault_is_put_in_and_taken_away(fpl: PretendFPL) -> None:
    """The fixture gives it out without any."""
    await fpl.fail("status", status=502, match="event-status/")
    assert await statuses(fpl, "event-status/", 2) == [502, 502]
    await fpl.recover()
    assert await statuses(fpl, "event-status/", 2) == [200, 200]
    assert (await fpl.requests())["total"] == 4
