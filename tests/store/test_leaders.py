"""Who leads, as MongoDB keeps it: one holder, an end, and a fence that rises."""

import asyncio
from datetime import timedelta

import pytest

from fplbanter.store.database import Store

pytestmark = pytest.mark.anyio

LONG = timedelta(seconds=30)
AT_ONCE = timedelta(milliseconds=1)


async def claim(
    store: Store, holder: str, span: timedelta = LONG, least: int | None = None
) -> int | None:
    return await store.leaders.save_claim(holder, span, least, 2.0)


async def test_one_of_many_gets_it(store: Store) -> None:
    """Also when the document is not there yet, and all come at once."""
    found = await asyncio.gather(*(claim(store, f"p{n}") for n in range(20)))
    assert sum(fence is not None for fence in found) == 1


async def test_its_holder_keeps_it_and_its_fence(store: Store) -> None:
    """Whatever fence it names: it rises only from holder to holder."""
    fence = await claim(store, "ana")
    assert fence is not None
    assert await claim(store, "tom") is None
    assert await claim(store, "ana", least=fence + 99) == fence
    assert await claim(store, "tom") is None


async def test_fences_rise_from_holder_to_holder(store: Store) -> None:
    """By one at least, and to what Valkey has given out by now."""
    first = await claim(store, "ana")
    assert first is not None
    await store.leaders.drop_claim("ana", 2.0)
    second = await claim(store, "tom", least=5)
    assert second == first + 1
    await store.leaders.drop_claim("tom", 2.0)
    assert await claim(store, "raj", least=second + 1_000) == second + 1_000


async def test_a_dead_holder_s_claim_ends_by_itself(store: Store) -> None:
    """By the server's clock."""
    first = await claim(store, "ana", AT_ONCE)
    async with asyncio.timeout(5):
        while (second := await claim(store, "tom")) is None:
            await asyncio.sleep(0.005)
    assert first is not None
    assert second > first
    assert await claim(store, "ana") is None


async def test_only_its_holder_can_drop_it(store: Store) -> None:
    """Who has lost it takes it from nobody."""
    await claim(store, "ana")
    await store.leaders.drop_claim("tom", 2.0)
    assert await claim(store, "tom") is None
