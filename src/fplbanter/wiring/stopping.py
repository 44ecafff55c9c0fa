"""Being told to stop: Ctrl-C and SIGTERM as a future."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Stop = asyncio.Future[Any]


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
