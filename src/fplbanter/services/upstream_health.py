"""Whether FPL answers for what the services read: a view on `Outages`."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from enum import StrEnum
from typing import Final

from fplbanter.errors import UpstreamChanged
from fplbanter.fpl import endpoints
from fplbanter.fpl.condition import Trouble
from fplbanter.fpl.endpoints import Endpoint
from fplbanter.fpl.outages import Outages


class Part(StrEnum):
    """The parts of FPL that the services read by themselves."""

    SEASON = "season"
    FIXTURES = "fixtures"
    LIVE = "live"
    DAY_STATUS = "day status"
    ENTRIES = "entries"
    TRANSFERS = "transfers"
    LEAGUES = "leagues"


ENDPOINTS_OF: Final[Mapping[Part, tuple[Endpoint, ...]]] = {
    Part.SEASON: (endpoints.SEASON,),
    Part.FIXTURES: (endpoints.FIXTURES,),
    Part.LIVE: (endpoints.LIVE,),
    Part.DAY_STATUS: (endpoints.DAY_STATUS,),
    Part.ENTRIES: (endpoints.PICKS, endpoints.HISTORY, endpoints.PROFILE),
    Part.TRANSFERS: (endpoints.TRANSFERS,),
    Part.LEAGUES: (endpoints.CLASSIC, endpoints.HEAD_TO_HEAD, endpoints.MATCHES),
}


class UpstreamHealth:
    """
    Says why a part is missing, and tells what only its reader can find out.

    How each request ended is told by whoever made it; here comes what was
    answered, and could then not be understood or not be this season's.
    """

    def __init__(self, outages: Outages) -> None:
        self._outages = outages

    @property
    def trouble(self) -> str | None:
        """The word for what is wrong, None while FPL answers."""
        found = self._outages.trouble()
        return found.kind if found else None

    def trouble_with(self, *parts: Part) -> Trouble | None:
        """Return why any of these parts is missing, be it since a moment ago."""
        return self._outages.doubt(*(e for p in parts for e in ENDPOINTS_OF[p]))

    async def read_again_at(self, at: datetime, part: Part) -> None:
        """Tell when a part that failed is read again."""
        await self._outages.postponed(at, *ENDPOINTS_OF[part])

    @asynccontextmanager
    async def watching(self, part: Part) -> AsyncIterator[None]:
        """Watch a part being read and used; its error passes through."""
        first = ENDPOINTS_OF[part][0]
        try:
            yield
        except UpstreamChanged as error:
            await self._outages.refused(first, error)
            raise
        await self._outages.accepted(first)
