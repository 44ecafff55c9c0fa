"""Hubs on a test's own database and a channel of its own, as processes have them."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from fplbanter.cluster.connection import Valkey, connect
from fplbanter.live.hub import Hub
from fplbanter.live.publishing import Change, Publisher
from fplbanter.live.subscription import Subscription
from fplbanter.store.changes import Draft
from fplbanter.store.database import Store

LEAGUE = "league:900"
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


class Installation:
    """Processes that share a database and a Valkey; each may reach it by its own."""

    def __init__(self, stack: AsyncExitStack, store: Store, redis_url: str) -> None:
        self._stack = stack
        self.store = store
        self.redis_url = redis_url
        self.prefix = f"test-{uuid4().hex}:"

    async def valkey(self, url: str = "") -> Valkey:
        """Give a process's door to Valkey."""
        door = connect(url or self.redis_url, prefix=self.prefix)
        return await self._stack.enter_async_context(door)

    async def hub(
        self, url: str = "", *, look: float = 1.0, look_anyway: float = 5.0
    ) -> Hub:
        """Begin a hub, as a process of its own has one; it listens."""
        valkey = await self.valkey(url)
        hub = Hub(self.store.changes, valkey, look=look, look_anyway=look_anyway)
        listens = asyncio.Event()
        stop = hub.on_missed(listens.set)
        await self._stack.enter_async_context(hub)
        async with asyncio.timeout(10):
            await listens.wait()
        stop()
        return hub

    async def publisher(self, url: str = "") -> Publisher:
        """Give a publisher, as a process of its own has one."""
        return Publisher(self.store.changes, await self.valkey(url))


@asynccontextmanager
async def installation(store: Store, redis_url: str) -> AsyncIterator[Installation]:
    """Give an installation on an empty store."""
    await store.changes.prepare()
    async with AsyncExitStack() as stack:
        yield Installation(stack, store, redis_url)


async def take(subscription: Subscription, count: int) -> list[Change]:
    """Read so many changes."""
    async with asyncio.timeout(20):
        return [await subscription.next() for _ in range(count)]


async def numbers(subscription: Subscription, count: int) -> list[int]:
    """Read the versions of so many changes."""
    return [change.version for change in await take(subscription, count)]


def rows(number: int) -> Mapping[str, Any]:
    """Return what a change may be about."""
    return {"rows": [number]}


async def publish(
    publisher: Publisher, first: int, last: int, topic: str = LEAGUE
) -> None:
    """Publish changes of these numbers, one after the other."""
    for n in range(first, last + 1):
        await publisher.publish(topic, rows(n), source=f"tick:{n}")


async def keep_only(house: Installation, source: str, topic: str = LEAGUE) -> None:
    """Do as a publisher who dies before he announces what he has kept."""
    await house.store.changes.keep_changes([Draft(topic, source, NOW, "{}")])
