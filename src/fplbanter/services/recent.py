"""What was needed lately: a mapping that forgets what nobody asks for any more."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """
    Keeps values of at most `limit` in weight together, the latest used.

    Each weighs 1 unless `weigh` says otherwise. One that is heavier than the
    limit is kept alone.
    """

    def __init__(self, limit: int, weigh: Callable[[V], int] = lambda _: 1) -> None:
        self._limit = limit
        self._weigh = weigh
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._weight = 0

    def __len__(self) -> int:
        """Return how many values are kept."""
        return len(self._kept)

    def __contains__(self, key: K) -> bool:
        """Say whether a value is kept, without using it."""
        return key in self._kept

    def keys(self) -> tuple[K, ...]:
        """Return what is kept, the longest unused first."""
        return tuple(self._kept)

    def get(self, key: K) -> V | None:
        """Return a value and remember that it was used."""
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key]

    def put(self, key: K, value: V) -> None:
        """Keep a value; the longest unused give way."""
        self.drop(key)
        self._kept[key] = value
        self._weight += self._weigh(value)
        while self._weight > self._limit and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._weight -= self._weigh(dropped)

    def drop(self, key: K) -> None:
        """Forget a value, if it is kept."""
        if key in self._kept:
            self._weight -= self._weigh(self._kept.pop(key))

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._weight = 0
