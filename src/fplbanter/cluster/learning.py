"""
What FPL taught: a lower rate after a refusal, and pauses that it asked for.

Pure: the time is given, in seconds. Each process keeps what it knows, so that
it holds also while Valkey is gone, and is told to a Valkey that has forgotten.
"""

import math
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

_HALVED: Final = 0.75
"""A factor below so much of what was known has been halved, not read anew."""


class Learning:
    """The factor on the rate and the pauses, as one process knows them."""

    def __init__(self) -> None:
        self._factor = 1.0
        self._factor_at = 0.0
        self._lowered_at = -math.inf
        self._pauses: dict[str, float] = {}
        self._lessons = 0
        self._told = 0

    @property
    def untold(self) -> int:
        """Return the number of the last lesson if the others may not know it, or 0."""
        return self._lessons if self._lessons > self._told else 0

    def told(self, lesson: int) -> None:
        """Take note that the others know everything up to that lesson."""
        self._told = max(self._told, lesson)

    def tell_again(self) -> None:
        """Take note that the others have forgotten."""
        self._lessons += 1

    def factor(self, now: float) -> float:
        """Return the part of the setting that may be used, 1 at most."""
        return min(1.0, self._factor + CLIMB * (now - self._factor_at))

    def penalise(self, now: float) -> bool:
        """Halve the rate; False for a refusal that comes together with another."""
        if now - self._lowered_at < AGAIN:
            return False
        lowered = max(LEAST, self.factor(now) / 2)
        self._factor, self._factor_at = lowered, now
        self._lowered_at = now
        self._lessons += 1
        return True

    def pause(self, seconds: float, group: str, now: float) -> None:
        """Hold a group back, for 15 minutes at most; never less than before."""
        self._pause(seconds, group, now)
        self._lessons += 1

    def paused(self, group: str | None, now: float) -> float:
        """Return for how many seconds a group is held back, 0 if it is not."""
        ends = [self._pauses.get(name, 0.0) for name in (group, ALL) if name]
        return max(0.0, max(ends) - now)

    def pauses(self, now: float) -> dict[str, float]:
        """Return the seconds that each pause has left."""
        self._pauses = {g: end for g, end in self._pauses.items() if end > now}
        return {group: end - now for group, end in self._pauses.items()}

    def heard(self, factor: float, pauses: Mapping[str, float], now: float) -> bool:
        """Take over what all know together; True if a pause has begun with it."""
        if not self.untold:
            if factor < self.factor(now) * _HALVED:
                # Somebody was refused a moment ago; so may we be, and that is one.
                self._lowered_at = now
            self._factor, self._factor_at = factor, now
        known = self.pauses(now)
        for group, left in pauses.items():
            self._pause(left, group, now)
        return not pauses.keys() <= known.keys()

    def _pause(self, seconds: float, group: str, now: float) -> None:
        until = now + min(max(seconds, 0.0), LONGEST_PAUSE)
        self._pauses[group] = max(self._pauses.get(group, 0.0), until)
