"""The way to MongoDB: nobody waits for a server that does not answer."""

import asyncio
from typing import Any

import pytest
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import (
    BulkWriteError,
    ConnectionFailure,
    NetworkTimeout,
    OperationFailure,
)

from fplbanter.errors import StoreUnavailable
from fplbanter.store.reach import LINES, REST, Reach

pytestmark = pytest.mark.anyio


class Seconds:
    """Monotonic seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Work:
    """Work for the driver: what it raises, or else that it was done."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.done = 0

    async def __call__(self) -> str:
        self.done += 1
        if self.error is not None:
            raise self.error
        return "done"


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def reach(database: AsyncDatabase[dict[str, Any]], seconds: Seconds) -> Reach:
    """Give the way to a server that is well, by a clock that stands still."""
    return Reach(database, monotonic=seconds)


async def fail(reach: Reach, error: Exception) -> None:
    with pytest.raises(StoreUnavailable):
        await reach.ask(Work(error))


@pytest.mark.parametrize("error", [ConnectionFailure("gone"), NetworkTimeout("late")])
async def test_after_a_failure_calls_fail_at_once_for_a_moment(
    reach: Reach, seconds: Seconds, error: Exception
) -> None:
    """The driver is not asked at all; after the moment it is asked again."""
    await fail(reach, error)
    work = Work()
    seconds.now += REST * 0.9
    with pytest.raises(StoreUnavailable, match="a moment ago"):
        await reach.ask(work)
    assert (reach.resting, work.done) == (True, 0)

    seconds.now += REST * 0.2
    assert await reach.ask(work) == "done"
    assert (reach.resting, work.done) == (False, 1)


async def test_one_tries_while_the_others_go_on_failing(
    reach: Reach, seconds: Seconds
) -> None:
    """However many come back at once, one of them asks for a sign of life."""
    await fail(reach, ConnectionFailure("gone"))
    seconds.now += REST * 2
    first, others = Work(), [Work() for _ in range(9)]
    found = await asyncio.gather(
        *(reach.ask(work) for work in (first, *others)), return_exceptions=True
    )
    assert found[0] == "done"
    assert all(isinstance(each, StoreUnavailable) for each in found[1:])
    assert sum(work.done for work in others) == 0


async def test_a_slow_call_beside_others_that_are_answered_condemns_nobody(
    reach: Reach, seconds: Seconds
) -> None:
    """It fails alone; only a server that answers nobody is left in peace."""
    begun, late = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        begun.set()
        await late.wait()
        raise NetworkTimeout("late")

    failing = asyncio.create_task(reach.ask(slow))
    await begun.wait()
    seconds.now += 1.0
    await reach.ask(Work())
    seconds.now += 0.5
    late.set()
    with pytest.raises(StoreUnavailable):
        await failing
    assert not reach.resting


async def test_who_leaves_does_not_stop_the_driver(reach: Reach) -> None:
    """PyMongo may keep a lock for ever when it is cancelled at the wrong moment."""
    begun, go, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        await go.wait()
        ended.set()

    leaving = asyncio.create_task(reach.ask(work))
    await begun.wait()
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    go.set()
    async with asyncio.timeout(5):
        await ended.wait()


async def test_a_driver_that_hangs_is_given_up(reach: Reach) -> None:
    """Its own deadline is not relied upon: whoever asked is let go."""
    never = asyncio.Event()
    async with asyncio.timeout(5):
        with pytest.raises(StoreUnavailable):
            await reach.ask(never.wait, 0.05)
    assert reach.resting
    await reach.close()


async def test_a_storm_of_readers_does_not_reach_the_server_at_once(
    reach: Reach,
) -> None:
    """A few are let through at a time, and the rest waits its turn."""
    at_once = most = 0

    async def work() -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0)
        at_once -= 1

    await asyncio.gather(*(reach.ask(work) for _ in range(500)))
    assert most == LINES


async def test_who_waits_in_vain_for_a_turn_is_told_so(reach: Reach) -> None:
    """His time is over before anybody was done."""
    go = asyncio.Event()
    busy = [asyncio.create_task(reach.ask(go.wait)) for _ in range(LINES)]
    await asyncio.sleep(0)
    with pytest.raises(StoreUnavailable, match="too much at once"):
        await reach.ask(Work(), 0.02)
    assert await reach.ask(Work(), bulk=True) == "done"
    go.set()
    await asyncio.gather(*busy)


async def test_those_who_queue_fail_with_the_first(reach: Reach) -> None:
    """A queue before a server that is gone is not served one deadline at a time."""
    go, late = asyncio.Event(), Work()

    async def failing() -> None:
        await go.wait()
        raise ConnectionFailure("gone")

    first = [asyncio.create_task(reach.ask(failing)) for _ in range(LINES)]
    await asyncio.sleep(0)
    queued = [asyncio.create_task(reach.ask(late)) for _ in range(100)]
    await asyncio.sleep(0)
    go.set()
    found = await asyncio.gather(*first, *queued, return_exceptions=True)
    assert all(isinstance(each, StoreUnavailable) for each in found)
    assert late.done == 0


NO_ROOM = {"code": 8, "errmsg": "WiredTiger: _insert: 28: No space left on device"}
FULL = {"code": 14031, "errmsg": "available disk space of 1 bytes is less than 2"}


@pytest.mark.parametrize(
    "error",
    [
        OperationFailure("full", 14031),
        OperationFailure("28: No space left on device", 8),
        BulkWriteError({"writeErrors": [NO_ROOM], "writeConcernErrors": []}),
        BulkWriteError({"writeErrors": [FULL], "writeConcernErrors": []}),
    ],
)
async def test_a_full_disk_is_no_bug_and_no_reason_to_stop_reading(
    reach: Reach, error: Exception
) -> None:
    """The write fails with a sentence; what is there can still be read."""
    with pytest.raises(StoreUnavailable, match="disk is full"):
        await reach.ask(Work(error))
    assert await reach.ask(Work()) == "done"


GOING = {"code": 91, "errmsg": "The server is in quiesce mode and will shut down"}


@pytest.mark.parametrize(
    "error",
    [
        OperationFailure("not primary", 10107),
        OperationFailure("interrupted due to replica set state change", 11602),
        BulkWriteError({"writeErrors": [], "writeConcernErrors": [GOING]}),
    ],
)
async def test_a_primary_that_steps_down_is_one_that_does_not_answer(
    reach: Reach, error: Exception
) -> None:
    """In a replica set it says so itself, until there is another."""
    with pytest.raises(StoreUnavailable, match="no primary"):
        await reach.ask(Work(error))
    assert reach.resting


async def test_what_else_the_driver_raises_is_a_bug(reach: Reach) -> None:
    """It comes out as it is, and is no sign that the server is away."""
    with pytest.raises(OperationFailure):
        await reach.ask(Work(OperationFailure("unknown operator", 2)))
    assert not reach.resting


async def test_going_and_coming_back_are_one_line_each(
    reach: Reach, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    """However many calls fail in between."""
    await fail(reach, ConnectionFailure("gone"))
    for _ in range(50):
        with pytest.raises(StoreUnavailable):
            await reach.ask(Work())
    seconds.now += 2 * REST
    await reach.ask(Work())
    ours = [r.message for r in caplog.records if r.name == "fplbanter.store.reach"]
    assert [message.split(":")[0].split(",")[0] for message in ours] == [
        "MongoDB does not answer",
        "MongoDB answers again",
    ]
