"""
How close together slots may lie. Pure: the time is given, in seconds.

Slots are never handed out together: a limiter that allows bursts lets twice its
limit through a sliding window. And a slot's time is not the arrival's time: if
the first of n+1 requests is held up on its way by more than the last, all n+1
fall into one second. `MARGIN` is what this may be: with slots 7 % further apart
than the rate asks, 70 ms, of which `LATEST` is the part up to the socket. What is
left of the rate is 93 %.
"""

from collections import deque
from typing import Final

from fplbanter.cluster.lanes import Lane

MARGIN: Final = 1.07
"""Slots lie so much further apart than the rate asks."""

LATEST: Final = 0.02
"""A slot that is used later than this, in seconds, is lost."""

MINUTE: Final = 60.0 * 1.002
"""The window of the cap per minute, with a margin as well."""

BACKFILL_SHARE: Final = 0.9
"""The part of a minute's cap that backfill may use up: the rest stays free."""


class Pace:
    """At most `per_second` and `per_minute` in any sliding window."""

    def __init__(self, per_second: float, per_minute: int) -> None:
        self.gap = MARGIN / per_second
        self._cap = per_minute
        self._backfill = max(1, int(per_minute * BACKFILL_SHARE))
        self._spent: deque[float] = deque(maxlen=per_minute)

    def ready_at(self, lane: Lane, factor: float = 1.0) -> float:
        """Return the moment from which that lane may have the next slot."""
        if not self._spent:
            return 0.0
        cap = self._backfill if lane is Lane.BACKFILL else self._cap
        cap = max(1, int(cap * factor))
        at = self._spent[-1] + self.gap / factor
        if len(self._spent) < cap:
            return at
        return max(at, self._spent[-cap] + MINUTE)

    def spend(self, at: float) -> None:
        """Note a slot."""
        self._spent.append(at)

    def used(self, now: float) -> int:
        """Return how many slots the last 60 seconds hold."""
        return sum(at > now - 60.0 for at in self._spent)

    def remember(self, moments: list[float]) -> None:
        """Take these slots, in order, for all that were spent."""
        self._spent.clear()
        self._spent.extend(moments)
