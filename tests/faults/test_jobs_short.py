"""Jobs with real workers: the short story that every run tells."""

import time

import pytest
from tests.faults.job_bench import all_done, bench_on

from fplbanter.ops.embedded import Services

pytestmark = [pytest.mark.anyio, pytest.mark.processes]


async def test_a_killed_worker_costs_no_job(services: Services) -> None:
    """Twenty jobs, the first worker killed with some in hand: all done, once."""
    begun = time.monotonic()
    async with bench_on(
        services.mongo_url, services.redis_url, seconds=0.1, redelivery=1.0
    ) as bench:
        await bench.ask(20)
        await bench.hire()
        await bench.until_running(4)
        await bench.kill_one()
        await bench.hire()
        await bench.until_over(30)
        figures = await bench.told("a short story", begun)
    assert all_done(figures, 20)
    assert figures.claims > 20
