"""How often FPL may be asked a second time: a small part of all that is asked."""

import time
from collections import deque
from collections.abc import Callable
from typing import Final

SHARE: Final = 0.1
"""Second tries to calls, over the last minute."""

FLOOR: Final = 3
"""So many a minute are allowed however few the calls: one that is alone, too."""

_MINUTE: Final = 60.0


class RetryBudget:
    """
    Counts calls and second tries of the last minute.

    While FPL is well, a second try costs nothing worth counting; when it is
    not, twice the requests are the last thing that it needs.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._calls: deque[float] = deque()
        self._retries: deque[float] = deque()

    def called(self) -> None:
        """Note a call, which is a first try."""
        self._calls.append(self._monotonic())
        self._forget(self._calls)

    def spend(self) -> bool:
        """Take leave for a second try, if there is any left."""
        self._forget(self._calls)
        self._forget(self._retries)
        if len(self._retries) >= max(FLOOR, int(len(self._calls) * SHARE)):
            return False
        self._retries.append(self._monotonic())
        return True

    def _forget(self, moments: deque[float]) -> None:
        """Drop what is older than a minute."""
        oldest = self._monotonic() - _MINUTE
        while moments and moments[0] <= oldest:
            moments.popleft()
