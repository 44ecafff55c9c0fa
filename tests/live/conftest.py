"""An installation on a test's own database, its hub and its publisher."""

from collections.abc import AsyncIterator

import pytest
from tests.live.hubs import Installation, installation

from fplbanter.live.hub import Hub
from fplbanter.live.publishing import Publisher
from fplbanter.ops.embedded import Services
from fplbanter.store.database import Store


@pytest.fixture
async def house(
    store: Store,
    services: Services,
    anyio_backend: str,  # noqa: ARG001  Asking for it makes anyio run this fixture.
) -> AsyncIterator[Installation]:
    """Give an installation."""
    async with installation(store, services.redis_url) as house:
        yield house


@pytest.fixture
async def hub(house: Installation) -> Hub:
    """Give the hub of one of its processes."""
    return await house.hub()


@pytest.fixture
async def publisher(house: Installation) -> Publisher:
    """Give the publisher of one of its processes."""
    return await house.publisher()
