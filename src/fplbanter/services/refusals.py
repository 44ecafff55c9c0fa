"""FPL's noes, remembered for a while: however many ask, it is not asked again."""

from collections.abc import Hashable

from fplbanter.clock import Clock
from fplbanter.errors import BanterError
from fplbanter.services.recent import Recent

KEPT = 10_000
"""Noes in memory: somebody may try every league there is."""


class Refusals:
    """Answers for FPL what it said a little while ago."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: Recent[Hashable, tuple[float, BanterError]] = Recent(KEPT)

    def note(self, key: Hashable, error: BanterError, seconds: float) -> None:
        """Remember a no for so many seconds."""
        self._kept.put(key, (self._clock.elapsed() + seconds, error))

    def find(self, key: Hashable) -> BanterError | None:
        """Return the no that still holds for a key."""
        until, error = self._kept.get(key) or (0.0, None)
        if error is not None and self._clock.elapsed() >= until:
            self._kept.drop(key)
            return None
        return error

    def raise_known(self, key: Hashable) -> None:
        """Raise the no that still holds for a key, if there is one."""
        error = self.find(key)
        if error is not None:
            # Raised again and again, it would gather every caller's frames.
            raise error.with_traceback(None)
