"""Answers that took work, kept until what they were made of has changed."""

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from fplbanter.errors import StoreUnavailable
from fplbanter.ops.deadline import left
from fplbanter.services.flights import Flights, FlightTimeout
from fplbanter.services.recent import Recent

V = TypeVar("V")

PATIENCE: Final = 1.0
"""Seconds that somebody waits for the store while an older answer is here."""


@dataclass(frozen=True, slots=True)
class _Kept(Generic[V]):
    value: V
    of: Hashable


class Shelf(Generic[V]):
    """
    Keeps answers of `limit` in weight together, the latest used.

    However many ask at once it is made once. While the store does not answer in
    time the last one serves.
    """

    def __init__(self, limit: int, weigh: Callable[[V], int]) -> None:
        self._kept: Recent[Hashable, _Kept[V]] = Recent(limit, lambda k: weigh(k.value))
        self._flights = Flights()

    async def get(
        self, key: Hashable, of: Hashable, make: Callable[[], Awaitable[V]]
    ) -> V:
        """
        Return what is made of `of`, from memory if that has not changed.

        Without `of` (None) it is made each time. Raises what `make` raises.
        """
        kept = self._kept.get(key)
        if kept is not None and of is not None and kept.of == of:
            return kept.value

        async def put() -> V:
            value = await make()
            self._kept.put(key, _Kept(value, of))
            return value

        patience = None if kept is None else left(PATIENCE)
        try:
            return await self._flights.bring((key, of), put, patience=patience)
        except (StoreUnavailable, FlightTimeout):
            if kept is None:
                raise
            return kept.value

    async def close(self) -> None:
        """Stop what is under way."""
        await self._flights.close()
