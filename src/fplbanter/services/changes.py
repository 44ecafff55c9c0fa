"""Whose data was read anew: what was made of it before is out of date."""

from collections import deque
from collections.abc import Callable
from itertools import islice

from fplbanter.game.model import EntryId

REMEMBERED = 20_000
"""Changes back to which it is known whose they were."""


class Changes:
    """
    Counts changes, and knows of the latest whose they were.

    `tell` hears of each that this process has made.
    """

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._latest: deque[EntryId] = deque(maxlen=remembered)
        self.count = 0
        self.tell: Callable[[EntryId], None] = lambda _: None

    def note(self, entry_id: EntryId) -> None:
        """Note that this process has read something of an entry anew."""
        self.hear(entry_id)
        self.tell(entry_id)

    def hear(self, entry_id: EntryId) -> None:
        """Note that somebody has."""
        self._latest.append(entry_id)
        self.count += 1

    def forget(self) -> None:
        """Note that anybody's data may have changed."""
        self._latest.clear()
        self.count += 1

    def since(self, count: int) -> frozenset[EntryId] | None:
        """Return whose data has changed since then; None: it is too long ago."""
        new = self.count - count
        if new > len(self._latest):
            return None
        return frozenset(islice(reversed(self._latest), new))
