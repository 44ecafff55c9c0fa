"""
The worker: takes jobs from all lines, and offers again what nobody works on.

At its end nothing new is begun; what is in hand has a few seconds to end, and is
put back then for others.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import partial
from itertools import count
from typing import Final, Protocol

from fplbanter.cluster.queue import Work
from fplbanter.errors import StoreUnavailable
from fplbanter.jobs.registry import JOBS, Job
from fplbanter.services.attempts import Attempts
from fplbanter.services.endings import Pace
from fplbanter.services.job_kinds import TRACKS, Track
from fplbanter.services.product import Product

log = logging.getLogger(__name__)

SWEEP_SECONDS: Final = 2.0
"""Real, between two looks for jobs that nobody works on."""

MEASURED_EVERY: Final = 5
"""Of those looks, how many for each that counts what is open."""


class Line(Protocol):
    """Gives out jobs."""

    def working(self, works: Mapping[str, Work]) -> AbstractAsyncContextManager[None]:
        """Have jobs done for as long as the block lasts."""
        ...


@asynccontextmanager
async def working(
    product: Product,
    lines: Mapping[Track, Line],
    *,
    jobs: Mapping[str, Job] = JOBS,
    pace: Pace | None = None,
    sweep_seconds: float = SWEEP_SECONDS,
) -> AsyncIterator[None]:
    """Work for as long as the block lasts."""
    attempts = Attempts(product.store.jobs, product.clock, pace=pace)
    does = {kind: partial(job, product) for kind, job in jobs.items()}
    work = partial(attempts.carry_out, works=does)
    end = asyncio.Event()
    tasks = [asyncio.create_task(_sweep(end, product, frozenset(jobs), sweep_seconds))]
    for track, line in lines.items():
        works = {kind: work for kind in jobs if TRACKS[kind] is track}
        tasks.append(asyncio.create_task(_until(end, line.working(works))))
    try:
        yield
    finally:
        # All lines end at the same time: each may take its whole grace.
        end.set()
        await asyncio.gather(*tasks)


async def _until(end: asyncio.Event, block: AbstractAsyncContextManager[None]) -> None:
    async with block:
        await end.wait()


async def _sweep(
    end: asyncio.Event, product: Product, kinds: frozenset[str], seconds: float
) -> None:
    """Offer what is due again and again, and measure what is open."""
    sweeps = count()
    while not end.is_set():
        try:
            await product.refreshes.offer_due(kinds)
            if next(sweeps) % MEASURED_EVERY == 0:
                await product.refreshes.measure()
        except StoreUnavailable as error:
            # That the store is away is said once, elsewhere.
            log.debug("No sweep of the jobs: %s", error)
        except Exception:
            log.exception("Sweeping the jobs broke")
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await end.wait()
