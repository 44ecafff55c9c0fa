"""One holder at a time; fences rise; who is late is told."""

import asyncio

import pytest

from fplbanter.cluster.connection import Valkey, connect
from fplbanter.cluster.leases import Leases
from fplbanter.errors import ClusterUnavailable, LeaseLost

from .conftest import Breakable

pytestmark = pytest.mark.anyio


async def test_one_of_many_gets_the_lease(valkey: Valkey) -> None:
    """The others are told at once that somebody has it."""
    leases = Leases(valkey)
    got = await asyncio.gather(*(leases.acquire("season", 5) for _ in range(50)))
    assert sum(lease is not None for lease in got) == 1


async def test_fences_rise_from_holder_to_holder(valkey: Valkey) -> None:
    """Each holder's number is higher than all before."""
    leases, fences = Leases(valkey), []
    for _ in range(20):
        lease = await leases.acquire("season", 5)
        assert lease
        fences.append(lease.fence)
        assert await leases.release(lease)
    assert fences == sorted(set(fences))


async def test_fences_rise_also_when_valkey_forgot_everything(valkey: Valkey) -> None:
    """They are made of the server's time."""
    leases = Leases(valkey)
    first = await leases.acquire("season", 5)
    await valkey.call("DEL", *await valkey.call("KEYS", valkey.key("*")))
    second = await leases.acquire("season", 5)
    assert first
    assert second
    assert second.fence > first.fence


async def test_a_dead_holder_blocks_nobody_for_longer(valkey: Valkey) -> None:
    """A lease ends by itself, and its holder learns of it."""
    leases = Leases(valkey)
    dead = await leases.acquire("season", 0.05)
    assert dead
    while not (alive := await leases.acquire("season", 5)):
        await asyncio.sleep(0.01)
    with pytest.raises(LeaseLost):
        await leases.renew(dead)
    assert not await leases.release(dead)
    assert (await leases.renew(alive, 9)).ends > alive.ends


async def test_leases_of_several_keys_have_nothing_to_do_with_each_other(
    valkey: Valkey,
) -> None:
    """Two keys, two holders."""
    leases = Leases(valkey)
    assert await leases.acquire("season", 5)
    assert await leases.acquire("fixtures", 5)


async def test_without_valkey_nobody_gets_a_lease(breakable: Breakable) -> None:
    """Who cannot know whether he is alone is not told that he is."""
    async with connect(breakable.url) as valkey:
        breakable.kill()
        with pytest.raises(ClusterUnavailable):
            await Leases(valkey).acquire("season", 5)


@pytest.mark.parametrize("ttl", [0.0, -1.0, float("nan")])
async def test_a_lease_of_no_time_is_refused(valkey: Valkey, ttl: float) -> None:
    """It would end before it began."""
    with pytest.raises(ValueError, match="millisecond"):
        await Leases(valkey).acquire("season", ttl)
