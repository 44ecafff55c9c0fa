"""
Small documents that several processes change: read, swapped, never overwritten.

What a document says, and what becomes of it while Valkey is gone, is its owner's
business. Here it is a text, with the server's clock.
"""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

from fplbanter.cluster.connection import Script, Valkey
from fplbanter.errors import ClusterUnavailable

_TRIES: Final = 8
_SCRIPT: Final = Script("document")

T = TypeVar("T")

Step = Callable[[str, float], tuple[str, T]]
"""From the text and the server's time to the new text, and what comes of it."""


class SharedDocument(Generic[T]):
    """A document by its name, kept for `kept` seconds after the last change."""

    def __init__(self, valkey: Valkey, *name: str, kept: float) -> None:
        self._valkey = valkey
        self._key = valkey.key(*name)
        self._kept_ms = int(kept * 1000)

    async def change(self, step: Step[T]) -> tuple[float, T]:
        """
        Take a step from what is there; return the server's time and what came of it.

        `step` is taken again where another process was faster. The same text is
        no change. Raises ClusterUnavailable.
        """
        now, text, _ = await self._load("read")
        for _ in range(_TRIES):
            wanted, outcome = step(text, now)
            if wanted == text:
                return now, outcome
            now, text, swapped = await self._load("swap", text, wanted, self._kept_ms)
            if swapped:
                return now, outcome
        raise ClusterUnavailable("too many processes change one document at once")

    async def _load(self, *args: str | int) -> tuple[float, str, bool]:
        now, text, swapped = await self._valkey.run(_SCRIPT, [self._key], args)
        return float(now), text.decode(), bool(swapped)
