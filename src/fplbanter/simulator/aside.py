"""Where slow work is done: at once, or beside the event loop, one after another."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

T = TypeVar("T")


class Aside(Protocol):
    """Does one thing after another, never two at once."""

    async def __call__(self, deed: Callable[[], T], /) -> T:
        """Return what the deed returns."""
        ...


class AtOnce:
    """Does it here and now: for one who shares the simulator with the event loop."""

    async def __call__(self, deed: Callable[[], T], /) -> T:
        """Return what the deed returns."""
        return deed()


class InAThread:
    """
    Does it in a thread of its own, in the order of asking.

    Requests are stamped when they arrive, not when an answer before them is made.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "answers")

    async def __call__(self, deed: Callable[[], T], /) -> T:
        """Return what the deed returns."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, deed)
