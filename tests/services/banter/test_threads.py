"""Work in a thread that nobody waits for any more ends by itself."""

import asyncio
import threading

import pytest

from fplbanter.services.banter.threads import Check, in_thread

pytestmark = pytest.mark.anyio


async def test_it_returns_what_the_work_does() -> None:
    """Whoever is not cancelled notices nothing of the check."""

    def work(check: Check) -> int:
        check()
        return 7

    assert await in_thread(work) == 7


async def test_work_that_is_given_up_ends_at_its_next_check() -> None:
    """The thread is told, and raises instead of going on for ever."""
    begun, ended = threading.Event(), threading.Event()

    def work(check: Check) -> None:
        begun.set()
        try:
            while not ended.wait(0.001):
                check()
        finally:
            ended.set()

    task = asyncio.create_task(in_thread(work))
    await asyncio.to_thread(begun.wait, 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(ended.wait, 10)
