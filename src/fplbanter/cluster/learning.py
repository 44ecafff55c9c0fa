"""
What FPL taught: a lower rate after a refusal, and pauses that it asked for.

Pure: the time is given, in seconds. Each process keeps what it knows, so that
it holds also while Valkey is gone, and is told to a Valkey that has forgotten.
"""

from collections.abc import Mapping
from typing import Final

ALL: Final = "*"
"""The group of a pause that applies to everything."""

LONGEST_PAUSE: Final = 900.0
CLIMB: Final = 0.1 / 60.0
"""The part of the setting by which a lowered rate rises again each second."""

LEAST: Final = 1 / 32
AGAIN: Final = 5.0
"""Refusals within so many seconds are one: they were under way together."""


class Learning:
    """The factor on the rate and the pauses, as one process knows them."""

    def __init__(self) -> None:
        self._factor = 1.0
        self._factor_at = 0.0
        self._lowered_at = -AGAIN
        self._pauses: dict[str, float] = {}
        self.untold = False

    def factor(self, now: float) -> float:
        """Return the part of the setting that may be used, 1 at most."""
        return min(1.0, self._factor + CLIMB * (now - self._factor_at))

    def penalise(self, now: float) -> None:
        """Halve the rate, once for refusals that come together."""
        if now - self._lowered_at >= AGAIN:
            lowered = max(LEAST, self.factor(now) / 2)
            self._factor, self._factor_at = lowered, now
            self._lowered_at = now

    def pause(self, seconds: float, group: str, now: float) -> None:
        """Hold a group back, for 15 minutes at most; never less than before."""
        until = now + min(max(seconds, 0.0), LONGEST_PAUSE)
        self._pauses[group] = max(self._pauses.get(group, 0.0), until)

    def paused(self, group: str | None, now: float) -> float:
        """Return for how many seconds a group is held back, 0 if it is not."""
        ends = [self._pauses.get(name, 0.0) for name in (group, ALL) if name]
        return max(0.0, max(ends) - now)

    def pauses(self, now: float) -> dict[str, float]:
        """Return the seconds that each pause has left."""
        self._pauses = {g: end for g, end in self._pauses.items() if end > now}
        return {group: end - now for group, end in self._pauses.items()}

    def heard(self, factor: float, pauses: Mapping[str, float], now: float) -> None:
        """Take over what all know together."""
        if not self.untold:
            self._factor, self._factor_at = factor, now
        for group, left in pauses.items():
            self.pause(left, group, now)
