"""Whose data was read anew: what was made of it before is out of date."""

from collections import deque
from itertools import islice

from fplbanter.game.model import EntryId

REMEMBERED = 20_000
"""Changes back to which it is known whose they were."""


class Changes:
    """Counts changes, and knows of the latest whose they were."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._latest: deque[EntryId] = deque(maxlen=remembered)
        self.count = 0

    def note(self, entry_id: EntryId) -> None:
        """Note that something of an entry has changed."""
        self._latest.append(entry_id)
        self.count += 1

    def since(self, count: int) -> frozenset[EntryId] | None:
        """Return whose data has changed since then; None: it is too long ago."""
        new = self.count - count
        if new > len(self._latest):
            return None
        return frozenset(islice(reversed(self._latest), new))
