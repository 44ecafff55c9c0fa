"""
Whether MongoDB answers: while it does not, nobody waits for it.

A frozen server costs every call its whole deadline, and hundreds of readers a
place in the driver's queue. Here, after a failure, calls fail at once for a
moment; then one of them asks for a sign of life while the others go on failing.
`cluster/connection.py` does the same for Valkey.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import pymongo
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import BulkWriteError, ConnectionFailure, PyMongoError

from fplbanter.errors import StoreUnavailable
from fplbanter.ops import metrics
from fplbanter.store.documents import Document

log = logging.getLogger(__name__)

T = TypeVar("T")

LINES: Final = 24
"""Calls at once; a storm of readers queues here, not at the server."""

BULK_LINES: Final = 4
"""Writes of many documents at once, so that they never take a reader's line."""

DEADLINE: Final = 1.5
"""Seconds for a call, its wait for a line included."""

SIGN_OF_LIFE: Final = 0.5
"""Seconds for the one that tries whether the server is back."""

LEAST: Final = 0.05
SLACK: Final = 0.2
"""Seconds for a call that has waited long for its line; for a driver to be late."""

REST: Final = 0.5
"""Seconds for which calls fail at once after a failure."""

_DISK_IS_FULL: Final = 14031
_NO_ROOM: Final = "No space left on device"
"""What the storage engine says instead, a moment before the server ends by it."""

_STEPPED_DOWN: Final = frozenset(
    {64, 91, 189, 10058, 10107, 11600, 11602, 13435, 13436}
)
"""
What a member says that is no primary any more, or is going: write concern not
reached, shutting down, stepped down, not primary, interrupted, recovering.
"""


class Reach:
    """
    The way to one database: how many go it at once, and whether it leads there.

    `monotonic` is in seconds.
    """

    def __init__(
        self,
        database: AsyncDatabase[Document],
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._monotonic = monotonic
        self._lines = asyncio.Semaphore(LINES)
        self._bulk_lines = asyncio.Semaphore(BULK_LINES)
        self._failed_at: float | None = None
        self._rested_at = 0.0
        self._answered_at = 0.0
        self._probing = False
        self._running: set[asyncio.Task[Any]] = set()

    @property
    def resting(self) -> bool:
        """Tell whether MongoDB failed a moment ago, so that calls fail at once."""
        if self._failed_at is None:
            return False
        return self._probing or self._monotonic() < self._rested_at + REST

    async def ping(self) -> None:
        """Ask the server for a sign of life; raises StoreUnavailable."""
        await self.ask(lambda: self._database.command("ping"))

    async def ask(
        self,
        work: Callable[[], Awaitable[T]],
        seconds: float = DEADLINE,
        *,
        bulk: bool = False,
    ) -> T:
        """
        Have the driver do some work, within so many seconds in all.

        Raises StoreUnavailable: at once while MongoDB rests, else when there is
        no server, or it does not answer in time. Whoever leaves meanwhile does
        not stop the work: a call that is cancelled while the driver looks for a
        server can leave a lock of PyMongo 4.20's taken for ever.
        """
        self._refuse_while_resting()
        begun, lines = self._monotonic(), self._bulk_lines if bulk else self._lines
        await _take(lines, seconds)
        # MongoDB may have failed while this call stood in the queue.
        if self.resting:
            lines.release()
            self._refuse_while_resting()
        left = max(LEAST, seconds - (self._monotonic() - begun))
        probing = self._probing = self._failed_at is not None
        task = asyncio.create_task(self._work(work, left, probing=probing))
        self._running.add(task)
        task.add_done_callback(lambda done: self._ended(done, lines))
        await asyncio.wait({task}, timeout=left + SLACK)
        if not task.done():
            self._did_not_answer(begun, "the driver itself hangs")
            raise StoreUnavailable("MongoDB does not answer.")
        return task.result()

    async def close(self) -> None:
        """Give up what is under way: for the end, before the driver is closed."""
        tasks = list(self._running)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(
        self, work: Callable[[], Awaitable[T]], seconds: float, *, probing: bool
    ) -> T:
        with pymongo.timeout(seconds):
            if probing:
                await self._try()
            with self._watched():
                return await work()

    def _ended(self, task: "asyncio.Task[Any]", lines: asyncio.Semaphore) -> None:
        self._running.discard(task)
        lines.release()
        if not task.cancelled():
            # Whoever asked may have left: then nobody else looks at it.
            task.exception()

    async def _try(self) -> None:
        """Be the one that tries, so that a call costs no whole deadline in vain."""
        try:
            with self._watched(), pymongo.timeout(SIGN_OF_LIFE):
                await self._database.command("ping")
        finally:
            self._probing = False

    @contextmanager
    def _watched(self) -> Iterator[None]:
        begun = self._monotonic()
        with answering(lambda error: self._did_not_answer(begun, _in_short(error))):
            yield
        self._answered()

    def _did_not_answer(self, begun: float, why: str) -> None:
        """Rest, unless others were answered meanwhile: then one call was too slow."""
        if self._answered_at > begun:
            return
        self._rested_at = self._monotonic()
        metrics.MONGO_UP.set(0)
        if self._failed_at is None:
            self._failed_at = self._rested_at
            log.warning("MongoDB does not answer: %s", why)

    def _answered(self) -> None:
        self._answered_at = self._monotonic()
        metrics.MONGO_UP.set(1)
        if self._failed_at is not None:
            gone = self._answered_at - self._failed_at
            log.warning("MongoDB answers again, after %.1f s", gone)
            self._failed_at = None

    def _refuse_while_resting(self) -> None:
        if self.resting:
            raise StoreUnavailable("MongoDB did not answer a moment ago.")


async def _take(lines: asyncio.Semaphore, seconds: float) -> None:
    """Wait for a line; who waits his whole time raises StoreUnavailable."""
    if not lines.locked():
        await lines.acquire()
        return
    try:
        with metrics.MONGO_POOL_WAIT_SECONDS.time():
            async with asyncio.timeout(seconds):
                await lines.acquire()
    except TimeoutError:
        raise StoreUnavailable("MongoDB is asked too much at once.") from None


@contextmanager
def answering(
    silent: Callable[[PyMongoError], None] = lambda _: None,
) -> Iterator[None]:
    """Turn the driver's errors into ours; `silent` hears of those of no answer."""
    try:
        yield
    except PyMongoError as error:
        if error.timeout or isinstance(error, ConnectionFailure):
            silent(error)
            raise StoreUnavailable("MongoDB does not answer.") from error
        told = _told(error)
        codes = {each.get("code") for each in told}
        if codes & _STEPPED_DOWN:
            silent(error)
            raise StoreUnavailable("MongoDB has no primary just now.") from error
        words = (str(each.get("errmsg")) for each in told)
        if _DISK_IS_FULL in codes or any(_NO_ROOM in each for each in words):
            # It answers, so that what is there is still read.
            raise StoreUnavailable("MongoDB's disk is full.") from error
        raise


def _told(error: PyMongoError) -> list[Mapping[str, Any]]:
    """Return what the server says was wrong, with every write that it is about."""
    own = {"code": getattr(error, "code", None), "errmsg": _in_short(error)}
    told: list[Mapping[str, Any]] = [own]
    if isinstance(error, BulkWriteError):
        details = error.details
        told += [*details["writeErrors"], *details["writeConcernErrors"]]
    return told


def _in_short(error: PyMongoError) -> str:
    """Leave the driver's description of the whole installation out."""
    return str(error).partition(", Timeout:")[0][:200]
