"""What the pages ask of the product; `fplbanter.services` has the real one."""

from typing import Protocol

from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services.answers import (
    EntryAnswer,
    Fixtures,
    LeagueSummary,
    LineupAnswer,
    Notice,
    Pending,
    Progress,
    SeasonGlance,
    Standings,
)
from fplbanter.services.answers.status import Status


class Product(Protocol):
    """
    The questions behind the pages.

    Each may raise NotFound, Refused, BadRequest or an UpstreamError.
    """

    async def standings(
        self,
        league_id: LeagueId,
        *,
        gameweek: Gameweek | None = None,
        month_id: int | None = None,
        skip: int = 0,
        limit: int = 20,
    ) -> Standings | Pending:
        """Return a page of a league's table, or how far its first reading is."""
        ...

    async def progress(self, league_id: LeagueId) -> Progress:
        """Return how far the reading of a league is."""
        ...

    async def lineup(
        self, entry_id: EntryId, gameweek: Gameweek | None
    ) -> LineupAnswer:
        """Return an entry's line-up; None asks for the current gameweek."""
        ...

    async def entry(self, entry_id: EntryId) -> EntryAnswer:
        """Return an entry with its season so far."""
        ...

    async def glance(self) -> SeasonGlance:
        """Return the season at a glance."""
        ...

    async def fixtures(self, gameweek: Gameweek | None) -> Fixtures:
        """Return a gameweek's fixtures; None asks for the current one."""
        ...

    def notice(self) -> Notice | None:
        """Say what is wrong with FPL right now, None while it answers."""
        ...

    async def known_leagues(self, limit: int) -> tuple[LeagueSummary, ...]:
        """Return the leagues read here, at most `limit` of them."""
        ...


class StatusDesk(Protocol):
    """What the status page asks."""

    async def status(self) -> Status:
        """Return how all is, within a second."""
        ...
