"""What MongoDB does, or does not do, moves the metrics."""

import asyncio
from typing import Any

import pytest
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import OperationFailure
from tests.metered import moved, sample

from fplbanter.errors import StoreUnavailable
from fplbanter.ops.embedded import Services
from fplbanter.store import reach
from fplbanter.store.database import Store, connect

pytestmark = pytest.mark.anyio


async def test_a_command_is_counted_and_timed(
    services: Services, database: AsyncDatabase[dict[str, Any]]
) -> None:
    """By its name, if that is in the table, and by how it ended."""
    store = connect(services.mongo_url, database.name)
    with (
        moved("mongo_commands_total", command="ping", outcome="ok"),
        moved("mongo_command_seconds_count", command="ping"),
        moved("mongo_pool_wait_seconds_count"),
        moved("mongo_pool_size"),
    ):
        await store.ping()
    assert sample("mongo_up") == 1
    with (
        moved("mongo_commands_total", command="other", outcome="failed"),
        pytest.raises(OperationFailure),
    ):
        await store.database.command("noSuchThing")
    connections = sample("mongo_pool_size")
    await store.close()
    assert sample("mongo_pool_size") < connections
    assert sample("mongo_pool_in_use") == 0


async def test_a_connection_that_works_is_counted(
    services: Services, database: AsyncDatabase[dict[str, Any]]
) -> None:
    """For as long as its command runs."""
    store = connect(services.mongo_url, database.name)
    await database.create_collection("slow")
    await database["slow"].insert_one({})
    await store.ping()
    where = {"$where": "sleep(200) || true"}
    reading = asyncio.create_task(store.database["slow"].find_one(where))
    async with asyncio.timeout(5):
        while sample("mongo_pool_in_use") < 1:
            await asyncio.sleep(0.005)
    await reading
    assert sample("mongo_pool_in_use") == 0
    await store.close()


async def test_a_mongod_that_is_not_there_shows() -> None:
    """No command reaches it, so that no command tells."""
    store: Store = connect("mongodb://127.0.0.1:9/?directConnection=true", "unused")
    with pytest.raises(StoreUnavailable):
        await store.ping()
    assert sample("mongo_up") == 0
    await store.close()


async def test_who_waits_for_a_line_shows(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More readers at once than there are lines: the wait is measured."""
    monkeypatch.setattr(reach, "LINES", 1)
    store = connect(services.mongo_url, "unused")
    await store.ping()
    with moved("mongo_pool_wait_seconds_count", 9):
        await asyncio.gather(*(store.ping() for _ in range(5)))
    await store.close()
