"""Long work in a thread that ends soon when nobody waits for it any more."""

import asyncio
from collections.abc import Callable
from threading import Event
from typing import TypeVar

T = TypeVar("T")

Check = Callable[[], None]
"""Asked now and then by work in a thread; raises GivenUp when it is to end."""


class GivenUp(Exception):
    """Nobody waits for this work any more."""


def go_on() -> None:
    """Let work go on to its end: the check of who does it himself."""


async def in_thread(work: Callable[[Check], T]) -> T:
    """
    Do work in a thread; where this is cancelled, it ends at its next check.

    A thread cannot be stopped, and a process that is told to end waits for it.
    """
    given_up = Event()

    def check() -> None:
        if given_up.is_set():
            raise GivenUp

    try:
        return await asyncio.to_thread(work, check)
    except asyncio.CancelledError:
        given_up.set()
        raise
