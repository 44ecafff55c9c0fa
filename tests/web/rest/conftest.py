"""The real application over the real product, asked without a socket."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from uuid import uuid4

import httpx2
import pytest
from pymongo import AsyncMongoClient
from tests.pretend import forget, product_on, read_season

from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.ops.embedded import Services
from fplbanter.services.product import Product
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store
from fplbanter.web.app import Check, create_app

ADDRESS = "http://banter.test"


@dataclass(frozen=True, slots=True)
class House:
    """The application, what is behind it, and a way to ask it."""

    product: Product
    simulator: Simulator
    api: httpx2.AsyncClient

    @contextmanager
    def broken(self, fault: Fault) -> Iterator[None]:
        """Have FPL fail for as long as the block lasts."""
        self.simulator.faults.add(fault)
        try:
            yield
        finally:
            self.simulator.faults.clear()


@asynccontextmanager
async def asking(
    product: Product, checks: Mapping[str, Check]
) -> AsyncIterator[httpx2.AsyncClient]:
    """Ask the application on a product."""
    inside = httpx2.ASGITransport(create_app(product, checks=checks))
    async with httpx2.AsyncClient(transport=inside, base_url=ADDRESS) as api:
        yield api


async def well() -> None:
    """Be a server that answers."""


@pytest.fixture(scope="module")
async def house(services: Services) -> AsyncIterator[House]:
    """
    Run the application on a database of its own, for the tests of one module.

    It is a Saturday in gameweek 7 and stays so. Tests share it: what one looks
    at, another may find read.
    """
    client: AsyncMongoClient[dict[str, object]] = AsyncMongoClient(
        services.mongo_url, tz_aware=True, timeoutMS=10_000
    )
    simulator, name = Simulator(26), f"test_{uuid4().hex}"
    async with client:
        store = Store.on(client[name])
        await store.prepare()
        async with product_on(store, simulator) as product:
            await read_season(product)
            forget(simulator)
            checks = {"mongo": store.ping, "valkey": well}
            async with asking(product, checks) as api:
                yield House(product, simulator, api)
        await client.drop_database(name)


@pytest.fixture(scope="module")
def api(house: House) -> httpx2.AsyncClient:
    """Ask the application as another program does."""
    return house.api


@pytest.fixture(scope="module")
async def read_league(house: House) -> LeagueId:
    """Have a league of twenty read whole."""
    league_id = LeagueId(901)
    await house.product.desk.look(league_id)
    await house.product.intakes.run(league_id, Gameweek(7))
    return league_id
