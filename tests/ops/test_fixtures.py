"""The real services that every test may ask for."""

from typing import Any

import pytest
from pymongo.asynchronous.database import AsyncDatabase
from redis.asyncio import Redis

from fplbanter.ops.embedded import Services

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("turn", [1, 2])
async def test_each_test_has_an_empty_database(
    database: AsyncDatabase[dict[str, Any]], turn: int
) -> None:
    """What one test writes, the next does not see."""
    assert await database.list_collection_names() == []
    await database.rows.insert_one({"turn": turn})


async def test_a_database_takes_transactions(
    database: AsyncDatabase[dict[str, Any]],
) -> None:
    """The embedded mongod is a replica set, without which there are none."""
    async with database.client.start_session() as session:
        async with await session.start_transaction():
            await database.rows.insert_one({"kept": False}, session=session)
            await session.abort_transaction()
        async with await session.start_transaction():
            await database.rows.insert_one({"kept": True}, session=session)
    assert [row["kept"] async for row in database.rows.find()] == [True]


async def test_valkey_is_there_too(services: Services) -> None:
    """A value that is set is read again, over the Unix socket."""
    async with Redis.from_url(services.redis_url) as redis:
        await redis.set("key", "value")
        assert await redis.get("key") == b"value"
