"""
What a process may spend while it has no Valkey. Pure: the time is given.

Where every process has at least one request a second for itself, that is its
share: however the processes lie to each other, in no second they have more than
the limit together. With fewer requests a second than processes that does not
hold: each has one moment in a round then, told by the server's clock as it was
known last. So who never had a seat rests.
"""

import math

from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.limits import LOOSE, Limits
from fplbanter.cluster.pace import Pace


class Share:
    """The slots of one process without Valkey."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        beat = LOOSE / limits.per_second
        self._round = beat * limits.processes
        self._beat = beat
        per_second = limits.share_per_second or limits.per_second / limits.processes
        self._pace = Pace(per_second, max(1, limits.share_per_minute))

    @property
    def needs_seat(self) -> bool:
        """Tell whether the share is a moment in a round."""
        return not self._limits.share_per_second

    def ready_at(
        self, lane: Lane, now: float, factor: float, phase: float | None
    ) -> float:
        """
        Return the next moment, infinity if there is none.

        `phase` is when, on the clock of `now`, a round of this process begins.
        """
        if not self._limits.share_per_minute:
            return math.inf
        at = max(now, self._pace.ready_at(lane, factor))
        if not self.needs_seat:
            return at
        if phase is None:
            return math.inf
        return math.ceil((at - phase) / self._round) * self._round + phase

    def phase(self, seat: int, offset: float) -> float:
        """Return where a seat's round begins; `offset` leads to the server's clock."""
        return seat * self._beat - offset

    def spend(self, at: float) -> None:
        """Note a slot."""
        self._pace.spend(at)

    def assume(self, used: int, latest: float, own: list[float]) -> None:
        """
        Begin anew, taking the past to have been the worst.

        `used` slots of the installation, the last at `latest`, as close together
        as they may lie, and the process's own moments without Valkey.
        """
        processes = self._limits.processes
        step = self._limits.gap * processes
        assumed = [latest - i * step for i in range(math.ceil(used / processes))]
        self._pace.remember(sorted(assumed + own))
