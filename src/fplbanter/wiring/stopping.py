"""Being told to stop: Ctrl-C and SIGTERM as a future."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import Any, TypeVar

from fplbanter.wiring.behind import cancelled

T = TypeVar("T")

Say = Callable[[str], None]
Stop = asyncio.Future[Any]


async def until(
    stop: Stop,
    start: Callable[[AsyncExitStack], Awaitable[T]],
    then: Callable[[T], Awaitable[None]],
    say: Say,
) -> None:
    """
    Start something, do what there is to do then, and stop it again.

    Who is told to stop while it starts is not kept waiting.
    """
    async with AsyncExitStack() as stack:
        starting = asyncio.ensure_future(start(stack))
        await asyncio.wait({starting, stop}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            await then(starting.result())
        say("Stopping.")
        await cancelled(starting)


@contextmanager
def told_to_stop() -> Iterator[Stop]:
    """Turn Ctrl-C and SIGTERM into a future for as long as the block lasts."""
    loop = asyncio.get_running_loop()
    stop: Stop = loop.create_future()

    def told() -> None:
        if not stop.done():
            stop.set_result(None)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told)
    try:
        yield stop
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
