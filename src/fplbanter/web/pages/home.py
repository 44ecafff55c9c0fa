"""The front door: a box for a league, and the season at a glance."""

from fastapi import Response
from fastapi.responses import RedirectResponse

from fplbanter.clock import Clock
from fplbanter.errors import BadRequest, UpstreamError
from fplbanter.services.answers import SeasonGlance
from fplbanter.web.pages.asking import pasted
from fplbanter.web.pages.product import Product
from fplbanter.web.pages.rendering import respond

LEAGUES_SHOWN = 12


class HomePages:
    """`/` and the redirect its form leads through."""

    def __init__(self, product: Product, *, demo: bool, clock: Clock) -> None:
        self._product = product
        self._demo = demo
        self._clock = clock

    async def front(self) -> Response:
        """Show the front door."""
        return await self._show()

    async def go(self, league: str = "") -> Response:
        """Lead from what was typed to its page; nonsense leads back, saying so."""
        try:
            return RedirectResponse(pasted(league), 303)
        except BadRequest as problem:
            return await self._show(typed=league, problem=str(problem))

    async def _show(self, *, typed: str = "", problem: str | None = None) -> Response:
        leagues = await self._product.known_leagues(LEAGUES_SHOWN) if self._demo else ()
        return respond(
            "home.html",
            status=422 if problem else 200,
            notice=self._product.notice(),
            now=self._clock.now(),
            glance=await self._glance(),
            leagues=leagues,
            demo=self._demo,
            typed=typed[:200],
            problem=problem,
        )

    async def _glance(self) -> SeasonGlance | None:
        # The box for a league works even before FPL has ever been read.
        try:
            return await self._product.glance()
        except UpstreamError:
            return None
