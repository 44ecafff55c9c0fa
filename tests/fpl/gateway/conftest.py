"""What tests of the gateway may use."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.fpl.gateway.house import Forward, House, Process

from fplbanter.cluster.connection import connect
from fplbanter.ops.embedded import Services
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store


@pytest.fixture
async def house(
    simulator: Simulator, store: Store, services: Services
) -> AsyncIterator[House]:
    """Give an installation that knows nothing yet, matches being played."""
    prefix = f"test-{uuid4().hex}:"
    yield House(simulator, store, services.redis_url, prefix)
    async with connect(services.redis_url, prefix=prefix) as valkey:
        if keys := await valkey.call("KEYS", f"{prefix}*"):
            await valkey.call("DEL", *keys)


@pytest.fixture
async def process(house: House) -> AsyncIterator[Process]:
    """Give one process of it."""
    async with house.process() as process:
        yield process


@pytest.fixture
def forward(simulator: Simulator) -> Forward:
    """Move the time on by so many seconds."""

    def move(seconds: float) -> None:
        now = simulator.clock.now()
        simulator.clock.move_to(now + timedelta(seconds=seconds))

    return move
