"""
When to stop asking: the decisions of a circuit breaker. Pure: the time is given.

Closed, until half of the last calls failed or were slow, or five in a row failed. Open for 30 s, then one
probe with a deadline of its own: closed again if it succeeds, else open for
twice as long, up to 5 minutes. A probe that never reports has failed.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from random import SystemRandom
from typing import Any, Final, Self

_SCHEMA: Final = 1


class Outcome(StrEnum):
    """How a call ended. An answer that says no (404, 403) is a success."""

    SUCCESS = "success"
    FAILURE = "failure"
    SLOW = "slow"


class BreakerState(StrEnum):
    """Whether FPL may be asked: yes, no, or by one probe."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


def _jitter() -> float:
    """Return 0.9 to 1.1: breakers of several groups must not probe together."""
    return SystemRandom().uniform(0.9, 1.1)


@dataclass(frozen=True, slots=True)
class Rules:
    """When a breaker opens, and for how long; times in seconds."""

    window: int = 20
    within: float = 120.0
    least_calls: int = 10
    in_a_row: int = 5
    bad_share: float = 0.5
    slow_share: float = 0.8
    first_pause: float = 30.0
    longest_pause: float = 300.0
    probe_deadline: float = 10.0
    jitter: Callable[[], float] = _jitter

    def pause(self, times: int) -> float:
        """Return for how long to stay open when it opens that often in a row."""
        grown = self.first_pause * 2.0 ** min(times - 1, 16)
        return min(grown, self.longest_pause) * self.jitter()

    def bad(self, ends: Sequence[Outcome]) -> bool:
        """Tell whether calls that ended so are reason enough to stop asking."""
        last = ends[-self.in_a_row :]
        if len(last) == self.in_a_row and set(last) == {Outcome.FAILURE}:
            # One key alone, left alone for a while after each failure, would
            # never come to so many calls.
            return True
        if len(ends) < self.least_calls:
            return False
        failed = ends.count(Outcome.FAILURE) / len(ends)
        slow = ends.count(Outcome.SLOW) / len(ends)
        return failed >= self.bad_share or slow + failed >= self.slow_share


@dataclass(frozen=True, slots=True)
class Circuit:
    """
    The state of one breaker.

    `calls` are the times and outcomes of the last calls while closed. `until` is
    when an open one lets a probe through, or when a probe's time is up; `times`
    counts how often it opened in a row; `since` is when the state began.
    """

    state: BreakerState = BreakerState.CLOSED
    calls: tuple[tuple[float, Outcome], ...] = ()
    since: float = 0.0
    until: float = 0.0
    times: int = 0
    probe: str | None = None

    def admit(self, now: float, token: str, rules: Rules) -> "Circuit":
        """Ask for leave to call; it is a probe's if `probe` is `token` then."""
        if self.state is BreakerState.CLOSED or now < self.until:
            return self
        if self.state is BreakerState.HALF_OPEN:
            # The probe's process died, or hangs: that is no better than an error.
            return self._open(now, rules)
        return replace(
            self,
            state=BreakerState.HALF_OPEN,
            since=now,
            until=now + rules.probe_deadline,
            probe=token,
        )

    def record(
        self, now: float, token: str | None, outcome: Outcome, rules: Rules
    ) -> "Circuit":
        """Take note of how a call ended; `token` is the probe's, if it was one."""
        if self.state is BreakerState.HALF_OPEN and token and token == self.probe:
            if outcome is Outcome.SUCCESS:
                return Circuit(since=now)
            return self._open(now, rules)
        if self.state is not BreakerState.CLOSED or token:
            # Who asked before it opened tells nothing new.
            return self
        known = [call for call in self.calls if call[0] > now - rules.within]
        calls = (*known, (now, outcome))[-rules.window :]
        if rules.bad([outcome for _, outcome in calls]):
            return self._open(now, rules)
        return replace(self, calls=calls)

    def _open(self, now: float, rules: Rules) -> "Circuit":
        until = now + rules.pause(self.times + 1)
        return Circuit(BreakerState.OPEN, (), now, until, self.times + 1)

    def to_text(self) -> str:
        """Write it down for other processes."""
        return json.dumps({"schema": _SCHEMA, **asdict(self)}, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """Read it; None for nothing, or for what is not understood."""
        try:
            told: dict[str, Any] = json.loads(text)
            if told.pop("schema") != _SCHEMA:
                return None
            calls = tuple((float(at), Outcome(end)) for at, end in told.pop("calls"))
            return cls(state=BreakerState(told.pop("state")), calls=calls, **told)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
