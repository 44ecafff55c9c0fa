"""
What each caller may have within a minute, however many processes he asks.

The window slides, so there is no edge at which twice as much gets through, and
the clock is the server's. While Valkey is gone each process allows its share by
itself, counting what it allowed before: the sum holds for whoever has asked this
process, and nobody waits for Valkey.
"""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fplbanter.cluster.connection import Script, Valkey
from fplbanter.errors import ClusterUnavailable

_SCRIPT: Final = Script("allowance")


@dataclass(frozen=True, slots=True)
class Ruling:
    """
    Whether a caller may have one more; if so he has had it.

    `left` is how many he has left after this, of `limit` within `window` seconds;
    `next_in` the seconds until he has one more.
    """

    allowed: bool
    limit: int
    window: float
    left: int
    next_in: float


class Allowance:
    """
    So many for each caller in any `window` seconds, counted under `name`.

    A caller is any short text. `processes` is among how many the limit is shared
    while Valkey is gone; then at most `remembered` callers are kept in mind.
    """

    def __init__(
        self,
        valkey: Valkey,
        name: str,
        limit: int,
        *,
        window: float = 60.0,
        processes: int = 1,
        remembered: int = 10_000,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._valkey = valkey
        self._name = name
        self._limit = limit
        self._window = window
        self._own = _Own(max(1, limit // processes), window, remembered, monotonic)

    async def take(self, caller: str) -> Ruling:
        """Let a caller have one more, or say when; never raises."""
        try:
            ruling = await self._ask(caller)
        except ClusterUnavailable:
            return self._own.take(caller)
        if ruling.allowed:
            self._own.note(caller)
        return ruling

    async def _ask(self, caller: str) -> Ruling:
        key = self._valkey.key("allowance", self._name, caller)
        args = (self._limit, self._window)
        allowed, left, next_in = await self._valkey.run(_SCRIPT, [key], args)
        return Ruling(
            bool(allowed), self._limit, self._window, int(left), float(next_in)
        )


class _Own:
    """What this process allowed by itself, or would have."""

    def __init__(
        self,
        limit: int,
        window: float,
        remembered: int,
        monotonic: Callable[[], float],
    ) -> None:
        self._limit = limit
        self._window = window
        self._remembered = remembered
        self._monotonic = monotonic
        self._had: OrderedDict[str, deque[float]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many callers are kept in mind."""
        return len(self._had)

    def take(self, caller: str) -> Ruling:
        """Let a caller have one more of this process's share, or say when."""
        now = self._monotonic()
        had = self._recent(caller, now)
        allowed = len(had) < self._limit
        if allowed:
            self.note(caller)
            had = self._recent(caller, now)
        return Ruling(
            allowed,
            self._limit,
            self._window,
            self._limit - len(had),
            had[0] + self._window - now,
        )

    def note(self, caller: str) -> None:
        """Take note of one that he had; who was away longest is forgotten."""
        had = self._had.setdefault(caller, deque(maxlen=self._limit))
        had.append(self._monotonic())
        self._had.move_to_end(caller)
        while len(self._had) > self._remembered:
            self._had.popitem(last=False)

    def _recent(self, caller: str, now: float) -> deque[float]:
        had = self._had.get(caller, deque())
        while had and had[0] <= now - self._window:
            had.popleft()
        return had
