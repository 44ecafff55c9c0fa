"""Where answers are made: beside the event loop, which stamps who comes meanwhile."""

import asyncio
import threading

import httpx2
import pytest

from fplbanter.simulator import Simulator, build_app
from fplbanter.simulator.aside import AtOnce, InAThread

pytestmark = pytest.mark.anyio


async def test_the_loop_goes_on_while_something_is_done() -> None:
    """One after another in the order of asking, and errors come back."""
    aside, go_on, done = InAThread(), threading.Event(), list[int]()

    def slow() -> int:
        assert go_on.wait(10)
        done.append(1)
        return 1

    first = asyncio.create_task(aside(slow))
    second = asyncio.create_task(aside(lambda: done.append(2)))
    third = asyncio.create_task(aside(lambda: 1 // 0))
    await asyncio.sleep(0)
    assert done == []
    go_on.set()
    assert await first == 1
    await second
    assert done == [1, 2]
    with pytest.raises(ZeroDivisionError):
        await third


async def test_at_once_is_at_once() -> None:
    """For who shares the simulator with the loop."""
    assert await AtOnce()(threading.current_thread) is (threading.current_thread())


async def test_arrivals_are_stamped_while_answers_are_made(
    season: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second request has come while the first one's answer still takes its time."""
    season.forget()
    go_on, honest = threading.Event(), season.answer("/api/event-status/")

    def slow(*_: object) -> object:
        assert go_on.wait(10)
        return honest

    monkeypatch.setattr(season, "answer", slow)
    transport = httpx2.ASGITransport(app=build_app(season, aside=InAThread()))
    async with httpx2.AsyncClient(transport=transport, base_url="http://fpl") as client:
        asking = [
            asyncio.create_task(client.get("/api/event-status/")) for _ in range(2)
        ]
        async with asyncio.timeout(5):
            while len(season.arrivals) < 2:
                await asyncio.sleep(0)
        assert [arrival.status for arrival in season.arrivals] == [0, 0]
        go_on.set()
        await asyncio.gather(*asking)
    assert [arrival.status for arrival in season.arrivals] == [200, 200]
