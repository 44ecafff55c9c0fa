"""The limit of FPL with real processes: the short story that every run tells."""

import sys

import pytest
from tests.faults.budget_bench import bench_on
from tests.faults.pretend_fpl import PretendFPL
from tests.faults.processes import running

pytestmark = [pytest.mark.anyio, pytest.mark.processes]

FIRST = """
import asyncio, sys
from tests.faults.asking import patient
from fplbanter.fpl.endpoints import DAY_STATUS

async def main():
    async with patient(sys.argv[1], 8.0) as client:
        before = set(sys.modules)
        await client.fetch(DAY_STATUS)
        print(sorted(set(sys.modules) - before), "loaded", flush=True)

asyncio.run(main())
"""


async def test_four_processes_keep_the_limit_and_use_it(fpl: PretendFPL) -> None:
    """A storm of 503, a Valkey that forgets, a worker that is killed: none too many."""
    async with bench_on(fpl) as bench:
        await bench.start()
        await bench.play(
            4.6,
            (1.8, lambda: fpl.fail("status", status=503, retry_after="")),
            *((2.6, lambda: bench.do("FLUSHALL")), (2.7, fpl.recover)),
            (3.4, bench.replace_worker),
        )
        figures = await bench.told("a short story", (0, 2.6), (2.6, 4.6))
    assert figures.over == 0
    assert figures.used(0, 2.6) >= 0.85
    assert figures.used(2.6, 4.6) > 0.1


async def test_the_first_request_does_not_spend_its_slot_on_imports(
    fpl: PretendFPL,
) -> None:
    """They take 50 ms: so late it would be one too many in the second it comes in."""
    async with running("-c", FIRST, fpl.url) as program:
        line = await program.line("loaded")
    sys.stdout.write(line + "\n")
    assert line == "[] loaded"
