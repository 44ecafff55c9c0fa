"""What Valkey does, or does not do, moves the metrics; and is told once."""

import asyncio

import pytest
from tests.metered import moved, sample

from fplbanter.cluster.connection import Valkey, connect
from fplbanter.errors import ClusterUnavailable

from .conftest import Breakable

pytestmark = pytest.mark.anyio


async def fail(valkey: Valkey, *command: str) -> None:
    with pytest.raises(ClusterUnavailable):
        await valkey.call(*command)


async def test_a_call_is_counted_and_timed(valkey: Valkey) -> None:
    """Answered, and refused: both are answers."""
    with (
        moved("valkey_calls_total", outcome="ok"),
        moved("valkey_call_seconds_count"),
        moved("valkey_line_wait_seconds_count"),
    ):
        await valkey.call("SET", valkey.key("text"), "no list")
    with moved("valkey_calls_total", outcome="refused"):
        await fail(valkey, "LPUSH", valkey.key("text"), "x")
    assert sample("valkey_up") == 1


async def test_a_frozen_valkey_shows_and_is_told_once(
    breakable: Breakable, caplog: pytest.LogCaptureFixture
) -> None:
    """One line when it goes, one when it is back, however many calls fail."""
    async with connect(breakable.url, rest=0.05) as valkey:
        await valkey.ping()
        breakable.freeze()
        with moved("valkey_calls_total", outcome="failed"):
            await fail(valkey, "PING")
        with moved("valkey_calls_total", 20, outcome="resting"):
            for _ in range(20):
                await fail(valkey, "PING")
        assert sample("valkey_up") == 0
        while valkey.resting:
            await asyncio.sleep(0.01)
        await fail(valkey, "PING")
        breakable.thaw()
        while valkey.resting:
            await asyncio.sleep(0.01)
        await valkey.ping()
    assert sample("valkey_up") == 1
    told = [record.message.split(":")[0] for record in caplog.records]
    assert told == ["Valkey does not answer", "Valkey answers again"]
