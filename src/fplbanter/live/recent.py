"""The latest changes of what is followed, so that who comes back need not ask."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import Final

from fplbanter.live.publishing import Change

MOST_BYTES: Final = 4 * 2**20
"""Of all topics together, as JSON; as values they take some ten times as much."""

MOST_EACH: Final = 64
"""Changes of one topic: as many as may wait for a reader."""


@dataclass(slots=True)
class _Tail:
    changes: deque[Change] = field(default_factory=deque)
    size: int = 0


class Recent:
    """
    A tail of changes for each topic, without gaps.

    When all of them are too large, the topics that were quiet longest are
    forgotten.
    """

    def __init__(
        self, most_bytes: int = MOST_BYTES, most_each: int = MOST_EACH
    ) -> None:
        self._most_bytes = most_bytes
        self._most_each = most_each
        self._tails: OrderedDict[str, _Tail] = OrderedDict()
        self.size = 0

    def add(self, change: Change) -> None:
        """Add the newest change of its topic."""
        tail = self._tails.setdefault(change.topic, _Tail())
        if tail.changes and tail.changes[-1].version != change.version - 1:
            self._drop(tail, len(tail.changes))
        tail.changes.append(change)
        tail.size += len(change.text)
        self.size += len(change.text)
        self._drop(tail, len(tail.changes) - self._most_each)
        self._tails.move_to_end(change.topic)
        while self.size > self._most_bytes:
            self.forget(next(iter(self._tails)))

    def after(self, topic: str, version: int) -> list[Change]:
        """Return what came after a version, in order; empty if not all is here."""
        tail = self._tails.get(topic)
        if tail is None or not tail.changes or tail.changes[0].version > version + 1:
            return []
        return [change for change in tail.changes if change.version > version]

    def forget(self, topic: str) -> None:
        """Forget a topic."""
        if tail := self._tails.pop(topic, None):
            self.size -= tail.size

    def _drop(self, tail: _Tail, count: int) -> None:
        for _ in range(count):
            size = len(tail.changes.popleft().text)
            tail.size -= size
            self.size -= size
