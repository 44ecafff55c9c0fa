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
    """
    Eight seats for a while; with Valkey frozen in the middle of it.

    For five seconds a Valkey that knows nobody keeps the shares of those who have not
    come, four of eight here: they may be alive, and spend them.
    """
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
            31.0,
            (7.0, start_new),
            (13.0, bench.valkey.freeze),
            *((21.0, bench.valkey.thaw), (27.0, end_old)),
        )
        spans = ((0, 5), (5.5, 7), (7, 13), (17, 21), (23, 27), (27, 31))
        figures = await bench.told("one version after the other", *spans)
    assert figures.over == 0
    assert figures.used(0, 5) >= 0.5
    assert figures.used(5.5, 7) >= 0.9
    assert figures.used(7, 13) >= 0.9
    # Eight shares of two a second each are sixteen.
    assert figures.used(17, 21) >= 0.75
    assert figures.used(23, 27) >= 0.9
    assert figures.used(27, 31) >= 0.85
