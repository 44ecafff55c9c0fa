"""Jobs with real workers that are killed, on servers that are broken."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from uuid import uuid4

from tests.faults.job_worker import STEPS, Orders, bench_product
from tests.faults.processes import Running, running

from fplbanter.services.job_kinds import JobKind
from fplbanter.services.product import Product
from fplbanter.store.jobs import OPEN, JobState

KINDS = (JobKind.JUDGE_LEAGUE, JobKind.REFRESH_LEAGUE)
"""One of each line."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of the jobs."""

    seconds: float
    states: Counter[str]
    effects: int
    doubled: int
    refused: int
    claims: int
    runs: int
    kills: int

    def told(self, what: str) -> str:
        return (
            f"\n{what}: {dict(self.states)} in {self.seconds:.1f} s, "
            f"{self.claims} claims, {self.runs} runs, {self.kills} workers killed\n"
            f"  {self.effects} effects, {self.doubled} doubled, "
            f"{self.refused} second ones refused"
        )


class Bench:
    """A ledger with jobs, and workers as real processes."""

    def __init__(self, stack: AsyncExitStack, orders: Orders, product: Product) -> None:
        self._stack = stack
        self.orders = orders
        self.product = product
        self.workers: list[Running] = []
        self.kills = 0

    async def ask(self, count: int) -> list[str]:
        """Ask for so many jobs, in both lines."""
        enqueue = self.product.refreshes.enqueue
        return [await enqueue(KINDS[n % 2], f"job-{n}", n=n) for n in range(count)]

    async def hire(self, count: int = 1, *, seconds: float | None = None) -> None:
        """Have so many more workers begin."""
        orders = self.orders
        if seconds is not None:
            orders = replace(orders, seconds=seconds)
        program = ("-m", "tests.faults.job_worker", str(orders))
        for _ in range(count):
            worker = await self._stack.enter_async_context(running(*program))
            self.workers.append(worker)

    async def kill_one(self) -> None:
        """Kill one at random without a word; another begins in his place."""
        worker = random.choice(self.workers)
        assert worker.code is None, worker.said
        self.workers.remove(worker)
        worker.kill()
        self.kills += 1
        await self.hire()

    async def until_running(self, count: int) -> None:
        """Wait until so many jobs are in somebody's hand."""
        jobs = self.product.store.jobs
        async with asyncio.timeout(30):
            while await jobs._count({"state": JobState.RUNNING.value}) < count:
                await asyncio.sleep(0.02)

    async def until_over(self, seconds: float) -> None:
        """Wait until no job is open."""
        jobs = self.product.store.jobs
        async with asyncio.timeout(seconds):
            while await jobs._count({"state": {"$in": OPEN}}):
                await asyncio.sleep(0.1)

    async def told(self, what: str, since: float) -> Figures:
        """Say what became of all jobs."""
        database = self.product.store.database
        jobs = [each async for each in database["jobs"].find()]
        accounts = [each async for each in database["accounts"].find()]
        balances = [each.get("balance", 0) for each in accounts]
        figures = Figures(
            seconds=time.monotonic() - since,
            states=Counter(job["state"] for job in jobs),
            effects=sum(balances),
            doubled=sum(max(0, balance - STEPS) for balance in balances),
            refused=sum(each.get("refused", 0) for each in accounts),
            claims=sum(job["fence"] for job in jobs),
            runs=sum(len(each["runs"]) for each in accounts),
            kills=self.kills,
        )
        print(figures.told(what), flush=True)
        return figures


@asynccontextmanager
async def bench_on(mongo: str, valkey: str, **orders: float) -> AsyncIterator[Bench]:
    """Give a bench on servers, with a database of its own that is gone afterwards."""
    name = f"test_{uuid4().hex}"
    async with AsyncExitStack() as stack:
        given = Orders(mongo, valkey, name, **orders)
        product, *_ = await stack.enter_async_context(bench_product(given))
        await product.store.jobs.prepare()
        stack.push_async_callback(product.store.database.client.drop_database, name)
        yield Bench(stack, given, product)


async def every(seconds: float, action: Callable[[], Awaitable[None]]) -> None:
    """Do something again and again."""
    while True:
        await asyncio.sleep(seconds)
        await action()


def all_done(figures: Figures, count: int) -> bool:
    """Say whether every job is done, and has had each of its effects once."""
    return (
        figures.states == {JobState.DONE.value: count}
        and figures.effects == count * STEPS
        and figures.doubled == 0
    )
