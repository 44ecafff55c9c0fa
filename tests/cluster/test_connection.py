"""A Valkey that is away, frozen or unwilling costs a moment and one kind of error."""

import asyncio
import time

import pytest
from tests.faults.toxic_proxy import ToxicProxy, Toxics

from fplbanter.cluster.connection import Script, Valkey, connect
from fplbanter.errors import ClusterUnavailable

from .conftest import Breakable

pytestmark = pytest.mark.anyio


async def seconds_to_fail(valkey: Valkey) -> float:
    began = time.monotonic()
    with pytest.raises(ClusterUnavailable):
        await valkey.ping()
    return time.monotonic() - began


async def test_nobody_listening_is_noticed_at_once() -> None:
    """The driver's own retries would take seconds."""
    async with connect("redis://127.0.0.1:9/0") as valkey:
        assert await seconds_to_fail(valkey) < 0.1
        assert valkey.resting


async def test_a_frozen_valkey_costs_its_time_once_then_nothing(
    breakable: Breakable,
) -> None:
    """One call waits a fifth of a second, the next fail at once, then it is back."""
    async with connect(breakable.url, rest=0.3) as valkey:
        await valkey.ping()
        breakable.freeze()
        assert 0.15 < await seconds_to_fail(valkey) < 0.4
        assert await seconds_to_fail(valkey) < 0.01
        breakable.thaw()
        while valkey.resting:
            await asyncio.sleep(0.01)
        await valkey.ping()
        assert not valkey.resting


async def test_while_one_tries_the_others_do_not_wait(breakable: Breakable) -> None:
    """After the rest only one call finds out whether Valkey is back."""
    async with connect(breakable.url, rest=0.05) as valkey:
        await valkey.ping()
        breakable.freeze()
        await seconds_to_fail(valkey)
        while valkey.resting:
            await asyncio.sleep(0.01)
        took = await asyncio.gather(*(seconds_to_fail(valkey) for _ in range(50)))
        assert sum(seconds > 0.1 for seconds in took) == 1


async def test_a_valkey_that_comes_back_is_used_again(breakable: Breakable) -> None:
    """A killed server's connections are given up, not kept."""
    async with connect(breakable.url, rest=0.05) as valkey:
        await valkey.ping()
        breakable.kill()
        assert await seconds_to_fail(valkey) < 0.3


async def test_a_refusal_is_our_error_but_no_reason_to_rest(valkey: Valkey) -> None:
    """A read-only or full server may still be read."""
    await valkey.call("SET", valkey.key("text"), "no list")
    with pytest.raises(ClusterUnavailable, match="refuses"):
        await valkey.call("LPUSH", valkey.key("text"), "x")
    assert not valkey.resting
    await valkey.ping()


async def test_a_script_that_the_server_forgot_is_sent_again(valkey: Valkey) -> None:
    """SCRIPT FLUSH and restarts are nobody's business."""
    script = Script("document")
    for _ in range(2):
        now, text, _ = await valkey.run(script, [valkey.key("nothing")], ["read"])
        assert abs(float(now) - time.time()) < 5
        assert text == b""
        await valkey.call("SCRIPT", "FLUSH")


async def test_a_storm_of_readers_is_not_a_failure(valkey: Valkey) -> None:
    """A thousand at once queue up for the connections; none of them fails."""
    key = valkey.key("text")
    await valkey.call("SET", key, b"x" * 1000)
    answers = await asyncio.gather(*(valkey.call("GET", key) for _ in range(1000)))
    assert set(answers) == {b"x" * 1000}


async def test_a_cancelled_call_leaves_no_answer_for_another(valkey: Valkey) -> None:
    """Whoever gives up must not shift everybody's answers by one."""
    for number in range(30):
        await valkey.call("SET", valkey.key(str(number)), str(number))
        task = asyncio.create_task(valkey.call("GET", valkey.key(str(number))))
        for _ in range(number % 6):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert await valkey.call("GET", valkey.key("0")) == b"0"


async def test_an_answer_that_a_busy_loop_has_not_looked_at_is_no_silence(
    valkey: Valkey,
) -> None:
    """It was there in time: a thousand readers who come at once are no outage."""
    for urgent in (False, True):
        asking = asyncio.create_task(
            valkey.run(
                Script("document"), [valkey.key("none")], ["read"], urgent=urgent
            )
        )
        await asyncio.sleep(0)
        busy_until = time.monotonic() + 0.5
        while time.monotonic() < busy_until:
            pass
        await asking
        assert not valkey.resting


async def test_a_frozen_valkey_is_noticed_by_a_busy_loop_as_well(
    breakable: Breakable,
) -> None:
    """It is patient, but not for ever."""
    async with connect(breakable.url) as valkey:
        await valkey.ping()
        breakable.freeze()
        asking = asyncio.create_task(valkey.ping())
        while not asking.done():
            busy_until = time.monotonic() + 0.08
            while time.monotonic() < busy_until:
                pass
            await asyncio.sleep(0)
        with pytest.raises(ClusterUnavailable):
            await asking


async def test_an_answer_that_drips_has_a_deadline(breakable: Breakable) -> None:
    """Time-outs of single reads would let it drip for ever; the budget's is short."""
    async with (
        ToxicProxy(breakable.socket) as proxy,
        connect(f"redis://127.0.0.1:{proxy.port}", timeout=0.1) as valkey,
    ):
        await valkey.call("SET", valkey.key("text"), b"x" * 1000)
        await valkey.run(Script("document"), [valkey.key("text")], ["read"])
        await proxy.become(Toxics(drip=0.002))
        began = time.monotonic()
        with pytest.raises(ClusterUnavailable):
            await valkey.run(
                Script("document"), [valkey.key("text")], ["read"], urgent=True
            )
        assert 0.09 < time.monotonic() - began < 0.4
