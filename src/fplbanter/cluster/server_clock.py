"""The server's clock as a process reads it, from the stamps of answers. Pure."""

from typing import Final

_DRIFT: Final = 5e-5
"""Seconds by which two clocks drift apart in a second, at most."""

_SET: Final = 0.05
"""Seconds that no clock is put right by in passing."""


class ServerClock:
    """
    Leads from the server's time to the process's monotonic one.

    The reading with the least error is kept while it agrees with the newest: one
    answer that was under way for long does not shift what is known well.
    """

    def __init__(self) -> None:
        self.offset: float | None = None
        self._error = 0.0
        self._read_at = 0.0

    def read(self, stamp: float, sent: float, received: float) -> bool:
        """
        Take a stamp, and when its question was sent and its answer received.

        Return whether somebody has set the server's clock meanwhile.
        """
        before = self.offset
        error = (received - sent) / 2
        known = self.error(received)
        agrees = self.offset is not None and (
            stamp - received - known <= self.offset <= stamp - sent + known
        )
        if not agrees or error <= known:
            self.offset = stamp - (sent + received) / 2
            self._error, self._read_at = error, received
        return before is not None and abs(before - (self.offset or 0.0)) > _SET

    def error(self, now: float) -> float:
        """Return by how many seconds the reading may be wrong by now."""
        return self._error + _DRIFT * (now - self._read_at)

    def local(self, stamp: float) -> float:
        """Return a moment of the server's clock on the process's own."""
        return stamp - (self.offset or 0.0)
