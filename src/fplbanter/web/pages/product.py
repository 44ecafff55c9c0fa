"""What the pages ask of the product; `fplbanter.services` has the real one."""

from typing import Protocol

from fplbanter.banter.verdict import Scope
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services.answers import (
    EntryAnswer,
    Fixtures,
    LeagueSummary,
    LineupAnswer,
    Notice,
    Page,
    Pending,
    Progress,
    SeasonGlance,
    Standings,
)
from fplbanter.services.answers.banter import (
    EntryBanter,
    HallOfFame,
    LeagueBanter,
    StatCard,
)
from fplbanter.services.answers.status import Status
from fplbanter.words.heat import Heat


class BanterDesk(Protocol):
    """What the pages ask about banter; each may raise as the product's questions."""

    async def league(
        self,
        league_id: LeagueId,
        *,
        scope: Scope,
        gameweek: Gameweek | None = None,
        month_id: int | None = None,
        heat: Heat | None = None,
        skip: int = 0,
        limit: int = 20,
    ) -> LeagueBanter | Pending:
        """Return a league's gameweek, month or season in banter."""
        ...

    async def hall(
        self, league_id: LeagueId, *, skip: int = 0, limit: int = 20
    ) -> HallOfFame | Pending:
        """Return a league's records, streaks and members by trophies."""
        ...

    async def entry(
        self,
        entry_id: EntryId,
        *,
        heat: Heat | None = None,
        skip: int = 0,
        limit: int = 20,
    ) -> EntryBanter:
        """Return an entry's cabinet, numbers and verdicts."""
        ...

    def catalogue(self, skip: int, limit: int) -> Page[StatCard]:
        """Return the stats that are judged."""
        ...


class Product(Protocol):
    """
    The questions behind the pages.

    Each may raise NotFound, Refused, BadRequest or an UpstreamError.
    """

    @property
    def banter(self) -> BanterDesk:
        """Return whom to ask about banter."""
        ...

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
