"""A product that stands still: it answers with the examples, and what a test sets."""

from dataclasses import replace
from typing import TypeVar

from fastapi import FastAPI
from tests.web.pages import examples, lineups, statuses
from tests.web.pages.still_banter import StillBanter

from fplbanter.clock import FrozenClock
from fplbanter.errors import BanterError, NotFound, Refused, UpstreamDown
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
from fplbanter.web.pages import build_pages

PRIVATE, FPL_DOWN = LeagueId(403), LeagueId(503)

T = TypeVar("T")


def _given(answer: T | BanterError) -> T:
    if isinstance(answer, BanterError):
        raise answer
    return answer


class StillProduct:
    """Examples by league number; a test may put others in their place."""

    def __init__(self) -> None:
        shown = (
            examples.PUB,
            examples.STALE_LEAGUE,
            examples.FILLING,
            examples.HUGE,
            examples.DUEL,
            examples.NOBODY,
        )
        self.tables: dict[LeagueId, Standings] = {s.league.league_id: s for s in shown}
        self.waiting = {LeagueId(904): examples.WAITING}
        self.season: SeasonGlance | BanterError = examples.GLANCE
        self.gameweek = examples.GAMEWEEK
        self.matches: Fixtures | BanterError = examples.FIXTURES
        self.names: dict[EntryId, str] = {}
        self.haaland = 13
        self.clock = FrozenClock(examples.NOW)
        self.trouble: Notice | None = None
        self.how = statuses.WELL
        self.banter = StillBanter()
        self.asked: list[tuple[Gameweek | None, int | None, int, int]] = []

    async def standings(
        self,
        league_id: LeagueId,
        *,
        gameweek: Gameweek | None = None,
        month_id: int | None = None,
        skip: int = 0,
        limit: int = 20,
    ) -> Standings | Pending:
        self.asked.append((gameweek, month_id, skip, limit))
        self._refuse(league_id)
        if gameweek is not None and gameweek > self.gameweek:
            raise NotFound(f"Gameweek {gameweek} has not begun.")
        if league_id in self.waiting:
            return Pending(self.waiting[league_id])
        return self.tables[league_id]

    def _refuse(self, league_id: LeagueId) -> None:
        if league_id == PRIVATE:
            raise Refused("FPL shows this league to its members only.")
        if league_id == FPL_DOWN:
            raise UpstreamDown("nobody home")
        if league_id not in self.tables and league_id not in self.waiting:
            raise NotFound(f"There is no league {league_id}.")

    async def progress(self, league_id: LeagueId) -> Progress:
        self._refuse(league_id)
        if league_id in self.waiting:
            return self.waiting[league_id]
        table = self.tables[league_id]
        return Progress(
            league_id, "complete", table.coverage.read, table.coverage.members
        )

    async def lineup(
        self, entry_id: EntryId, gameweek: Gameweek | None
    ) -> LineupAnswer:
        if entry_id == 404:
            raise NotFound("There is no line-up of entry 404.")
        return lineups.lineup(
            entry_id,
            gameweek or self.gameweek,
            entry_name=self.names.get(entry_id, "Net Gains"),
            haaland=self.haaland,
        )

    async def entry(self, entry_id: EntryId) -> EntryAnswer:
        if entry_id == 405:
            raise NotFound("There is no entry 405.")
        return lineups.entry(
            entry_id,
            0 if entry_id == 404 else 21,
            name=self.names.get(entry_id, "Net Gains"),
        )

    async def glance(self) -> SeasonGlance:
        return _given(self.season)

    async def fixtures(self, gameweek: Gameweek | None) -> Fixtures:
        return replace(_given(self.matches), gameweek=gameweek or self.gameweek)

    def notice(self) -> Notice | None:
        return self.trouble

    async def status(self) -> Status:
        return self.how

    async def known_leagues(self, limit: int) -> tuple[LeagueSummary, ...]:
        return examples.LEAGUES[:limit]


def site(product: StillProduct, *, demo: bool = True, moves: bool = False) -> FastAPI:
    """Return an application of nothing but the pages."""
    app = FastAPI(openapi_url=None)
    app.state.product = product
    pages = build_pages(product, product, demo=demo, clock=product.clock, moves=moves)
    app.include_router(pages)
    if moves:
        # What has just happened, as the page asks for it when it comes.
        app.add_api_route("/leagues/{league_id}/timeline", lambda: {"items": []})
    return app
