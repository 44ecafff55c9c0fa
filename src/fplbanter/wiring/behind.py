"""Work that goes on behind: begun here, ended with the stack it was put on."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any

log = logging.getLogger(__name__)

ANEW_SECONDS = 5.0
"""Before work that broke is begun anew."""


def run_behind(
    stack: AsyncExitStack, what: str, work: Coroutine[Any, Any, None]
) -> None:
    """Have work done behind; what is left of it ends with the stack."""
    stack.push_async_callback(cancelled, asyncio.create_task(_logged(what, work)))


def keep_going(
    stack: AsyncExitStack, what: str, work: Callable[[], Awaitable[None]]
) -> None:
    """Have work without end done behind; where it breaks it begins anew."""

    async def for_ever() -> None:
        while True:
            await _logged(what, work())
            await asyncio.sleep(ANEW_SECONDS)

    stack.push_async_callback(cancelled, asyncio.create_task(for_ever()))


async def _logged(what: str, work: Awaitable[None]) -> None:
    """Do some work; if it breaks, the log says so: nobody waits for its end."""
    try:
        await work
    except Exception:
        log.exception("%s broke", what)


async def cancelled(task: "asyncio.Future[Any]") -> None:
    """Cancel a task and wait until it has ended, however it does."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
