"""What every fault test may use."""

from collections.abc import AsyncIterator

import pytest
from tests.faults.pretend_fpl import PretendFPL, pretend_fpl


@pytest.fixture(scope="module")
async def simulated(
    anyio_backend: str,  # noqa: ARG001  Asking for it makes anyio run this fixture.
) -> AsyncIterator[PretendFPL]:
    """Run one simulator for all tests of a module."""
    async with pretend_fpl() as found:
        yield found


@pytest.fixture
async def fpl(simulated: PretendFPL) -> PretendFPL:
    """Lend the simulator out: no fault, no limit, nobody has asked it anything."""
    await simulated.recover()
    await simulated.limit()
    await simulated.forget()
    return simulated
