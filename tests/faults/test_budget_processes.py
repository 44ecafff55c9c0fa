"""
The limit of FPL with real processes, whatever becomes of them.

Four processes with a hundred readers ask through the real client; the simulator
counts in a strict sliding window. Each test prints what it saw.
"""

import sys
import time

import pytest
from tests.faults.budget_bench import bench_on
from tests.faults.pretend_fpl import PretendFPL

from fplbanter.cluster.lanes import Lane

pytestmark = [pytest.mark.anyio, pytest.mark.faults]

RARE = 60
"""An entry that no worker asks for."""


async def test_cold_and_warm(fpl: PretendFPL) -> None:
    """Nothing is lost where nothing is broken."""
    async with bench_on(fpl) as bench:
        await bench.start()
        await bench.play(15.0)
        figures = await bench.told("cold and warm", (0, 5), (5, 15))
    assert figures.over == 0
    assert figures.used(0, 15) >= 0.9


async def test_a_storm_of_503(fpl: PretendFPL) -> None:
    """Second tries spend slots too, and a failure gives nothing back."""
    async with bench_on(fpl) as bench:
        await bench.start()
        storm = (3.0, lambda: fpl.fail("status", status=503, retry_after=""))
        await bench.play(12.0, storm, (9.0, fpl.recover))
        figures = await bench.told("503 from 3 to 9 s", (0, 3), (3, 9), (9, 12))
    assert figures.over == 0
    assert figures.used(0, 12) >= 0.9


async def test_wall_clocks_that_swing_by_hours(fpl: PretendFPL) -> None:
    """Only the server's time counts, and spans of a monotonic clock."""
    async with bench_on(fpl) as bench:
        await bench.start(*(bench.ordered(hours=each) for each in (1, -1, 1, 0)))
        await bench.play(12.0)
        figures = await bench.told("clocks off by an hour", (0, 12))
        clocks = [round(one["clock"] - time.time(), -3) for one in await bench.ended()]
    assert set(map(abs, clocks)) == {0.0, 4000.0}
    assert figures.over == 0
    assert figures.used(0, 12) >= 0.9


async def test_a_worker_killed_every_second(fpl: PretendFPL) -> None:
    """It is seen to be dead before the others would count with what it may spend."""
    async with bench_on(fpl) as bench:
        await bench.start()
        kills = [(6.0 + second, bench.replace_worker) for second in range(8)]
        await bench.play(22.0, *kills)
        figures = await bench.told(
            "killed each second from 6 to 13 s", (0, 6), (6, 14), (18, 22)
        )
    assert figures.over == 0
    assert figures.used(6, 14) >= 0.9
    assert figures.used(18, 22) >= 0.9


async def test_workers_killed_while_a_new_valkey_gathers_them(fpl: PretendFPL) -> None:
    """For five seconds nobody can tell who else there is, and whom he replaces."""
    async with bench_on(fpl) as bench:
        await bench.start()
        kills = [(1.0 + second, bench.replace_worker) for second in range(4)]
        await bench.play(12.0, *kills)
        figures = await bench.told("killed from 1 to 4 s", (1, 5), (8, 12))
    assert figures.over == 0
    assert figures.used(1, 5) >= 0.6
    assert figures.used(8, 12) >= 0.9


async def test_a_worker_killed_where_nobody_sees_it(fpl: PretendFPL) -> None:
    """Each on a machine of its own: what it may spend is kept for it a while."""
    async with bench_on(fpl) as bench:
        bench.orders = bench.ordered(seen=False)
        await bench.start()
        await bench.play(14.0, (6.0, bench.workers[0].kill))
        spans = ((6, 7.5), (8, 14))
        figures = await bench.told("one killed where nobody sees it", *spans)
    assert figures.over == 0
    # Three of four shares, for as long as the fourth may be alive and cut off.
    assert 0.65 <= figures.used(8, 14) <= 0.75


async def test_workers_that_freeze_and_thaw(fpl: PretendFPL) -> None:
    """For less than a second, for longer than others wait, and past being known."""
    async with bench_on(fpl) as bench:
        a, b, c, _ = await bench.start()
        await bench.play(
            26.0,
            *((2.0, a.freeze), (2.8, a.thaw), (5.0, b.freeze), (5.3, c.freeze)),
            *((9.0, b.thaw), (10.0, a.freeze), (12.0, c.thaw), (20.0, a.thaw)),
        )
        figures = await bench.told("frozen one after the other", (2, 20), (22, 26))
    assert figures.over == 0
    assert figures.used(2, 20) >= 0.9
    assert figures.used(22, 26) >= 0.9


async def test_live_work_is_not_starved(fpl: PretendFPL) -> None:
    """With ten thousand waiting in four processes, it has one of the next two slots."""
    async with bench_on(fpl) as bench:
        many = bench.ordered(lane=int(Lane.BACKFILL), readers=2_500, processes=5)
        await bench.start(many, many, many, many)
        await bench.play(3.0)
        live = bench.ordered(
            lane=int(Lane.LIVE), readers=1, processes=5, only=RARE, pause=0.3
        )
        await bench.start(live)
        await bench.play(13.0)
        figures = await bench.told("live among 10,000 in the backfill", (5, 13))
        (told,) = await bench.ended(bench.workers[-1:])
    arrived = [
        at
        for at, path in zip(figures.stamps, figures.paths, strict=True)
        if path == f"/api/entry/{RARE}/"
    ]
    asked = [bench.since(at) for at in told["asked"]]
    before = [
        len(figures.between(*one).stamps) for one in zip(asked, arrived, strict=False)
    ]
    # The first of all came to know the others with its question.
    sys.stdout.write(
        f"others before each live request: {before}; {told['lost']} lost\n"
    )
    assert figures.over == 0
    assert len(before) > 12
    assert max(before[1:]) <= 1


async def test_the_cap_of_a_minute(fpl: PretendFPL) -> None:
    """Two hundred in a minute are two hundred, also where Valkey forgets them."""
    async with bench_on(fpl, 20, 200) as bench:
        await bench.start()
        await bench.play(
            35.0,
            *((12.0, lambda: bench.do("FLUSHALL")), (16.0, bench.valkey.freeze)),
            *((22.0, bench.valkey.thaw), (27.0, bench.valkey.kill)),
            (28.0, bench.valkey.start),
        )
        figures = await bench.told("a cap of 200 a minute")
    assert figures.over == 0
    assert 180 <= len(figures.stamps) <= 200


async def test_fewer_requests_a_second_than_processes(fpl: PretendFPL) -> None:
    """Two a second among four: also without Valkey never three."""
    async with bench_on(fpl, 2, 100) as bench:
        await bench.start()
        await bench.play(
            36.0,
            *((10.0, bench.valkey.freeze), (21.0, bench.valkey.thaw)),
            (29.0, lambda: bench.do("FLUSHALL")),
        )
        spans = ((0, 10), (14, 21), (24, 29))
        figures = await bench.told("two a second, frozen from 10 to 21 s", *spans)
    assert figures.over == 0
    assert figures.used(0, 10) >= 0.9
    assert figures.used(14, 21) >= 0.6
