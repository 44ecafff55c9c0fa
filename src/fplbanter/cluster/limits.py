"""
What an installation allows itself, and the figures that all its processes share.

The rules in `contact.py` hold among processes that go by the same figures. Who
changes one of them, or how they are used, raises `SCHEMA` in `dispatcher.py`.
"""

from dataclasses import dataclass
from typing import Final

from fplbanter.cluster.pace import LATEST, MARGIN

BEAT: Final = 0.5
"""Seconds between a process's signs of life."""

TOUCH: Final = 1.5
"""Seconds without an acknowledged answer after which a process is adrift."""

SLEPT: Final = 1.0
"""Seconds between two moments awake after which a process takes itself for asleep."""

QUIET: Final = 0.75
"""Seconds without a question after which the others look whether one is asleep."""

MOURNED: Final = 30.0
"""Seconds without any question after which a process that is adrift is dead."""

GATHERING: Final = 5.0
"""Seconds in which every process that can reach a new Valkey has come."""

LOST_WRITES: Final = 2.0
"""Seconds of writes that Valkey may lose when it dies (appendfsync everysec)."""

LOOSE: Final = 1.25
"""How much further apart moments of different processes lie without Valkey."""

UNSURE: Final = 0.01
"""Seconds by which a process may be wrong about the server's clock."""

LONGEST_HORIZON: Final = 0.1
"""A slot is given away this many seconds before its time at the earliest."""


@dataclass(frozen=True, slots=True)
class Limits:
    """
    The limits of the whole installation, and how many processes may share them.

    No sliding second holds more than `per_second`, rounded up where it is no whole
    number; below one a second, slots lie that much further apart. Raises ValueError for what allows nothing at all.
    """

    per_second: float
    per_minute: int
    processes: int = 1
    in_flight: int = 4

    def __post_init__(self) -> None:
        if min(self.per_second, self.per_minute, self.processes, self.in_flight) <= 0:
            raise ValueError(
                "per_second, per_minute, processes and in_flight must be above 0"
            )

    @property
    def gap(self) -> float:
        """Seconds between two slots of the installation."""
        return MARGIN / self.per_second

    @property
    def rest(self) -> float:
        """Seconds after which a slot does no harm any more, whoever spent it."""
        return max(MARGIN, self.gap)

    @property
    def horizon(self) -> float:
        """Seconds before its time at which a slot is given away."""
        return min(self.gap, LONGEST_HORIZON)

    @property
    def patience(self) -> float:
        """Seconds for an answer: where they take longer, most slots come too late."""
        return max(LATEST, self.horizon / 2)

    @property
    def silence(self) -> float:
        """
        Seconds after the last answer from which a process may spend its share.

        By then the others have long counted it as adrift, and what was given
        away before that does no harm any more.
        """
        return TOUCH + self.horizon + self.rest + 0.1

    @property
    def asleep(self) -> float:
        """
        Seconds without a pulse after which a process is asleep for the others.

        It takes itself for asleep by then, and what it spent before does no harm.
        """
        return max(SLEPT, self.rest + self.horizon) + 0.05

    @property
    def share_per_second(self) -> int:
        """Whole requests a second for each process on its own; may be 0."""
        return int(self.per_second / self.processes)

    @property
    def share_per_minute(self) -> int:
        """Requests a minute for each process on its own; may be 0."""
        return self.per_minute // self.processes

    @property
    def share_in_flight(self) -> int:
        """Requests under way at once for each process on its own."""
        return max(1, self.in_flight // self.processes)
