"""What FPL asks of one process when it refuses, all of them do."""

import sys
from email.utils import formatdate
from itertools import pairwise
from time import time

import pytest
from tests.faults.budget_bench import Bench, Figures, bench_on
from tests.faults.pretend_fpl import PretendFPL

pytestmark = [pytest.mark.anyio, pytest.mark.faults]


def entries(figures: Figures, start: float, end: float) -> int:
    """Count who asked for what was refused; the day's status is another group."""
    return sum("/entry/" in path for path in figures.between(start, end).paths)


async def refuse(bench: Bench, retry_after: str) -> None:
    """Refuse one request of the group, with these words."""
    order = {"status": 429, "retry_after": retry_after, "match": "entry/", "times": 1}
    await bench.fpl.fail("status", **order)


async def test_retry_after_is_obeyed_by_all_processes(fpl: PretendFPL) -> None:
    """In seconds and as a date; nonsense is none, and more than 15 minutes is that."""
    async with bench_on(fpl) as bench:
        await bench.start()
        await bench.play(
            31.0,
            (2.0, lambda: refuse(bench, "4")),
            (9.0, lambda: refuse(bench, formatdate(time() + 5, usegmt=True))),
            (17.0, lambda: refuse(bench, "-30")),
            (20.0, lambda: refuse(bench, "soon")),
            (24.0, lambda: refuse(bench, "1000000000")),
            (27.0, lambda: bench.do("FLUSHALL")),
            (29.0, bench.replace_worker),
        )
        figures = await bench.told("429 with Retry-After")
        told = await bench.ended()
    held, free = ((2.5, 6), (9.5, 13), (25, 31)), ((6, 9), (17, 20), (20, 24))
    asked = [entries(figures, *span) for span in held]
    others = [len(figures.between(*span).stamps) for span in held]
    between = [entries(figures, *span) for span in free]
    sys.stdout.write(
        f"asked meanwhile {asked}, of others {others}, between {between}\n"
    )
    assert figures.over == 0
    assert asked == [0, 0, 0]
    assert min(others) > 0
    assert min(between) > 0
    pauses = [one["pauses"]["entry"] for one in told]
    assert all(850 < left <= 900 for left in pauses)
    assert len(pauses) == 4


async def test_a_storm_of_429_slows_all_down_and_they_recover(fpl: PretendFPL) -> None:
    """Each refusal that is not one with the last halves the rate of all."""
    async with bench_on(fpl) as bench:
        await bench.start()
        storm = {"status": 429, "retry_after": "", "match": ""}
        await bench.play(
            20.0,
            (3.0, lambda: fpl.fail("status", **storm)),
            (18.0, fpl.recover),
        )
        figures = await bench.told("429 from 3 to 18 s", (0, 3), (8, 13), (13, 18))
        factors = [one["factor"] for one in await bench.ended()]
    spans = ((0, 3), (3.5, 8), (8.5, 13), (13.5, 18))
    rates = [figures.used(*span) for span in spans]
    sys.stdout.write(f"shares of the limit {rates}, factors at the end {factors}\n")
    assert figures.over == 0
    assert all(after < before * 0.7 for before, after in pairwise(rates))
    assert max(factors) - min(factors) < 0.01
    assert max(factors) < 0.2
