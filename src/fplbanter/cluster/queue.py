"""
Handing jobs from who asks to who works: durable, in Valkey, at least once.

Only this file knows docket. What lies in Valkey is a kind and a key, nothing else:
what is to be done, how often it was tried and how it ended is in MongoDB
(`store/jobs.py`), from where a queue that came back empty is filled again.

docket pickles what it hands over, so whoever can write to Valkey could have
workers run anything. There is nothing to hand over here, and docket is given JSON
in pickle's place: a hostile Valkey can lose, repeat and delay jobs, stop workers,
and have known kinds run on keys that the ledger then does not know; no more.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from types import TracebackType
from typing import Final, Self

import docket.execution
import docket.strikelist
import docket.worker
from docket import CurrentExecution, Disposition, Docket, Execution
from docket import Worker as DocketWorker
from redis.exceptions import RedisError

from fplbanter.cluster.heeding import heeding
from fplbanter.cluster.plain_values import PlainValues
from fplbanter.errors import ClusterUnavailable

log = logging.getLogger(__name__)

Work = Callable[[str], Awaitable[None]]
"""Does what a key stands for. It may be called again for the same key, any time."""

REDELIVERY_SECONDS: Final = 10.0
"""After which the jobs of a worker that gives no sign of life are given to others."""

LINES: Final = 8
"""Connections at once for handing over: docket opens one for each who asks."""

AT_ONCE: Final = 4
"""Jobs that a worker has in hand at once."""

HAND_OVER_SECONDS: Final = 0.4
"""How long somebody who asks for a job waits for Valkey; the sweep has time."""

GRACE_SECONDS: Final = 3.0
"""For jobs in hand to end by themselves when the worker is told to end."""

LETTING_GO_SECONDS: Final = 2.0
"""For jobs that are cancelled then to be put back, and for Valkey to be told."""

_RECONNECT: Final = timedelta(seconds=0.5)
_LOOK: Final = timedelta(seconds=0.25)
_SCHEDULE: Final = timedelta(seconds=2)
"""docket's own timetable, which nothing is put on: retries come from the ledger."""

_ANEW_SECONDS: Final = 2.0

for _module in (docket.execution, docket.strikelist, docket.worker):
    # docket has no setting for it. Were it to pack in another way, nothing starts.
    if not hasattr(_module, "cloudpickle"):
        raise ImportError(f"{_module.__name__} does not pack with cloudpickle any more")
    vars(_module)["cloudpickle"] = PlainValues

# It tells each start and end, and while Valkey is away a traceback a second.
logging.getLogger("docket").setLevel(logging.CRITICAL)


class Queue:
    """
    One line of jobs, under `name` in the Valkey at `url`; nothing is sent yet.

    Use it as `async with Queue(...)`. Of several jobs with one key that nobody has
    ended yet only the first is kept.
    """

    def __init__(
        self,
        url: str,
        name: str,
        *,
        redelivery: float = REDELIVERY_SECONDS,
        at_once: int = AT_ONCE,
    ) -> None:
        self._docket = Docket(name, url, execution_ttl=timedelta(0))
        # Its own samples, which any Valkey could have run.
        self._docket.tasks.clear()
        self._redelivery = timedelta(seconds=redelivery)
        self._at_once = at_once
        self._lines = asyncio.Semaphore(LINES)
        self._in_hand: set[asyncio.Task[None]] = set()
        self._loop: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Open it; a Valkey that is away is no error."""
        await self._docket.__aenter__()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close all connections, also those that a frozen Valkey holds."""
        with suppress(TimeoutError, RedisError):
            async with asyncio.timeout(LETTING_GO_SECONDS):
                await self._docket.__aexit__(None, None, None)

    @property
    def in_hand(self) -> int:
        """How many jobs this process works on."""
        return len(self._in_hand)

    async def enqueue(self, kind: str, key: str) -> bool:
        """
        Hand a job over; False if one of its key is there already.

        Raises ClusterUnavailable when Valkey does not take it soon.
        """
        # docket takes a name only of what it could run itself.
        self._docket.tasks.setdefault(kind, _nothing)
        try:
            async with asyncio.timeout(HAND_OVER_SECONDS):
                async with self._lines:
                    with heeding():
                        added = await self._docket.add(kind, key=key)()
        except (RedisError, OSError) as error:
            raise ClusterUnavailable(f"Valkey takes no job: {error!r}") from error
        return added.disposition is Disposition.SCHEDULED

    async def depth(self) -> int:
        """Count the jobs that wait or are in somebody's hand; raises ClusterUnavailable."""
        try:
            async with (
                asyncio.timeout(HAND_OVER_SECONDS),
                self._docket.redis() as redis,
            ):
                with heeding():
                    return await redis.xlen(self._docket.stream_key)
        except (RedisError, OSError) as error:
            raise ClusterUnavailable(f"Valkey does not answer: {error!r}") from error

    @asynccontextmanager
    async def working(self, works: Mapping[str, Work]) -> AsyncIterator[None]:
        """
        Work for as long as the block lasts, each kind by its function.

        At its end nothing new is begun. What is in hand has `GRACE_SECONDS` to
        end; then it is cancelled, and must put back what it has not done.
        """
        for kind, work in works.items():
            self._docket.register(self._task(work), names=[kind])
        told_to_end = asyncio.Event()
        working = asyncio.create_task(self._work(told_to_end))
        try:
            yield
        finally:
            told_to_end.set()
            await self._end(working)

    def _task(self, work: Work) -> Callable[..., Awaitable[None]]:
        """Return the function that docket calls."""

        async def run(execution: Execution = CurrentExecution()) -> None:  # noqa: B008
            # A task of our own, so that it can be let go without docket knowing.
            task = asyncio.ensure_future(_told(work(execution.key)))
            self._in_hand.add(task)
            task.add_done_callback(self._in_hand.discard)
            try:
                await asyncio.wait({task})
            except asyncio.CancelledError:
                task.cancel()
                await asyncio.wait({task})
                raise

        return run

    async def _work(self, told_to_end: asyncio.Event) -> None:
        """Work until told to end; where docket itself breaks, begin anew."""
        while not told_to_end.is_set():
            try:
                await self._work_once(told_to_end)
            except Exception:
                log.exception("Taking jobs broke")
            with suppress(TimeoutError):
                async with asyncio.timeout(_ANEW_SECONDS):
                    await told_to_end.wait()

    async def _work_once(self, told_to_end: asyncio.Event) -> None:
        worker = DocketWorker(
            self._docket,
            concurrency=self._at_once,
            redelivery_timeout=self._redelivery,
            reconnection_delay=_RECONNECT,
            minimum_check_interval=_LOOK,
            scheduling_resolution=_SCHEDULE,
            schedule_automatic_tasks=False,
            fallback_task=_unknown,
        )
        told = asyncio.create_task(told_to_end.wait())
        # Leaving the block is what docket calls a graceful end.
        async with worker:
            loop = self._loop = asyncio.create_task(worker.run_forever())
            try:
                await asyncio.wait({loop, told}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                told.cancel()
        await loop

    async def _end(self, working: "asyncio.Task[None]") -> None:
        """Wait for what is in hand, then let go of it; Valkey need not be there."""
        await asyncio.wait({working}, timeout=GRACE_SECONDS)
        for task in tuple(self._in_hand):
            task.cancel()
        await asyncio.wait({working}, timeout=LETTING_GO_SECONDS)
        # A Valkey that is frozen holds them; redis-py may swallow a cancellation.
        both = {working, self._loop or working}
        while left := {task for task in both if not task.done()}:
            for task in left:
                task.cancel()
            await asyncio.wait(left, timeout=_LOOK.total_seconds())


async def _told(work: Awaitable[None]) -> None:
    """Do some work; what breaks is logged, since docket would keep it to itself."""
    try:
        await work
    except Exception:
        log.exception("A job broke outside of its rules")


async def _nothing() -> None:
    """Stand for a kind that is only handed over here."""


async def _unknown(*_: object, **__: object) -> None:
    """Drop a kind that another release knows: its ledger has it offered again."""
    log.debug("A job of an unknown kind was dropped")
