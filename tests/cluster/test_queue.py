"""The queue of jobs on a real Valkey: handed over once, worked on, put back."""

import asyncio
import pickle
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import docket.execution
import pytest
from redis.asyncio import Redis
from tests.cluster.conftest import Breakable

from fplbanter.cluster import queue as queues
from fplbanter.cluster.queue import Queue
from fplbanter.errors import ClusterUnavailable
from fplbanter.ops.embedded import Services

pytestmark = pytest.mark.anyio

Fields = dict[Any, Any]
"""The fields of a message, as redis-py takes them."""


@pytest.fixture
async def queue(
    services: Services,
    anyio_backend: str,  # noqa: ARG001  Asking for it makes anyio run this fixture.
) -> AsyncIterator[Queue]:
    """Give a queue with a name of its own."""
    name = f"test-{uuid4().hex}:jobs"
    async with Queue(services.redis_url, name, redelivery=1.0) as queue:
        yield queue
        async with Redis.from_url(services.redis_url) as redis:
            if keys := await redis.keys(f"{name}*"):
                await redis.delete(*keys)


class Desk:
    """Takes note of the keys that it was given."""

    def __init__(self, *, breaks: bool = False, holds: bool = False) -> None:
        self.keys: list[str] = []
        self.let_go: list[str] = []
        self.came = asyncio.Event()
        self._breaks, self._holds = breaks, holds

    async def work(self, key: str) -> None:
        self.keys.append(key)
        self.came.set()
        try:
            if self._holds:
                await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.let_go.append(key)
            raise
        if self._breaks:
            raise RuntimeError("no job of ours")

    async def has(self, count: int, seconds: float = 8.0) -> None:
        async with asyncio.timeout(seconds):
            while len(self.keys) < count:
                self.came.clear()
                await self.came.wait()


async def test_a_job_is_done_by_its_kind(queue: Queue) -> None:
    """What is handed over before anybody works is found; the rest comes at once."""
    readers, judges = Desk(), Desk()
    assert await queue.enqueue("read", "a")
    async with queue.working({"read": readers.work, "judge": judges.work}):
        assert await queue.enqueue("judge", "b")
        await readers.has(1)
        await judges.has(1)
    assert (readers.keys, judges.keys) == (["a"], ["b"])
    assert await queue.depth() == 0


async def test_one_key_is_one_job(
    queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred who ask for the same make one run; afterwards it can be asked anew."""
    monkeypatch.setattr(queues, "HAND_OVER_SECONDS", 10.0)
    desk = Desk()
    taken = await asyncio.gather(*(queue.enqueue("read", "a") for _ in range(100)))
    assert taken.count(True) == 1
    async with queue.working({"read": desk.work}):
        await desk.has(1)
        while await queue.depth():
            await asyncio.sleep(0.01)
        assert desk.keys == ["a"]
        assert await queue.enqueue("read", "a")
        await desk.has(2)


async def test_a_job_in_hand_is_not_taken_again(queue: Queue) -> None:
    """Also when its key is offered while somebody works on it."""
    desk = Desk(holds=True)
    async with queue.working({"read": desk.work}):
        assert await queue.enqueue("read", "a")
        await desk.has(1)
        assert not await queue.enqueue("read", "a")
        assert queue.in_hand == 1
        for task in tuple(queue._in_hand):
            task.cancel()
    assert desk.keys == desk.let_go == ["a"]


async def test_a_job_that_breaks_stops_nobody(
    queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    """The log has it; what becomes of it is the ledger's business."""
    bad, good = Desk(breaks=True), Desk()
    async with queue.working({"bad": bad.work, "good": good.work}):
        for number in range(3):
            await queue.enqueue("bad", f"bad-{number}")
            await queue.enqueue("good", f"good-{number}")
        await bad.has(3)
        await good.has(3)
    assert "no job of ours" in caplog.text


async def test_what_is_in_hand_at_the_end_is_let_go(
    queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its grace; nothing new is begun meanwhile, and nothing hangs."""
    monkeypatch.setattr(queues, "GRACE_SECONDS", 0.3)
    desk = Desk(holds=True)
    async with queue.working({"read": desk.work}):
        for number in range(queues.AT_ONCE + 3):
            await queue.enqueue("read", f"{number}")
        await desk.has(queues.AT_ONCE)
        ending = time.monotonic()
    assert time.monotonic() - ending < 3.0
    assert sorted(desk.let_go) == sorted(desk.keys)
    assert len(desk.keys) == queues.AT_ONCE
    assert await queue.depth() == 3


async def test_a_kind_that_nobody_knows_is_dropped(queue: Queue) -> None:
    """It belongs to another release, whose ledger offers it again."""
    desk = Desk()
    await queue.enqueue("of tomorrow", "x")
    queue._docket.tasks.clear()
    async with queue.working({"read": desk.work}):
        await queue.enqueue("read", "a")
        await desk.has(1)
        while await queue.depth():
            await asyncio.sleep(0.01)
    assert desk.keys == ["a"]


class _Armed:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.path,)


@pytest.mark.parametrize("field", [b"args", b"kwargs"])
async def test_a_hostile_valkey_cannot_have_anything_run(
    queue: Queue,
    services: Services,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    field: bytes,
) -> None:
    """A pickle that somebody put into the queue is never opened; work goes on."""
    monkeypatch.setattr(queues, "_ANEW_SECONDS", 0.1)
    desk, mark = Desk(), tmp_path / "ran"
    await queue.enqueue("read", "a")
    async with Redis.from_url(services.redis_url) as redis:
        stream = queue._docket.stream_key
        ((_, message),) = await redis.xrange(stream) or []
        armed: Fields = {**(message or {}), b"key": b"armed"}
        await redis.xadd(stream, armed | {field: pickle.dumps(_Armed(mark))})
        strike: Fields = {
            b"direction": b"strike",
            b"operator": b"==",
            b"parameter": b"p",
        }
        await redis.xadd(
            queue._docket.strike_list.strike_key,
            strike | {b"value": pickle.dumps(_Armed(mark))},
        )
    async with queue.working({"read": desk.work}):
        await desk.has(1)
        await queue.enqueue("read", "b")
        await desk.has(2)
    assert not mark.exists()
    assert "armed" not in desk.keys


def test_pickles_would_have_run() -> None:
    """The test above tries what it says: opened, the mark would be there."""
    assert b"touch" in pickle.dumps(_Armed(Path("x")))
    assert vars(docket.execution)["cloudpickle"].dumps(()) == b"[]"


# -- a Valkey that breaks ------------------------------------------------------


async def test_without_a_valkey_nobody_waits(directory: Path) -> None:
    """Whoever asks is told so at once, and the end comes too."""
    began = time.monotonic()
    async with Queue(f"unix://{directory}/gone.sock", "jobs") as queue:
        desk = Desk()
        async with queue.working({"read": desk.work}):
            with pytest.raises(ClusterUnavailable):
                await queue.enqueue("read", "a")
            with pytest.raises(ClusterUnavailable):
                await queue.depth()
    assert time.monotonic() - began < 6.0


async def test_a_frozen_valkey_keeps_nobody(
    breakable: Breakable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not who asks, nor the end of who works; what was handed over is still there."""
    monkeypatch.setattr(queues, "GRACE_SECONDS", 0.3)
    monkeypatch.setattr(queues, "LETTING_GO_SECONDS", 0.3)
    async with Queue(breakable.url, "jobs", redelivery=1.0) as queue:
        desk = Desk(holds=True)
        async with queue.working({"read": desk.work}):
            await queue.enqueue("read", "a")
            await desk.has(1)
            breakable.freeze()
            began = time.monotonic()
            with pytest.raises(ClusterUnavailable):
                await queue.enqueue("read", "b")
            assert time.monotonic() - began < 1.0
        assert time.monotonic() - began < 4.0
    breakable.thaw()
    assert desk.let_go == ["a"]
    async with Queue(breakable.url, "jobs", redelivery=1.0) as queue:
        again = Desk()
        async with queue.working({"read": again.work}):
            while "a" not in again.keys:
                await again.has(len(again.keys) + 1)


async def test_a_valkey_that_forgets_everything_is_filled_anew(
    queue: Queue, services: Services
) -> None:
    """After a FLUSHALL under it a worker goes on with what is handed over then."""
    desk = Desk()
    async with queue.working({"read": desk.work}):
        await queue.enqueue("read", "a")
        await desk.has(1)
        async with Redis.from_url(services.redis_url) as redis:
            await redis.delete(*await redis.keys(f"{queue._docket.name}*"))
        await queue.enqueue("read", "b")
        await desk.has(2)
    assert desk.keys == ["a", "b"]
