"""How close requests come, and the strict limit that FPL might set."""

import math
from collections import deque
from dataclasses import dataclass

MINUTE = 60.0
_PERIODS = (1.0, MINUTE)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in any sliding second, and in any sliding minute; None is no limit."""

    per_second: int | None = None
    per_minute: int | None = None


class Meter:
    """
    Counts arrivals over sliding windows, and refuses those over the limit.

    Refused ones count too: who goes on asking is refused for longer. A window
    holds its end and not its beginning, so two a second may come exactly half a
    second apart. Stamps are seconds of one monotonic clock and only rise.
    """

    def __init__(self, limit: Limit | None = None) -> None:
        self.limit = limit or Limit()
        self.forget()

    def forget(self) -> None:
        """Begin anew, as if nobody had ever come."""
        self._windows = tuple(_Window(period) for period in _PERIODS)
        self.violations = 0

    @property
    def most_in_a_second(self) -> int:
        """The most that ever came within a second."""
        return self._windows[0].most

    @property
    def most_in_a_minute(self) -> int:
        """The most that ever came within a minute."""
        return self._windows[1].most

    def arrive(self, at: float) -> int | None:
        """Count an arrival; return None, or the seconds to wait if it is over the limit."""
        most = (self.limit.per_second, self.limit.per_minute)
        pairs = list(zip(self._windows, most, strict=True))
        over = [window.arrive(at, allowed) for window, allowed in pairs]
        if not any(over):
            return None
        self.violations += 1
        return math.ceil(max(window.wait(at, allowed) for window, allowed in pairs))


class _Window:
    """The arrivals of the last `seconds`, and the most there ever were."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._stamps: deque[float] = deque()
        self.most = 0

    def arrive(self, at: float, allowed: int | None) -> bool:
        """Count an arrival, and say whether it is one too many."""
        stamps = self._stamps
        stamps.append(at)
        while at - stamps[0] >= self._seconds:
            stamps.popleft()
        self.most = max(self.most, len(stamps))
        return allowed is not None and len(stamps) > allowed

    def wait(self, at: float, allowed: int | None) -> float:
        """Return how long until another one would not be too many."""
        if allowed is None or len(self._stamps) < allowed:
            return 0.0
        return self._stamps[-allowed] + self._seconds - at
