"""What a request, and who watches, may ask of a budget, whichever budget it is."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.slots import Slot


@dataclass(frozen=True, slots=True)
class BudgetReport:
    """
    How a budget stands, as this process knows it.

    `shared` is False while the process has only its share, without Valkey;
    `processes` is how many are in touch. `rate` is what is allowed now, requests
    a second for all, the setting `per_second` times `factor`. `waiting` counts
    who waits in each lane of this process, and `oldest` has the seconds that the
    first of a lane has waited. `pauses` are seconds left by group, "*" is all.
    `spent`, `lost` and `waited` are this process's since it began: slots used,
    slots that came too late, and seconds that all who had a slot waited for it.
    """

    shared: bool
    rate: float
    per_second: float
    factor: float
    used_minute: int
    per_minute: int
    waiting: Mapping[Lane, int]
    oldest: Mapping[Lane, float]
    in_flight: int
    pauses: Mapping[str, float]
    processes: int
    spent: int
    lost: int
    waited: float


class Spender(Protocol):
    """What a request needs of a budget: one slot for one attempt."""

    def slot(
        self, lane: Lane = Lane.PERSON, group: str | None = None
    ) -> AbstractAsyncContextManager[Slot]:
        """
        Wait for a slot; the request is in flight while the block runs.

        Call its `leave` last of all before the request goes out. `group` names what
        a pause may apply to; raises UpstreamPaused during one.
        """
        ...


class Budgeting(Spender, Protocol):
    """A whole budget: it gives slots, it learns from refusals, and says how it is."""

    async def penalise(self, reason: str) -> None:
        """Halve the rate, since FPL refused us; it climbs back slowly."""
        ...

    async def pause_until(self, seconds: float, group: str | None = None) -> None:
        """Hold a group (or everything) back for so many seconds, 900 at most."""
        ...

    def paused(self, group: str | None = None) -> float:
        """Return for how many seconds a group is held back, 0.0 if it is not."""
        ...

    def waiting(self) -> int:
        """Return how many wait for a slot in this process."""
        ...

    def report(self) -> BudgetReport:
        """Return how the budget stands."""
        ...
