"""By how much the event loop comes too late: the first sign of blocking work."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from fplbanter.ops.metrics import LOOP_LAG_SECONDS

EVERY: Final = 0.1
"""Seconds between two looks: no block of a tenth of a second goes unseen."""


async def watch_loop(
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Measure the event loop's lag until cancelled."""
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + EVERY
        await sleep(EVERY)
        LOOP_LAG_SECONDS.observe(max(0.0, loop.time() - due))
