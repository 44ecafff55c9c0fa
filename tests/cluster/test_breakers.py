"""All processes share a breaker; each change is told to one of them."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from fplbanter.cluster.breakers import Admission, Breakers, Change
from fplbanter.cluster.circuit import BreakerState, Outcome, Rules
from fplbanter.cluster.connection import Valkey, connect
from fplbanter.ops.embedded import Services

from .conftest import Breakable

pytestmark = pytest.mark.anyio

QUICK = Rules(first_pause=0.15, probe_deadline=0.3, jitter=lambda: 1.0, in_a_row=99)


@pytest.fixture
async def four(services: Services, prefix: str) -> AsyncIterator[list[Breakers]]:
    """Give the breakers of four processes."""
    async with (
        connect(services.redis_url, prefix=prefix) as a,
        connect(services.redis_url, prefix=prefix) as b,
    ):
        yield [Breakers(valkey, QUICK) for valkey in (a, b, a, b)]


async def fail(breakers: Breakers, times: int) -> list[Change]:
    changes = []
    for _ in range(times):
        admission = await breakers.admit("entry")
        if change := await breakers.record(admission, Outcome.FAILURE):
            changes.append(change)
    return changes


async def admitted(breakers: Breakers) -> Admission:
    """Ask until it is worth it."""
    while not (admission := await breakers.admit("entry")).allowed:
        await asyncio.sleep(admission.retry_in)
    return admission


async def test_failures_of_all_processes_open_it_for_all(
    four: list[Breakers],
) -> None:
    """Ten in all, not ten in each; one process is told, so that one logs."""
    told = [change for one in four for change in await fail(one, 3)]
    assert [(change.before, change.after) for change in told] == [
        (BreakerState.CLOSED, BreakerState.OPEN)
    ]
    for one in four:
        admission = await one.admit("entry")
        assert not admission.allowed
        assert 0 < admission.retry_in <= 0.15
        assert (await one.admit("season")).allowed


async def test_one_of_many_probes_and_closes_it_for_all(four: list[Breakers]) -> None:
    """The others are told when to come back."""
    await fail(four[0], 10)
    await asyncio.sleep(0.16)
    asked = await asyncio.gather(*(one.admit("entry") for one in four * 10))
    probes = [admission for admission in asked if admission.allowed]
    assert len(probes) == 1
    assert sum(admission.change is not None for admission in asked) == 1
    change = await four[3].record(probes[0], Outcome.SUCCESS)
    assert change
    assert change.after is BreakerState.CLOSED
    assert all([(await one.admit("entry")).allowed for one in four])


async def test_a_probe_that_dies_does_not_block_the_breaker(
    four: list[Breakers],
) -> None:
    """When its deadline is over the next period begins, with a probe of its own."""
    await fail(four[0], 10)
    dead = await admitted(four[0])
    alive = await admitted(four[1])
    assert dead.probe
    assert alive.probe not in (None, dead.probe)


async def test_many_reports_at_once_are_all_counted(four: list[Breakers]) -> None:
    """Swapping never loses one process's report to another's."""
    admissions = [await one.admit("entry") for one in four]
    reports = zip(four * 2, admissions * 2, strict=True)
    await asyncio.gather(
        *(one.record(admission, Outcome.FAILURE) for one, admission in reports)
    )
    assert not await fail(four[0], 1)
    assert await fail(four[1], 1)


async def test_without_valkey_each_process_goes_on_with_what_it_knew(
    breakable: Breakable,
) -> None:
    """An open breaker stays open; a closed one opens by the process's own calls."""
    async with connect(breakable.url) as valkey:
        # A frozen Valkey takes a fifth of a second before it is given up.
        breakers = Breakers(valkey, Rules(first_pause=0.5, jitter=lambda: 1.0))
        await fail(breakers, 10)
        breakable.freeze()
        assert not (await breakers.admit("entry")).allowed
        probe = await admitted(breakers)
        assert probe.probe
        assert await breakers.record(probe, Outcome.SUCCESS)
        assert await fail(breakers, 10)
        breakable.thaw()


async def test_what_was_found_out_alone_is_told_when_valkey_is_back(
    valkey: Valkey, services: Services
) -> None:
    """A breaker that opened meanwhile is open for all then, and after a flush."""
    breakers = Breakers(valkey, QUICK)
    await fail(breakers, 10)
    await valkey.call("DEL", valkey.key("breaker", "entry"))
    assert not (await breakers.admit("entry")).allowed
    async with connect(services.redis_url, prefix=valkey.prefix) as other:
        states = await Breakers(other, QUICK).states(["entry", "season"])
    assert states["entry"].state is BreakerState.OPEN
    assert states["season"].state is BreakerState.CLOSED
