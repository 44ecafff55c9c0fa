"""Two versions of the program on one Valkey: as while a new one is rolled out."""

import pytest
from tests.faults.budget_bench import bench_on
from tests.faults.pretend_fpl import PretendFPL

pytestmark = [pytest.mark.anyio, pytest.mark.faults]


async def test_two_versions_side_by_side(fpl: PretendFPL) -> None:
    """They do not trip over each other's fields, and share one limit."""
    async with bench_on(fpl) as bench:
        ours = bench.ordered(processes=8, readers=12)
        older = bench.ordered(processes=8, readers=12, older=True)
        await bench.start(*(ours,) * 4, *(older,) * 4)
        await bench.play(12.0)
        figures = await bench.told("four and four of two versions", (0, 12))
        spent = [one["spent"] for one in await bench.ended()]
    assert figures.over == 0
    assert figures.used(0, 12) >= 0.9
    assert min(spent) > sum(spent) / 16


async def test_a_new_version_takes_over(fpl: PretendFPL) -> None:
    """Eight seats for a while; with Valkey frozen in the middle of it."""
    async with bench_on(fpl) as bench:
        ours = bench.ordered(processes=8, readers=12)
        older = await bench.start(
            *(bench.ordered(processes=8, readers=12, older=True),) * 4
        )

        async def start_new() -> None:
            await bench.start(*(ours,) * 4)

        async def end_old() -> None:
            await bench.ended(older)

        await bench.play(
            26.0,
            (3.0, start_new),
            (7.0, bench.valkey.freeze),
            *((15.0, bench.valkey.thaw), (19.0, end_old)),
        )
        spans = ((0, 3), (11, 15), (17, 19), (23, 26))
        figures = await bench.told("one version after the other", *spans)
    assert figures.over == 0
    # Eight shares of two a second each are sixteen.
    assert figures.used(11, 15) >= 0.6
    assert figures.used(23, 26) >= 0.9
