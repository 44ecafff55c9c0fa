"""
How long whoever asked may still be made to wait, for all that is done for him.

A door sets the end once; whoever waits on his behalf asks how much is `left`. So
several waits in a row never add up. Work that goes on behind must not ask: it
has nobody who waits.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ENDS_AT: ContextVar[float | None] = ContextVar("ends_at", default=None)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Have everything that is done in the block end so many seconds from now."""
    token = _ENDS_AT.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ENDS_AT.reset(token)


def left(most: float) -> float:
    """Return how many seconds there are left to wait, at most so many, at least 0."""
    ends_at = _ENDS_AT.get()
    if ends_at is None:
        return most
    return max(0.0, min(most, ends_at - time.monotonic()))
