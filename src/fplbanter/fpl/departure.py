"""
When a request goes out: at the moment of its slot, not some time after it.

What holds it up on the way there, imports, a connection that has to be opened, is
done before; else it would be one too many in the second in which it arrives.
"""

import asyncio
from importlib import import_module
from typing import Final

from fplbanter.cluster.slots import Slot

_LEAVES: Final = "http11.send_request_headers.started"
"""What httpx2 calls the moment at which it has a connection and begins to send."""


class Departure:
    """What happens right before a request is sent; `trace` hears of it from httpx2."""

    def __init__(self, slot: Slot, deadline: asyncio.Timeout, seconds: float) -> None:
        self._slot = slot
        self._deadline = deadline
        self._seconds = seconds

    async def trace(self, event: str, _: object) -> None:
        """Hold the request until its slot is there; its answer has all its time."""
        if event == _LEAVES:
            # A wait for another slot is not FPL's fault.
            self._deadline.reschedule(None)
            await self._slot.leave()
            now = asyncio.get_running_loop().time()
            self._deadline.reschedule(now + self._seconds)


async def drivers_loaded() -> None:
    """Load what httpx2 would load within the first request: some 50 ms of imports."""
    await import_module("anyio.lowlevel").checkpoint()
