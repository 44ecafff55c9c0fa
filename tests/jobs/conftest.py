"""The product with workers, in one process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from fplbanter.cluster.queue import Queue
from fplbanter.jobs.worker import working
from fplbanter.ops.embedded import Services
from fplbanter.services.endings import Pace
from fplbanter.services.job_kinds import Track
from fplbanter.services.product import Product
from fplbanter.store.jobs import OPEN, JobState, StoredJob


class Office:
    """A product whose jobs are done, and what became of them."""

    def __init__(self, product: Product) -> None:
        self.product = product

    async def rest(self, seconds: float = 30.0) -> None:
        """Wait until no job is on its way."""
        jobs = self.product.store.jobs
        on_its_way = {"state": {"$in": OPEN}, "error": None}
        async with asyncio.timeout(seconds):
            while await jobs._count(on_its_way):
                await asyncio.sleep(0.02)

    async def jobs(self, kind: str) -> list[StoredJob]:
        """Return the jobs of a kind in the order in which they were asked for."""
        ledger = self.product.store.jobs
        found = await ledger._find_many(
            {"kind": kind}, limit=1000, sort=[("noted_at", 1)]
        )
        numbers = [each["_id"] for each in found]
        jobs = [await ledger.find_job(number) for number in numbers]
        return [job for job in jobs if job is not None]

    async def ends(self, kind: str) -> list[JobState]:
        """Return where the jobs of a kind stand."""
        return [job.state for job in await self.jobs(kind)]


@pytest.fixture
async def office(product: Product, services: Services) -> AsyncIterator[Office]:
    """Give a product with a worker of its own."""
    await product.store.jobs.prepare()
    name = f"test-{uuid4().hex}:jobs"
    pace = Pace(beat=0.1, claim=timedelta(seconds=5), first_pause=0.1, away_pause=0.1)
    async with AsyncExitStack() as stack:
        lines = {
            track: await stack.enter_async_context(
                Queue(services.redis_url, f"{name}:{track}")
            )
            for track in Track
        }
        product.refreshes.use(lines)
        async with working(product, lines, pace=pace, sweep_seconds=0.2):
            yield Office(product)
        async with Redis.from_url(services.redis_url) as redis:
            if keys := await redis.keys(f"{name}*"):
                await redis.delete(*keys)
