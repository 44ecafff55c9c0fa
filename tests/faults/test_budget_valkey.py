"""
The limit of FPL while Valkey is broken, in every way that it can be.

Nobody asks more than his share then, and neither on the way down nor on the way
back is there a second too full. Each test prints what FPL saw.
"""

from collections.abc import Awaitable, Callable

import pytest
from tests.faults.budget_bench import Bench, bench_on
from tests.faults.pretend_fpl import PretendFPL
from tests.faults.toxic_proxy import Toxics

pytestmark = [pytest.mark.anyio, pytest.mark.faults]

Deed = Callable[[Bench], Awaitable[None]]


async def freeze(bench: Bench) -> None:
    bench.valkey.freeze()


async def thaw(bench: Bench) -> None:
    bench.valkey.thaw()


async def kill(bench: Bench) -> None:
    await bench.valkey.kill()


async def start_again(bench: Bench) -> None:
    await bench.valkey.start()


async def start_empty(bench: Bench) -> None:
    await bench.begin_empty()


async def fill(bench: Bench) -> None:
    await bench.do("CONFIG", "SET", "maxmemory", 1)


async def make_room(bench: Bench) -> None:
    await bench.do("CONFIG", "SET", "maxmemory", "256mb")


async def become_replica(bench: Bench) -> None:
    await bench.do("REPLICAOF", "127.0.0.1", 9)


async def become_primary(bench: Bench) -> None:
    await bench.do("REPLICAOF", "NO", "ONE")


WAYS = {
    "frozen": (freeze, thaw),
    "killed, started again": (kill, start_again),
    "killed, started empty": (kill, start_empty),
    "full": (fill, make_room),
    "a read-only replica": (become_replica, become_primary),
}


@pytest.mark.parametrize("way", WAYS)
async def test_each_process_has_its_share_without_valkey(
    fpl: PretendFPL, way: str
) -> None:
    """Together that is the limit again; with Valkey back it is one budget again."""
    broken, mended = WAYS[way]
    async with bench_on(fpl) as bench:
        await bench.start()
        await bench.play(
            16.0, (3.0, lambda: broken(bench)), (10.5, lambda: mended(bench))
        )
        figures = await bench.told(
            f"Valkey {way} from 3 to 10.5 s", (0, 3), (7, 10.5), (13, 16)
        )
        ends = [one["shared"] for one in await bench.ended()]
    assert ends == [True] * 4
    assert figures.over == 0
    assert figures.used(7, 10.5) >= 0.8
    assert figures.used(13, 16) >= 0.9


async def test_a_valkey_that_forgets_everything(fpl: PretendFPL) -> None:
    """Again and again: no licence for a burst, and soon as before."""
    async with bench_on(fpl) as bench:
        await bench.start()

        async def flush() -> None:
            await bench.do("FLUSHALL")

        await bench.play(14.0, (3.0, flush), (3.6, flush), (6.0, flush))
        figures = await bench.told(
            "flushed at 3, 3.6 and 6 s", (0, 3), (3, 11), (11, 14)
        )
    assert figures.over == 0
    assert figures.used(3, 11) >= 0.5
    assert figures.used(11, 14) >= 0.9


@pytest.mark.parametrize("latency", [0.2, 0.04])
async def test_a_slow_valkey(fpl: PretendFPL, latency: float) -> None:
    """Slots that all would come too late are not waited for: each has its share."""
    async with bench_on(fpl) as bench:
        await bench.start(*(bench.ordered(valkey=bench.proxied()),) * 4)

        async def slow() -> None:
            await bench.proxy.become(Toxics(latency=latency))

        async def quick() -> None:
            await bench.proxy.become(Toxics())

        await bench.play(16.0, (3.0, slow), (10.5, quick))
        spans = ((0, 3), (7, 10.5), (13, 16))
        figures = await bench.told(f"Valkey slow by {latency:g} s, 3 to 10.5 s", *spans)
    assert figures.over == 0
    assert figures.used(7, 10.5) >= 0.8
    assert figures.used(13, 16) >= 0.9


async def test_a_valkey_that_is_slow_for_one_process_and_drips(
    fpl: PretendFPL,
) -> None:
    """That one is on its own, the others count with it and share the rest."""
    async with bench_on(fpl) as bench:
        usual = bench.orders
        await bench.start(usual, usual, usual, bench.ordered(valkey=bench.proxied()))

        async def drip() -> None:
            await bench.proxy.become(Toxics(drip=0.01))

        async def hole() -> None:
            await bench.proxy.become(Toxics(blackhole=True))

        async def quick() -> None:
            await bench.proxy.become(Toxics())

        await bench.play(18.0, (3.0, drip), (7.5, hole), (12.5, quick))
        spans = ((0, 3), (7, 12.5), (15, 18))
        figures = await bench.told("one of four cut off from 3 to 12.5 s", *spans)
    assert figures.over == 0
    assert figures.used(7, 12.5) >= 0.8
    assert figures.used(15, 18) >= 0.9
