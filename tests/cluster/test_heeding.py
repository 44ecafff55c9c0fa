"""A task that is cancelled while it talks to Valkey ends."""

import asyncio

import pytest

from fplbanter.cluster.connection import Valkey
from fplbanter.cluster.heeding import heeding

pytestmark = pytest.mark.anyio


async def test_a_call_to_valkey_is_cancelled_at_whatever_moment(
    valkey: Valkey,
) -> None:
    """At each of the first steps of the loop that it takes, many times."""
    await valkey.ping()
    for steps in list(range(12)) * 20:
        call = asyncio.create_task(valkey.call("GET", valkey.key("nothing")))
        for _ in range(steps):
            await asyncio.sleep(0)
        if call.cancel():
            with pytest.raises(asyncio.CancelledError):
                await call


async def test_what_was_cancelled_before_may_still_tidy_up() -> None:
    """Only a cancellation within the block counts."""
    tidied = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            with heeding():
                await asyncio.sleep(0)
            tidied.append("all")

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert tidied == ["all"]


async def test_an_error_does_not_hide_a_cancellation() -> None:
    """Whoever catches the error would go on."""

    async def work() -> None:
        with heeding():
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                raise OSError from None

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
