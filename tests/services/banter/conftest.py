"""
League 901 on the evening after gameweek 3, read whole, and judged or not yet.

It is read and judged once; each test gets a copy of what was stored by then.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from tests.pretend import forget, product_on
from tests.services.banter.seasons import PALS, judge, move_on
from tests.services.seasons import fill_season

from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store

Copy = dict[str, list[dict[str, Any]]]
JUDGED = ("rulings", "sittings", "banter_stats")


@pytest.fixture(scope="session")
def copies() -> dict[str, Copy]:
    """Keep what was stored by a moment of the season."""
    return {}


async def copied(store: Store) -> Copy:
    names = [collection.name for collection in store.collections]
    return {n: await store.database[n].find().to_list(None) for n in names}


@asynccontextmanager
async def at(
    store: Store, simulator: Simulator, copy: Copy, *without: str
) -> AsyncIterator[Product]:
    """Start a product on a copy, at the moment it was made."""
    simulator.move_to(3, "over")
    for name, documents in copy.items():
        if documents and name not in without:
            await store.database[name].insert_many(documents)
    async with product_on(store, simulator) as product:
        forget(simulator)
        yield product


@pytest.fixture
async def copy(store: Store, simulator: Simulator, copies: dict[str, Copy]) -> Copy:
    """Give the copy, made by whoever needs it first."""
    if "told" not in copies:
        async with product_on(store, simulator) as product:
            await move_on(product, simulator, 3, "over")
            await fill_season(product, PALS)
            await judge(product, PALS)
            await product.banter_judge.judge_installation()
        copies["told"] = await copied(store)
        await store.clear()
    return copies["told"]


@pytest.fixture
async def read(
    store: Store, simulator: Simulator, copy: Copy
) -> AsyncIterator[Product]:
    """Give the league with all its line-ups, and nothing judged."""
    async with at(store, simulator, copy, *JUDGED) as product:
        yield product


@pytest.fixture
async def told(
    store: Store, simulator: Simulator, copy: Copy
) -> AsyncIterator[Product]:
    """Give the league judged: all was told, nothing is settled yet."""
    async with at(store, simulator, copy) as product:
        yield product
