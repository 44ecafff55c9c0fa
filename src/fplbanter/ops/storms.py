"""A storm of one warning is a few lines, and how many more there were."""

import logging
import time
from collections.abc import Callable
from typing import Final

ALLOWED: Final = 20
"""Lines of one kind within a span; more tell nothing new."""

SPAN: Final = 60.0
"""Seconds."""

KINDS: Final = 500
"""Kinds that are counted at once; with more, counting begins anew."""


class Calm(logging.Filter):
    """
    Lets through so many warnings of one kind in a minute, and counts the rest.

    A kind is who says it and the words before they are filled in. The first line
    of the next minute says how many were left out.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._spans: dict[tuple[str, str], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether an event is to be logged."""
        if record.levelno < logging.WARNING:
            return True
        now, kind = self._monotonic(), (record.name, str(record.msg))
        begun, count = self._spans.get(kind, (now, 0))
        if now - begun >= SPAN:
            self._tell(record, count - ALLOWED)
            begun, count = now, 0
        if len(self._spans) >= KINDS:
            self._spans.clear()
        self._spans[kind] = (begun, count + 1)
        return count < ALLOWED

    @staticmethod
    def _tell(record: logging.LogRecord, left_out: int) -> None:
        """Have a line say how many like it were left out before it."""
        if left_out > 0:
            words = f"{record.getMessage()} ({left_out} more like it were left out)"
            record.msg, record.args = words, ()
