"""What every test may use."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from anyio.from_thread import start_blocking_portal
from pymongo import AsyncMongoClient
from pymongo.asynchronous.database import AsyncDatabase
from tests.pretend import Reading, forget, product_on, read_season

from fplbanter.ops.embedded import Services, embedded
from fplbanter.ops.garbage import spare_the_loop
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store


def pytest_collection_finish() -> None:
    """Look for garbage among what tests make only: it took a tenth of their time."""
    spare_the_loop()


SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "data"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests run on asyncio, as the product does."""
    return "asyncio"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the recorded facts; a test that needs them skips where they are absent."""
    if not SHARED.is_dir():
        pytest.skip("the recorded facts (../shared/data) are not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def services() -> Iterator[Services]:
    """
    Run a real mongod and a real Valkey, one pair for each worker of the test run.

    They run in a thread of their own, since every test's event loop ends before
    they do. Only their addresses are for tests.
    """
    with (
        tempfile.TemporaryDirectory(prefix="fplbanter-test-") as directory,
        start_blocking_portal("asyncio") as portal,
        portal.wrap_async_context_manager(embedded(Path(directory))) as services,
    ):
        yield services


@pytest.fixture
async def database(
    services: Services,
    anyio_backend: str,  # noqa: ARG001  Asking for it makes anyio run this fixture.
) -> AsyncIterator[AsyncDatabase[dict[str, Any]]]:
    """Give an empty database in the test's own event loop; gone afterwards."""
    client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(
        services.mongo_url,
        tz_aware=True,
        serverSelectionTimeoutMS=5_000,
        timeoutMS=10_000,
    )
    async with client:
        database = client[f"test_{uuid4().hex}"]
        yield database
        # Dropping the database itself takes mongod a tenth of a second, always.
        ours = {"name": {"$not": {"$regex": r"^system\."}}}
        for name in await database.list_collection_names(filter=ours):
            await database.drop_collection(name)


@pytest.fixture(scope="session")
def worlds() -> dict[int, Simulator]:
    """Keep one simulator for each seed: its season is drawn only once."""
    return {}


@pytest.fixture
def simulator(worlds: dict[int, Simulator]) -> Iterator[Simulator]:
    """
    Give the season of seed 26 on the Saturday of gameweek 7, matches being played.

    Nobody has asked it anything, no fault is in; a test may change what it likes.
    """
    if 26 not in worlds:
        worlds[26] = Simulator(26)
    simulator = worlds[26]
    version = simulator.world.version
    simulator.clock.set_pace(0.0)
    simulator.move_to(7, "live")
    forget(simulator)
    yield simulator
    simulator.faults.clear()
    if simulator.world.version != version:
        del worlds[26]


@pytest.fixture
def store(database: AsyncDatabase[dict[str, Any]]) -> Store:
    """Give an empty store; indexes change no answer, only how soon it comes."""
    return Store.on(database)


@pytest.fixture(scope="session")
def readings() -> dict[str, Reading]:
    """Keep the season as it was first read: reading it takes longer than most tests."""
    return {}


@pytest.fixture
async def product(
    store: Store, simulator: Simulator, readings: dict[str, Reading]
) -> AsyncIterator[Product]:
    """Give the product over the simulator, the season read and no league yet."""
    async with product_on(store, simulator) as product:
        if "first" not in readings:
            await read_season(product)
            readings["first"] = await Reading.of(product)
        else:
            await readings["first"].give(product)
        forget(simulator)
        yield product
