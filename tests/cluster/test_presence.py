"""Processes that are alive are known to each other."""

import asyncio

import pytest

from fplbanter.cluster.connection import Valkey
from fplbanter.cluster.presence import Presence

pytestmark = pytest.mark.anyio


async def test_who_is_there_is_seen_and_who_left_is_not(valkey: Valkey) -> None:
    """Each says what it is; goodbyes count at once."""
    async with Presence(valkey, {"role": "web", "pid": 1}) as first:
        async with Presence(valkey, {"role": "jobs"}) as second:
            while len(alive := await first.alive()) < 2:
                await asyncio.sleep(0.005)
            assert {process.process_id for process in alive} == {
                first.process_id,
                second.process_id,
            }
        (left,) = await first.alive()
        assert left.about == {"role": "web", "pid": 1}
        assert 0 <= left.age < 5


async def test_who_died_without_a_word_is_gone_soon(valkey: Valkey) -> None:
    """An old sign of life is none."""
    await valkey.call("HSET", valkey.key("presence"), "dead", "1000.0 {}")
    assert await Presence(valkey, {}).alive() == ()
