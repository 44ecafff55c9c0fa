"""Bytes are shared, late writers refused, and who waits is told."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from fplbanter.cluster.answers import Answers, Meta
from fplbanter.cluster.connection import Valkey, connect
from fplbanter.cluster.leases import Lease, Leases
from fplbanter.ops.embedded import Services

from .conftest import Breakable

pytestmark = pytest.mark.anyio

BODY = b'{"events": []}\x00\xff' * 100


@pytest.fixture
async def answers(valkey: Valkey) -> AsyncIterator[Answers]:
    async with Answers(valkey) as answers:
        yield answers


@pytest.fixture
async def elsewhere(services: Services, prefix: str) -> AsyncIterator[Answers]:
    """Give the answers as another process has them."""
    async with (
        connect(services.redis_url, prefix=prefix) as valkey,
        Answers(valkey) as answers,
    ):
        yield answers


async def lease_on(valkey: Valkey, key: str) -> Lease:
    leases = Leases(valkey)
    while not (lease := await leases.acquire(key, 0.02)):
        await asyncio.sleep(0.005)
    return lease


async def test_what_one_keeps_all_find(
    valkey: Valkey, answers: Answers, elsewhere: Answers
) -> None:
    """Bytes come back as they were, with what is known about them."""
    meta: Meta = {
        "etag": '"x"',
        "status": 200,
        "age": 1.5,
        "stale": False,
        "none": None,
    }
    lease = await lease_on(valkey, "season")
    version = await answers.save("season", BODY, meta, lease, ttl=60)
    stored = await elsewhere.find("season")
    assert stored
    assert (stored.body, stored.meta, stored.version) == (BODY, meta, version)
    assert stored.fence == lease.fence
    assert abs(stored.saved_at - time.time()) < 5
    assert await elsewhere.find("nothing") is None


async def test_a_late_writer_is_refused(valkey: Valkey, answers: Answers) -> None:
    """The answer of an earlier lease never replaces that of a later one."""
    early = await lease_on(valkey, "season")
    late = await lease_on(valkey, "season")
    assert await answers.save("season", b"new", {}, late, ttl=60)
    assert await answers.save("season", b"old", {}, early, ttl=60) is None
    assert not await answers.touch("season", {"old": True}, early, ttl=60)
    stored = await answers.find("season")
    assert stored
    assert (stored.body, stored.meta) == (b"new", {})


async def test_versions_rise_and_a_touch_keeps_them(
    valkey: Valkey, answers: Answers
) -> None:
    """A 304 renews what is known, not the body."""
    lease = await lease_on(valkey, "season")
    first = await answers.save("season", b"1", {"n": 1}, lease, ttl=60)
    assert await answers.touch("season", {"n": 2}, lease, ttl=60)
    touched = await answers.find("season")
    assert touched
    assert (touched.version, touched.body, touched.meta) == (first, b"1", {"n": 2})
    second = await answers.save("season", b"2", {}, lease, ttl=60)
    assert first
    assert second
    assert second > first
    await answers.forget("season")
    assert not await answers.touch("season", {}, lease, ttl=60)


async def test_that_there_is_nothing_can_be_kept(
    valkey: Valkey, answers: Answers
) -> None:
    """A negative entry is not an empty body."""
    lease = await lease_on(valkey, "entry")
    await answers.save("entry", None, {"status": 404}, lease, ttl=60)
    await answers.save("empty", b"", {}, lease, ttl=60)
    nothing, empty = await answers.find("entry"), await answers.find("empty")
    assert nothing
    assert empty
    assert (nothing.body, nothing.meta["status"], empty.body) == (None, 404, b"")


async def test_every_answer_ends(valkey: Valkey) -> None:
    """No answer is kept for longer than the longest time."""
    answers = Answers(valkey, max_ttl=100)
    lease = await lease_on(valkey, "season")
    await answers.save("season", b"1", {}, lease, ttl=1e9)
    assert 0 < await valkey.call("TTL", valkey.key("answer", "season")) <= 100
    with pytest.raises(ValueError, match="some time"):
        await answers.save("season", b"1", {}, lease, ttl=0)


async def test_what_is_too_large_is_not_kept(
    valkey: Valkey, caplog: pytest.LogCaptureFixture
) -> None:
    """And the smaller one that was there stays."""
    answers = Answers(valkey, max_bytes=10)
    lease = await lease_on(valkey, "season")
    await answers.save("season", b"small", {}, lease, ttl=60)
    assert await answers.save("season", b"x" * 20, {}, lease, ttl=60) is None
    stored = await answers.find("season")
    assert stored
    assert stored.body == b"small"
    assert "20 bytes" in caplog.text


async def test_a_full_memory_takes_no_answers(breakable: Breakable) -> None:
    """What budget and jobs need stays free; what is there can be read."""
    async with connect(breakable.url) as valkey:
        answers = Answers(valkey)
        lease = await lease_on(valkey, "season")
        assert await answers.save("season", b"1", {}, lease, ttl=60)
        used = (await valkey.call("INFO", "memory"))["used_memory"]
        await valkey.call("CONFIG", "SET", "maxmemory", int(used * 1.15))
        assert await answers.save("season", b"2", {}, lease, ttl=60) is None
        stored = await answers.find("season")
        assert stored
        assert stored.body == b"1"


@pytest.mark.parametrize(
    "spoilt",
    [("schema", b"99"), ("meta", b"{nonsense"), ("version", b"x"), ("schema", b"")],
)
async def test_what_another_version_kept_is_a_miss(
    valkey: Valkey, answers: Answers, spoilt: tuple[str, bytes]
) -> None:
    """An entry that is not understood is as good as none, and can be replaced."""
    lease = await lease_on(valkey, "season")
    await answers.save("season", b"1", {}, lease, ttl=60)
    await valkey.call("HSET", valkey.key("answer", "season"), *spoilt)
    assert await answers.find("season") is None
    if spoilt[0] == "schema":
        assert await answers.save("season", b"2", {}, lease, ttl=60)
        assert await answers.find("season")


async def test_all_who_wait_are_told_of_one_save(
    valkey: Valkey, answers: Answers, elsewhere: Answers
) -> None:
    """A thousand in two processes; each process reads a handful of times."""
    await asyncio.sleep(0)
    waiting = [
        asyncio.create_task(side.wait_for("season", 0, 5.0))
        for side in (answers, elsewhere)
        for _ in range(500)
    ]
    lease = await lease_on(valkey, "season")
    before = await calls_of(valkey, "hmget")
    await answers.save("season", b"1", {}, lease, ttl=60)
    saved = time.monotonic()
    got = await asyncio.gather(*waiting)
    assert time.monotonic() - saved < 0.4
    assert {stored.body for stored in got if stored} == {b"1"}
    assert all(got)
    assert await calls_of(valkey, "hmget") - before < 10


async def calls_of(valkey: Valkey, command: str) -> int:
    stats = await valkey.call("INFO", "commandstats")
    calls: int = stats.get(f"cmdstat_{command}", {"calls": 0})["calls"]
    return calls


async def test_only_a_newer_version_is_waited_for(
    valkey: Valkey, answers: Answers
) -> None:
    """What is known already is not news; a touch is."""
    lease = await lease_on(valkey, "season")
    version = await answers.save("season", b"1", {}, lease, ttl=60)
    assert version
    assert await answers.wait_for("season", version, 0.05) is None
    assert await answers.wait_for("season", version - 1, 5.0)
    waiting = asyncio.create_task(answers.wait_for("season", version, 5.0))
    await asyncio.sleep(0.05)
    await answers.touch("season", {"n": 2}, lease, ttl=60)
    touched = await waiting
    assert touched
    assert touched.version == version


async def test_a_missed_message_is_cured_by_looking_again(valkey: Valkey) -> None:
    """Who listens to nothing at all is told as well, only later."""
    deaf = Answers(valkey)
    waiting = asyncio.create_task(deaf.wait_for("season", 0, 5.0))
    await asyncio.sleep(0.02)
    lease = await lease_on(valkey, "season")
    await deaf.save("season", b"1", {}, lease, ttl=60)
    assert await waiting
    await deaf.aclose()


async def test_waiting_outlives_the_subscription(
    services: Services, valkey: Valkey, answers: Answers
) -> None:
    """A connection that is cut is made again; nobody has to know."""
    heard: list[tuple[str, int]] = []
    stop = answers.on_saved(lambda key, version: heard.append((key, version)))
    lease = await lease_on(valkey, "season")
    for _ in range(2):
        await valkey.call("CLIENT", "KILL", "TYPE", "pubsub")
        known = len(heard)
        while len(heard) == known:
            await answers.save("season", b"1", {}, lease, ttl=60)
            await asyncio.sleep(0.02)
    stop()
    known = len(heard)
    await answers.save("season", b"1", {}, lease, ttl=60)
    assert await answers.wait_for("season", 0, 1.0)
    assert len(heard) == known
    assert services.redis_url


async def test_who_waits_while_valkey_is_away_gets_nothing_and_no_error(
    breakable: Breakable,
) -> None:
    """Time is up when it is up."""
    async with connect(breakable.url) as valkey, Answers(valkey) as answers:
        breakable.freeze()
        began = time.monotonic()
        assert await answers.wait_for("season", 0, 0.3) is None
        assert time.monotonic() - began < 0.5
        breakable.thaw()


async def test_who_gives_up_leaves_nothing_behind(answers: Answers) -> None:
    """Watching a key ends with the last who waits."""
    waiting = [asyncio.create_task(answers.wait_for("a", 0, 5.0)) for _ in range(3)]
    await asyncio.sleep(0.01)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert not answers._watches
