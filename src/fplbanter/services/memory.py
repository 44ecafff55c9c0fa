"""
What was read from the store a moment ago, for when the store does not answer.

Nothing is served from here while the store answers in time, so that nothing here
has a life of its own: each reading replaces what was kept of the one before.
"""

import time
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from fplbanter.errors import StoreUnavailable
from fplbanter.ops.deadline import left
from fplbanter.services.answers import Freshness
from fplbanter.services.flights import Flights, FlightTimeout
from fplbanter.services.recent import Recent

T = TypeVar("T")

KEPT = 4_000
"""Readings in memory; a manager's season, the largest of them, takes some 8 kB."""

PATIENCE = 1.0
"""Seconds that somebody waits for the store while an older reading is here."""

HASTE = 0.05
HASTE_FOR = 5.0
"""The patience with a store that was slow, for seconds after one waited in vain."""

OLD_AFTER = 60.0
"""Seconds after which a reading that the store did not repeat is called stale."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was found, and when."""

    found: object
    at: float


class Memory:
    """Keeps the last readings of the store; `monotonic` is in seconds."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._kept: Recent[Hashable, _Reading] = Recent(KEPT)
        self._flights = Flights()
        self._hasty_until = 0.0

    async def read(self, key: Hashable, find: Callable[[], Awaitable[T]]) -> T:
        """
        Return what `find` reads from the store; while it does not answer, the last.

        However many want the same at once, it is read once; that may have begun a
        moment before somebody asked. A reading of nothing (None) is not kept. Raises StoreUnavailable where
        nothing is kept, and whatever else `find` raises.
        """
        kept = self._kept.get(key)
        if kept is None or kept.found is None:
            return await self._flights.bring(key, lambda: self._find(key, find))
        try:
            return await self._flights.bring(
                key, lambda: self._find(key, find), patience=self._patience()
            )
        except StoreUnavailable:
            return cast("T", kept.found)
        except FlightTimeout:
            self._hasty_until = self._monotonic() + HASTE_FOR
            return cast("T", kept.found)

    def marked(self, freshness: Freshness, key: Hashable) -> Freshness:
        """Mark an answer as stale whose reading the store has long not repeated."""
        kept = self._kept.get(key)
        age = self._monotonic() - kept.at if kept else 0.0
        if freshness.stale or age <= OLD_AFTER:
            return freshness
        return replace(freshness, stale=True, reason="database")

    async def close(self) -> None:
        """Stop what is under way."""
        await self._flights.close()

    def _patience(self) -> float:
        return HASTE if self._monotonic() < self._hasty_until else left(PATIENCE)

    async def _find(self, key: Hashable, find: Callable[[], Awaitable[T]]) -> T:
        found = await find()
        # Nothing is kept in place of something only: numbers that somebody tries
        # must not push out what is read here.
        if found is not None or key in self._kept:
            self._kept.put(key, _Reading(found, self._monotonic()))
        return found
