"""A hub for readers to listen to."""

from collections.abc import AsyncIterator

import pytest

from fplbanter.live.hub import Hub


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    yield Hub()


@pytest.fixture
def publish(hub: Hub):
    async def pub(topic, data):
        return hub.put(topic, data)

    return pub


from typing import Any

Publish = Any
