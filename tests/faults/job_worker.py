"""
One process that works off jobs: the real worker, with jobs of its own.

    python -m tests.faults.job_worker '{"mongo": URL, "database": NAME, ...}'

It says "working" when it begins. Told to end (SIGTERM) it lets go and says so.
"""

import asyncio
import json
import random
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from fplbanter.clock import SystemClock
from fplbanter.cluster.queue import Queue
from fplbanter.fpl.upstream import Upstream
from fplbanter.jobs.worker import working
from fplbanter.services.attempts import Run
from fplbanter.services.endings import Pace
from fplbanter.services.job_kinds import JobKind, Track
from fplbanter.services.product import Product
from fplbanter.store.database import connect

STEPS = 3
POISON = "poison"


@dataclass(frozen=True, slots=True)
class Orders:
    """Where the servers are, and how many `seconds` each step of a job takes."""

    mongo: str
    valkey: str
    database: str
    seconds: float = 0.15
    redelivery: float = 2.0

    def __str__(self) -> str:
        return json.dumps(asdict(self))


@asynccontextmanager
async def bench_product(
    orders: Orders,
) -> AsyncIterator[tuple[Product, dict[Track, Queue]]]:
    """Give a product on the servers, and the lines of its jobs."""
    store = connect(orders.mongo, orders.database)
    product = Product.on(store, Upstream(_nobody()), SystemClock(), league_max=50)
    async with AsyncExitStack() as stack:
        lines = {
            track: await stack.enter_async_context(
                Queue(
                    orders.valkey,
                    f"{orders.database}:jobs:{track}",
                    redelivery=orders.redelivery,
                )
            )
            for track in Track
        }
        product.refreshes.use(lines)
        try:
            yield product, lines
        finally:
            await product.close()
            await store.close()


def _nobody() -> Any:  # noqa: ANN401  Nothing is ever asked of it.
    return None


async def do(product: Product, run: Run, seconds: float) -> Mapping[str, Any]:
    """
    Pay one coin into the job's account in each of a few steps, whoever does it.

    A coin that has been paid is refused; were one paid twice, the balance shows it.
    """
    accounts = product.store.database["accounts"]
    account = {"_id": run.job.job_id}
    await accounts.update_one(account, {"$push": {"runs": run.job.fence}}, upsert=True)
    if (run.job.arguments or {}).get("what") == POISON:
        raise RuntimeError("poison")
    for step in range(STEPS):
        await asyncio.sleep(seconds * random.uniform(0.5, 1.5))
        paid = await accounts.update_one(
            {**account, "steps": {"$ne": step}},
            {"$push": {"steps": step}, "$inc": {"balance": 1}},
        )
        if not paid.matched_count:
            await accounts.update_one(account, {"$inc": {"refused": 1}})
        run.note(step + 1, STEPS)
    return {"steps": STEPS}


async def work(orders: Orders) -> None:
    """Work until the process is told to end."""
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)

    async def job(product: Product, run: Run) -> Mapping[str, Any]:
        return await do(product, run, orders.seconds)

    pace = Pace(beat=0.4, claim=timedelta(seconds=orders.redelivery), first_pause=0.05)
    jobs = {kind.value: job for kind in JobKind}
    async with (
        bench_product(orders) as (product, lines),
        working(product, lines, jobs=jobs, pace=pace, sweep_seconds=0.5),
    ):
        print("working", flush=True)
        await ended.wait()
    print("let go", flush=True)


if __name__ == "__main__":
    asyncio.run(work(Orders(**json.loads(sys.argv[1]))))
