"""A real hub for readers to listen to, and a publisher who tells it something."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from itertools import count
from typing import Any
from uuid import uuid4

import pytest

from fplbanter.cluster.connection import Valkey, connect
from fplbanter.live.hub import Hub
from fplbanter.live.publishing import Change, Publisher
from fplbanter.ops.embedded import Services
from fplbanter.store.database import Store

Publish = Callable[[str, Mapping[str, Any]], Awaitable[Change]]


@pytest.fixture
async def valkey(
    services: Services,
    anyio_backend: str,  # noqa: ARG001  Asking for it makes anyio run this fixture.
) -> AsyncIterator[Valkey]:
    """Give a door to the shared Valkey."""
    async with connect(services.redis_url, prefix=f"test-{uuid4().hex}:") as valkey:
        yield valkey


@pytest.fixture
async def hub(store: Store, valkey: Valkey) -> AsyncIterator[Hub]:
    """Run the hub of a process."""
    await store.changes.prepare()
    async with Hub(store.changes, valkey) as hub:
        yield hub


@pytest.fixture
def publish(store: Store, valkey: Valkey) -> Publish:
    """Publish as the leader does; each is a change of its own."""
    publisher, numbers = Publisher(store.changes, valkey), count()

    async def publish(topic: str, data: Mapping[str, Any]) -> Change:
        return await publisher.publish(topic, data, source=f"test:{next(numbers)}")

    return publish
