"""A manager's page: his line-up, and his season gameweek by gameweek."""

from fastapi import Response

from fplbanter.clock import Clock
from fplbanter.errors import NotFound, UpstreamError
from fplbanter.game.model import EntryId
from fplbanter.services.answers import LineupAnswer
from fplbanter.web.pages import asking, rendering
from fplbanter.web.pages.banter import company
from fplbanter.web.pages.chart import points_chart
from fplbanter.web.pages.product import Product

LATELY = 5
"""Verdicts that the page repeats."""


class ManagerPages:
    """`/m/{entry_id}`."""

    def __init__(self, product: Product, clock: Clock) -> None:
        self._product = product
        self._clock = clock

    async def page(self, entry_id: str, gameweek: str = "") -> Response:
        """Show a manager; the current gameweek unless the address names one."""
        number = asking.entry_number(entry_id)
        asked = asking.gameweek_number(gameweek)
        entry = await self._product.entry(number)
        if asked is None:
            lineup = await self._current(number)
        else:
            lineup = await self._product.lineup(number, asked)
        return rendering.respond(
            "manager.html",
            entry=entry,
            lineup=lineup,
            chart=points_chart(entry.gameweeks),
            banter=await company(
                self._product.banter.entry(number, skip=0, limit=LATELY)
            ),
            notice=self._product.notice(),
            now=self._clock.now(),
        )

    async def _current(self, entry_id: EntryId) -> LineupAnswer | None:
        # Before his first deadline a manager has a page, but no line-up.
        try:
            return await self._product.lineup(entry_id, None)
        except (NotFound, UpstreamError):
            return None
