"""What went wrong with a key a moment ago, so that FPL is not asked at once again."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from fplbanter.clock import Clock
from fplbanter.cluster.answers import Meta
from fplbanter.errors import (
    UpstreamBlocked,
    UpstreamBusy,
    UpstreamChanged,
    UpstreamDown,
    UpstreamError,
    UpstreamForbidden,
    UpstreamNotFound,
    UpstreamSlow,
    UpstreamUpdating,
)

MOST: Final = 10_000
"""Keys whose trouble is remembered; the oldest is forgotten first."""

SECONDS: Final[Mapping[str, float]] = {
    "down": 15.0,
    "slow": 15.0,
    "updating": 60.0,
    "busy": 30.0,
    "blocked": 120.0,
    "changed": 60.0,
    "not_found": 600.0,
    "forbidden": 600.0,
}
"""For how long a key is left alone after each kind of trouble."""

_KINDS: Final[Mapping[str, type[UpstreamError]]] = {
    kind.kind: kind
    for kind in (
        UpstreamDown,
        UpstreamSlow,
        UpstreamUpdating,
        UpstreamBusy,
        UpstreamBlocked,
        UpstreamNotFound,
        UpstreamForbidden,
    )
}


def error_of(kind: str, message: str, retry_after: float | None) -> UpstreamError:
    """Build the error of a kind."""
    if kind == UpstreamChanged.kind:
        changed = UpstreamChanged(message, field="body")
        changed.retry_after = retry_after
        return changed
    return _KINDS.get(kind, UpstreamDown)(message, retry_after=retry_after)


@dataclass(frozen=True, slots=True)
class Setback:
    """Why a key has no new answer, and until when it is left alone."""

    kind: str
    message: str
    until: datetime

    def error(self, now: datetime, pace: float) -> UpstreamError:
        """Build the error to raise now; its `retry_after` is in real seconds."""
        left = max(0.0, (self.until - now).total_seconds()) / pace
        return error_of(self.kind, self.message, left)

    def meta(self) -> Meta:
        """Return it as it is shared with the other processes."""
        until = self.until.timestamp()
        return {"kind": self.kind, "message": self.message, "until": until}

    @classmethod
    def of(cls, meta: Meta) -> Self | None:
        """Read one that another process has shared, None for what is none."""
        try:
            until = datetime.fromtimestamp(float(meta["until"] or 0), UTC)
            return cls(str(meta["kind"]), str(meta["message"]), until)
        except (KeyError, TypeError, ValueError, OverflowError):
            return None


class Setbacks:
    """The keys that are left alone for now."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._found: OrderedDict[str, tuple[Setback, float]] = OrderedDict()

    def note(self, key: str, error: UpstreamError, seconds: float) -> Setback:
        """Leave a key alone for so many seconds of the clock."""
        until = self._clock.now() + timedelta(seconds=seconds)
        return self.take(key, Setback(error.kind, str(error), until))

    def take(self, key: str, setback: Setback) -> Setback:
        """Take over a setback, another process's as well."""
        left = (setback.until - self._clock.now()).total_seconds()
        # A recording's time stands still, but what waits must not wait for ever.
        self._found[key] = (setback, self._clock.elapsed() + left)
        self._found.move_to_end(key)
        while len(self._found) > MOST:
            self._found.popitem(last=False)
        return setback

    def of(self, key: str) -> Setback | None:
        """Return why a key is left alone now, None if it is not."""
        found = self._found.get(key)
        if found is None:
            return None
        setback, ends = found
        if ends <= self._clock.elapsed():
            del self._found[key]
            return None
        return setback

    def clear(self, key: str) -> None:
        """Forget about a key's trouble: it has an answer."""
        self._found.pop(key, None)
