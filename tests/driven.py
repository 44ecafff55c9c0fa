"""
Time that jumps: a product whose hours pass in seconds, its order kept.

    clock = DrivenClock(start)
    run_driven(clock, lambda: saturday(clock))

When nothing is under way any more, in the process, at mongod, at Valkey or in a
thread, the clock is put to the next moment that anybody waits for. So work takes
no time on it, only waiting does, and nothing depends on how fast the machine is.
"""

import asyncio
import heapq
import selectors
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from concurrent.futures import Executor
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any, TypeVar, TypeVarTuple, cast

import httpx2
from starlette.types import ASGIApp, Receive, Scope, Send

from fplbanter.cluster.connection import (
    _SERVER_CLOCK,
    Answer,
    Argument,
    Script,
    Valkey,
    connect,
)
from fplbanter.cluster.local_budget import Budget
from fplbanter.errors import StoreUnavailable
from fplbanter.fpl.building import gateway_on
from fplbanter.fpl.client import FPLClient
from fplbanter.fpl.gateway import Gateway
from fplbanter.fpl.outages import Outages
from fplbanter.fpl.upstream import Upstream
from fplbanter.game.moods import Mood
from fplbanter.jobs.matchday import MatchdayLoop
from fplbanter.jobs.registry import JOBS, Job
from fplbanter.services.attempts import Attempts, Run
from fplbanter.services.endings import Pace, Result
from fplbanter.services.job_kinds import PLACES, JobKind
from fplbanter.services.product import Product
from fplbanter.simulator.app import build_app
from fplbanter.simulator.clock import SimulatorClock, SteadyPace
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

BASE_URL = "http://simulator/api/"
ANSWER_SECONDS = 0.2
"""What FPL takes for an answer here."""

Busy = Callable[[], int]


class DrivenClock:
    """A clock that stands still until `move_on`, which goes where somebody waits."""

    pace = 1.0

    def __init__(self, now: datetime) -> None:
        self._now = now.timestamp()
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._now, UTC)

    def elapsed(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        at = self._now + max(0.0, seconds)
        heapq.heappush(self._waiting, (at, next(self._numbers), woken))
        await woken

    async def sleep_until(self, moment: datetime) -> None:
        await self.sleep(moment.timestamp() - self._now)

    def move_on(self) -> bool:
        """Wake who waits for the next moment; False if nobody waits."""
        while self._waiting:
            at, _, woken = heapq.heappop(self._waiting)
            if not woken.done():
                self._now = max(self._now, at)
                woken.set_result(None)
                return True
        return False


class _Selector(selectors.DefaultSelector):
    """Asks whether time may jump whenever the loop has nothing left to do."""

    def __init__(self) -> None:
        super().__init__()
        self.jump: Callable[[], bool] = lambda: False

    def select(
        self, timeout: float | None = None
    ) -> list[tuple[selectors.SelectorKey, int]]:
        rests = timeout is None or timeout > 0
        return super().select(0 if rests and self.jump() else timeout)


class DrivenLoop(asyncio.SelectorEventLoop):
    """An event loop that moves a clock on when nothing is under way."""

    def __init__(self, clock: DrivenClock) -> None:
        selector = _Selector()
        super().__init__(selector)
        self._clock = clock
        self._in_threads = 0
        self._busy: list[Busy] = [lambda: self._in_threads]
        self.started = False
        selector.jump = self._jump

    def heed(self, busy: Busy) -> None:
        """Let no time pass while this counts anything."""
        self._busy.append(busy)

    def run_in_executor(
        self,
        executor: Executor | None,
        func: Callable[[*Ts], T],
        *args: *Ts,
    ) -> "asyncio.Future[T]":
        work = super().run_in_executor(executor, func, *args)
        self._in_threads += 1
        work.add_done_callback(self._out_of_thread)
        return work

    def _out_of_thread(self, _: object) -> None:
        self._in_threads -= 1

    def _jump(self) -> bool:
        if not self.started or any(busy() for busy in self._busy):
            return False
        return self._clock.move_on()


def run_driven(clock: DrivenClock, main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run on a loop of its own; time begins to pass with `driven_product`."""
    with asyncio.Runner(loop_factory=lambda: DrivenLoop(clock)) as runner:
        return runner.run(main())


class DrivenValkey(Valkey):
    """A Valkey whose scripts are told the time, and that counts who waits for it."""

    def __init__(self, url: str, prefix: str, clock: DrivenClock) -> None:
        # On a busy machine an answer may take its time: it costs none here.
        super().__init__(connect(url, timeout=10.0)._driver, prefix=prefix, timeout=10)
        self._clock = clock
        self._by_sha: dict[str, Script] = {}
        self.calling = 0

    async def call(self, *command: Argument) -> Answer:
        self.calling += 1
        try:
            return await super().call(*command)
        finally:
            self.calling -= 1

    async def run(
        self,
        script: Script,
        keys: Sequence[str],
        args: Sequence[Argument] = (),
        *,
        urgent: bool = False,
    ) -> Answer:
        self.calling += 1
        try:
            told, now = self._telling(script), f"{self._clock.elapsed():.6f}"
            return await super().run(told, keys, (*args, now), urgent=urgent)
        finally:
            self.calling -= 1

    def _telling(self, script: Script) -> Script:
        """Return the script with our time in place of the server's."""
        found = self._by_sha.get(script.sha)
        if found is None:
            told = "local now = tonumber(table.remove(ARGV))\n"
            found = Script(clock="")
            found.text = script.text.replace(_SERVER_CLOCK, told)
            assert found.text != script.text
            self._by_sha[script.sha] = found
        return found


@dataclass(frozen=True, slots=True)
class Arrived:
    """A request as FPL saw it: `at` in seconds of the clock."""

    at: float
    path: str


class DrivenFPL:
    """The simulator's app on the driven clock; `arrivals` is who came, in order."""

    def __init__(self, simulator: Simulator, clock: DrivenClock) -> None:
        simulator.clock = SimulatorClock(clock.now(), SteadyPace(1.0), clock.elapsed)
        self._app: ASGIApp = build_app(simulator)
        self._clock = clock
        self.arrivals: list[Arrived] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = scope["query_string"].decode()
        path = scope["path"].removeprefix("/api/") + (f"?{query}" if query else "")
        self.arrivals.append(Arrived(self._clock.elapsed(), path))
        await self._clock.sleep(ANSWER_SECONDS)
        await self._app(scope, receive, send)

    def transport(self) -> httpx2.ASGITransport:
        return httpx2.ASGITransport(cast("Any", self))


@dataclass(frozen=True, slots=True)
class Driven:
    """A product on a driven clock, and what it asks FPL."""

    product: Product
    gateway: Gateway
    budget: Budget
    fpl: DrivenFPL


@asynccontextmanager
async def driven_product(
    clock: DrivenClock,
    simulator: Simulator,
    store: Store,
    redis_url: str,
    *,
    prefix: str,
    budget: Budget | None = None,
) -> AsyncIterator[Driven]:
    """Run a product as `wiring` does; from here on time passes."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, DrivenLoop)
    budget = budget or Budget(monotonic=clock.elapsed, sleep=clock.sleep)
    its_own = simulator.clock
    fpl = DrivenFPL(simulator, clock)
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(
            FPLClient(
                BASE_URL, budget, retry_pause=lambda: 0.0, transport=fpl.transport()
            )
        )
        valkey = await stack.enter_async_context(DrivenValkey(redis_url, prefix, clock))
        loop.heed(lambda: valkey.calling)
        loop.heed(lambda: len(store.reach._running))
        outages = Outages(clock, valkey, store.outages)
        stack.push_async_callback(outages.aclose)
        gateway = await stack.enter_async_context(
            gateway_on(client, budget, valkey, store, outages, clock)
        )
        product = Product.on(
            store, Upstream(gateway), clock, league_max=2_000, outages=outages
        )
        stack.push_async_callback(product.close)
        loop.started = True
        try:
            yield Driven(product, gateway, budget, fpl)
        finally:
            loop.started = False
            simulator.clock = its_own


class DrivenLine:
    """Hands jobs over to this process itself, a few at a time as a worker does."""

    def __init__(
        self, does: Callable[[str], Coroutine[Any, Any, None]], places: int
    ) -> None:
        self._does = does
        self._places = asyncio.Semaphore(places)
        self._here: dict[str, asyncio.Task[None]] = {}

    async def enqueue(self, kind: str, key: str) -> bool:  # noqa: ARG002
        if key in self._here:
            return False
        task = self._here[key] = asyncio.create_task(self._do(key))
        task.add_done_callback(lambda _: self._here.pop(key, None) and None)
        return True

    async def depth(self) -> int:
        return len(self._here)

    async def close(self) -> None:
        for task in (here := tuple(self._here.values())):
            task.cancel()
        await asyncio.gather(*here, return_exceptions=True)

    async def _do(self, key: str) -> None:
        async with self._places:
            await self._does(key)


async def _nothing(_product: Product, _run: Run) -> Result:
    """Stand in for the judging of banter: it costs time here, and FPL nothing."""
    return {}


_JUDGING = (JobKind.JUDGE_LEAGUE, JobKind.JUDGE_INSTALLATION)
SWEEP_SECONDS = 60.0
ALIVE = timedelta(days=1)
"""For which a claim holds: no job dies here, and hours pass at once."""


@asynccontextmanager
async def driven_worker(product: Product, clock: DrivenClock) -> AsyncIterator[None]:
    """Have the product's jobs done as `jobs/worker.py` does, but for Valkey."""
    pace = Pace(claim=ALIVE)
    attempts = Attempts(product.store.jobs, clock, wall=clock.now, pace=pace)
    jobs: dict[str, Job] = {**JOBS}
    jobs.update(dict.fromkeys(map(str, _JUDGING), _nothing))
    works = {kind: partial(job, product) for kind, job in jobs.items()}

    async def sweep() -> None:
        while True:
            await clock.sleep(SWEEP_SECONDS)
            # On a machine that does much else MongoDB is late now and then.
            with suppress(StoreUnavailable):
                await product.refreshes.offer_due(frozenset(works))

    does = partial(attempts.carry_out, works=works)
    lines = {track: DrivenLine(does, places) for track, places in PLACES.items()}
    product.refreshes._wall = clock.now
    product.refreshes.use(lines)
    try:
        async with behind(sweep()):
            yield
    finally:
        for line in lines.values():
            await line.close()


IDLE_SECONDS = 60.0
_IDLE = (Mood.QUIET, Mood.SETTLING)


async def poll(poller: MatchdayLoop, clock: DrivenClock) -> None:
    """
    Look for ever as `MatchdayLoop.run` does, without its least pause in real seconds.

    While readings are a quarter of an hour apart it looks once a minute only: most
    of a season would be spent on finding nothing due.
    """
    while True:
        await poller.look()
        idle = poller._mood(clock.now()) in _IDLE
        await clock.sleep(IDLE_SECONDS if idle else poller.pause())


@asynccontextmanager
async def behind(*works: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Have work without end done for as long as the block lasts; it must not break."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work) for work in works]
        yield
        for task in tasks:
            task.cancel()
