"""What each caller may have in a minute: counted once, whichever process he asks."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from tests.cluster.conftest import Breakable

from fplbanter.cluster.allowance import Allowance
from fplbanter.cluster.connection import Valkey, connect
from fplbanter.ops.embedded import Services

pytestmark = pytest.mark.anyio


@pytest.fixture
async def other(services: Services, prefix: str) -> AsyncIterator[Valkey]:
    """Give a second connection, as a second process has it."""
    async with connect(services.redis_url, prefix=prefix) as valkey:
        yield valkey


async def test_two_processes_count_together(valkey: Valkey, other: Valkey) -> None:
    """Forty at once, by two doors: thirty are allowed, and not one more."""
    doors = [Allowance(valkey, "cold", 30), Allowance(other, "cold", 30)]
    rulings = await asyncio.gather(*(doors[i % 2].take("192.0.2.1") for i in range(40)))

    assert sum(ruling.allowed for ruling in rulings) == 30
    assert min(ruling.left for ruling in rulings) == 0
    refused = [ruling for ruling in rulings if not ruling.allowed]
    assert all(55 < ruling.next_in <= 60 for ruling in refused)


async def test_each_caller_has_his_own(valkey: Valkey) -> None:
    """One who asks too much takes nothing away from another."""
    allowance = Allowance(valkey, "cold", 2)
    for left in (1, 0):
        ruling = await allowance.take("192.0.2.1")
        assert (ruling.allowed, ruling.left, ruling.limit) == (True, left, 2)

    assert not (await allowance.take("192.0.2.1")).allowed
    assert (await allowance.take("2001:db8::/64")).allowed


async def test_what_is_counted_under_another_name_is_apart(valkey: Valkey) -> None:
    """Two allowances in one Valkey do not mix."""
    assert (await Allowance(valkey, "cold", 1).take("a")).allowed
    assert (await Allowance(valkey, "warm", 1).take("a")).allowed


async def test_the_window_slides(valkey: Valkey) -> None:
    """Who was allowed two, 61 and 20 seconds ago, has one now, the next in 40."""
    seconds, _ = await valkey.call("TIME")
    key = valkey.key("allowance", "cold", "a")
    await valkey.call("RPUSH", key, int(seconds) - 20, int(seconds) - 61)

    allowance = Allowance(valkey, "cold", 2)
    ruling = await allowance.take("a")
    assert (ruling.allowed, ruling.left) == (True, 0)
    refused = await allowance.take("a")
    assert not refused.allowed
    assert 38 < refused.next_in <= 40


async def test_nothing_is_kept_for_longer_than_the_window(valkey: Valkey) -> None:
    """Addresses are not collected, and no caller takes more room than his limit."""
    allowance = Allowance(valkey, "cold", 3)
    for _ in range(10):
        await allowance.take("192.0.2.1")
    key = valkey.key("allowance", "cold", "192.0.2.1")

    assert await valkey.call("LLEN", key) == 3
    assert 0 < await valkey.call("PTTL", key) <= 60_000


async def test_a_time_to_come_does_not_lock_anybody_out(valkey: Valkey) -> None:
    """What was counted before the server's clock was set back is not counted."""
    key = valkey.key("allowance", "cold", "a")
    await valkey.call("LPUSH", key, "99999999999.0")
    assert (await Allowance(valkey, "cold", 1).take("a")).allowed


async def test_without_valkey_each_process_allows_its_share(
    breakable: Breakable,
) -> None:
    """Killed in mid-minute: what was allowed before counts, nobody waits."""
    async with connect(breakable.url) as valkey:
        allowance = Allowance(valkey, "cold", 30, processes=3)
        for _ in range(4):
            assert (await allowance.take("a")).allowed
        breakable.kill()
        async with asyncio.timeout(10):
            rulings = [await allowance.take("a") for _ in range(20)]

    assert sum(ruling.allowed for ruling in rulings) == 6
    assert rulings[-1].limit == 10
    assert 55 < rulings[-1].next_in <= 60


async def test_without_valkey_the_share_slides_too(breakable: Breakable) -> None:
    """A minute on the process's own clock later he has it again."""
    now = 0.0
    breakable.kill()
    async with connect(breakable.url) as valkey:
        allowance = Allowance(valkey, "cold", 2, monotonic=lambda: now)
        assert (await allowance.take("a")).allowed
        now = 30.0
        assert (await allowance.take("a")).allowed
        refused = await allowance.take("a")
        assert (refused.allowed, refused.next_in) == (False, 30.0)
        now = 60.0
        assert (await allowance.take("a")).allowed
        assert not (await allowance.take("a")).allowed


async def test_without_valkey_only_so_many_are_remembered(
    breakable: Breakable,
) -> None:
    """Somebody with a million addresses fills no memory: the oldest is forgotten."""
    breakable.kill()
    async with connect(breakable.url) as valkey:
        allowance = Allowance(valkey, "cold", 1, remembered=50)
        for number in range(500):
            assert (await allowance.take(f"2001:db8:{number:x}::/64")).allowed
        assert not (await allowance.take("2001:db8:1f3::/64")).allowed
        assert len(allowance._own) == 50
