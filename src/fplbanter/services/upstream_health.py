"""Whether FPL answers: the last success, and what is wrong since."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from enum import StrEnum

from fplbanter.clock import Clock
from fplbanter.errors import UpstreamError, UpstreamForbidden, UpstreamNotFound

log = logging.getLogger(__name__)


class Part(StrEnum):
    """The parts of FPL that fail and recover by themselves."""

    SEASON = "season"
    FIXTURES = "fixtures"
    LIVE = "live"
    DAY_STATUS = "day status"
    ENTRIES = "entries"
    LEAGUES = "leagues"


ON_DEMAND = (Part.ENTRIES, Part.LEAGUES)
FORGOTTEN_AFTER = timedelta(minutes=5)
"""Nobody may ask for an entry again, so that its trouble would never end."""


class UpstreamHealth:
    """
    Keeps what the last requests showed; logs once when FPL goes and returns.

    FPL is back only when every part that failed has answered again: one that
    stays broken beside others that work must not fill the log.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._troubles: dict[Part, tuple[str, datetime]] = {}
        self.last_success: datetime | None = None

    @property
    def trouble(self) -> str | None:
        """The word for what is wrong, None while FPL answers."""
        return next((kind for kind, _ in self._troubles.values()), None)

    def trouble_with(self, *parts: Part) -> str | None:
        """Return the word for what is wrong with any of these parts."""
        found = (self._troubles[part] for part in parts if part in self._troubles)
        return next((kind for kind, _ in found), None)

    @asynccontextmanager
    async def watching(self, part: Part) -> AsyncIterator[None]:
        """Watch one request; its error passes through."""
        try:
            yield
        except (UpstreamNotFound, UpstreamForbidden):
            self._answered(part)
            raise
        except UpstreamError as error:
            self._failed(part, error)
            raise
        self._answered(part)

    def _answered(self, part: Part) -> None:
        now = self.last_success = self._clock.now()
        if not self._troubles:
            return
        self._troubles.pop(part, None)
        for other in ON_DEMAND:
            _, since = self._troubles.get(other, ("", now))
            if now - since > FORGOTTEN_AFTER:
                del self._troubles[other]
        if not self._troubles:
            log.info("FPL answers again")

    def _failed(self, part: Part, error: UpstreamError) -> None:
        if not self._troubles:
            log.warning("FPL does not answer for %s (%s): %s", part, error.kind, error)
        self._troubles[part] = (error.kind, self._clock.now())
