"""
Breakers that all processes share: one for each group of FPL's endpoints.

What is decided is in `circuit.py`; here the state is read from Valkey, with the
server's clock, and swapped if nobody was faster. While Valkey is gone a process
goes on with what it knew last. When it is back, the state that began later
counts.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from fplbanter.cluster.circuit import BreakerState, Circuit, Outcome, Rules
from fplbanter.cluster.connection import Valkey
from fplbanter.cluster.documents import SharedDocument
from fplbanter.errors import ClusterUnavailable

_KEPT_SECONDS: Final = 3_600.0

Step = Callable[[Circuit, float], Circuit]


@dataclass(frozen=True, slots=True)
class Admission:
    """
    Whether a group may be asked now.

    If not, `retry_in` is the seconds after which it is worth another try. A
    probe's `probe` is its token. Hand it back to `record` with the outcome.
    """

    group: str
    allowed: bool
    state: BreakerState
    retry_in: float = 0.0
    probe: str | None = None
    change: "Change | None" = None


@dataclass(frozen=True, slots=True)
class Change:
    """
    A breaker went from one state to another: only one process is told of each.

    `retry_in` is for how many seconds it stays so at least.
    """

    group: str
    before: BreakerState
    after: BreakerState
    retry_in: float


class Breakers:
    """The breakers of all groups. No method ever raises ClusterUnavailable."""

    def __init__(
        self,
        valkey: Valkey,
        rules: Rules | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._valkey = valkey
        self._rules = rules or Rules()
        self._monotonic = monotonic
        self._known: dict[str, Circuit] = {}
        self._offset = 0.0

    async def admit(self, group: str) -> Admission:
        """Ask for leave to call; hand the answer back to `record`."""
        token = uuid4().hex

        def step(circuit: Circuit, now: float) -> Circuit:
            return circuit.admit(now, token, self._rules)

        before, circuit, now = await self._change(group, step)
        probing = circuit.probe == token
        allowed = probing or circuit.state is BreakerState.CLOSED
        return Admission(
            group,
            allowed,
            circuit.state,
            0.0 if allowed else max(0.0, circuit.until - now),
            token if probing else None,
            _change(group, before, circuit, now),
        )

    async def record(self, admission: Admission, outcome: Outcome) -> Change | None:
        """Tell how a call ended; the change that this made, if it made one."""

        def step(circuit: Circuit, now: float) -> Circuit:
            return circuit.record(now, admission.probe, outcome, self._rules)

        before, circuit, now = await self._change(admission.group, step)
        return _change(admission.group, before, circuit, now)

    async def states(self, groups: Iterable[str]) -> dict[str, Admission]:
        """Return how each group stands, without asking for leave."""
        return {group: await self._state(group) for group in groups}

    async def _state(self, group: str) -> Admission:
        _, circuit, now = await self._change(group, lambda circuit, _: circuit)
        allowed = circuit.state is BreakerState.CLOSED
        retry_in = 0.0 if allowed else max(0.0, circuit.until - now)
        return Admission(group, allowed, circuit.state, retry_in)

    async def _change(self, group: str, step: Step) -> tuple[Circuit, Circuit, float]:
        """Take a step from the state that all know; return both and the time."""
        try:
            before, after, now = await self._swap(group, step)
        except ClusterUnavailable:
            now = self._monotonic() + self._offset
            before = self._known.get(group, Circuit(since=now))
            after = step(before, now)
        self._known[group] = after
        return before, after, now

    async def _swap(self, group: str, step: Step) -> tuple[Circuit, Circuit, float]:
        def stepped(text: str, now: float) -> tuple[str, tuple[Circuit, Circuit]]:
            shared = Circuit.from_text(text)
            before = self._newest(group, shared, now)
            after = step(before, now)
            same = after is before and shared is not None
            return text if same else after.to_text(), (before, after)

        document = SharedDocument[tuple[Circuit, Circuit]](
            self._valkey, "breaker", group, kept=_KEPT_SECONDS
        )
        now, (before, after) = await document.change(stepped)
        self._offset = now - self._monotonic()
        return before, after, now

    def _newest(self, group: str, shared: Circuit | None, now: float) -> Circuit:
        """Choose between what all know and what this process found out alone."""
        known = self._known.get(group)
        if shared is None:
            return known or Circuit(since=now)
        return known if known and known.since > shared.since else shared


def _change(group: str, before: Circuit, after: Circuit, now: float) -> Change | None:
    if before.state is after.state:
        return None
    retry_in = max(0.0, after.until - now)
    return Change(group, before.state, after.state, retry_in)
