"""Faults put in from outside: what a broken FPL would answer instead."""

import dataclasses
from dataclasses import dataclass


@dataclass(slots=True)
class Fault:
    """
    One fault for all paths under /api/ that begin with `match`.

    `left` counts down; None means until it is taken away. `field` is what
    "changed" drops, `delay` real seconds before any answer of this fault, `pause`
    those between two bytes of a "drip", `minutes` how old an "older" copy is.
    `retry_after` is sent with "status" as it stands; empty is none, and None is
    what a 429 says of itself. `reads` counts who met it, by path with query.
    """

    match: str
    kind: str
    status: int = 503
    left: int | None = None
    delay: float = 0.0
    field: str = "id"
    retry_after: str | None = None
    minutes: float = 5.0
    pause: float = 0.3
    reads: dict[str, int] = dataclasses.field(default_factory=dict)


class Faults:
    """The faults in force, the newest first."""

    def __init__(self) -> None:
        self.active: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Put a fault in."""
        self.active.insert(0, fault)

    def clear(self) -> None:
        """Take all faults away."""
        self.active.clear()

    def take(self, path: str) -> Fault | None:
        """Return the fault that meets a path, and count it."""
        rest = path.removeprefix("/api/")
        for fault in self.active:
            if not rest.startswith(fault.match):
                continue
            if fault.left is not None:
                fault.left -= 1
                if fault.left <= 0:
                    self.active.remove(fault)
            return fault
        return None
