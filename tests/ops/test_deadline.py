"""How long is left to wait: several waits in a row never add up."""

import asyncio

import pytest

from fplbanter.ops.deadline import deadline, left

pytestmark = pytest.mark.anyio


async def test_without_an_end_everybody_has_his_own_time() -> None:
    """Background work waits as long as it says itself."""
    assert left(5.0) == 5.0


async def test_what_is_left_only_shrinks() -> None:
    """Whoever comes later has less, and at the end nothing."""
    with deadline(60.0):
        first = left(100.0)
        assert 59.0 < first <= 60.0
        assert left(100.0) <= first
        assert left(0.5) == 0.5
    with deadline(0.0):
        assert left(5.0) == 0.0
    assert left(5.0) == 5.0


async def test_each_asker_has_an_end_of_his_own() -> None:
    """Two requests at the same time do not share their deadlines."""

    async def asked(seconds: float) -> float:
        with deadline(seconds):
            await asyncio.sleep(0)
            return left(100.0)

    short, long = await asyncio.gather(asked(1.0), asked(50.0))
    assert short <= 1.0 < 40.0 < long
