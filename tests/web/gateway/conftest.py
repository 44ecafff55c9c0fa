"""What tests of the door `/fpl/` may use."""

from collections.abc import AsyncIterator

import pytest
from tests.fpl.gateway.conftest import forward, house, process
from tests.fpl.gateway.house import House, Process
from tests.web.gateway.gate import Gate, gate_on

__all__ = ["forward", "gate", "house", "process"]


@pytest.fixture
async def gate(house: House, process: Process) -> AsyncIterator[Gate]:
    """Give the door of an installation that knows nothing yet."""
    async with gate_on(house, process) as gate:
        yield gate
