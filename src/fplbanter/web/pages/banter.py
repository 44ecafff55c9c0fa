"""A league's banter: all of a gameweek with its proofs, and the hall of fame."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Annotated, Final, TypeVar
from urllib.parse import urlencode

from fastapi import Query, Response

from fplbanter.banter.verdict import Scope
from fplbanter.clock import Clock
from fplbanter.errors import BadRequest, BanterError
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.services.answers import Pending
from fplbanter.services.answers.banter import HallOfFame, LeagueBanter, StatCard
from fplbanter.web.pages import asking, rendering
from fplbanter.web.pages.product import Product
from fplbanter.web.pages.telling import described, sheet
from fplbanter.words.heat import Heat

LINES: Final = 100
"""Verdicts on a page; a league of fifty has about forty of a gameweek."""
ROWS: Final = 50
"""Members on a page of the hall of fame."""
BEST: Final = 5
"""Members whom the banter page shows of it."""
ALL_CARDS: Final = 1_000
COMPANY_SECONDS: Final = 0.5
"""How long a page waits for what is only company on it."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of the banter; every link on the page repeats it."""

    league_id: LeagueId
    scope: Scope = Scope.GAMEWEEK
    gameweek: Gameweek | None = None
    month_id: int | None = None
    heat: Heat | None = None
    skip: int = 0
    opened: str = ""

    def link(self, **changes: object) -> str:
        """Return the page's address with `changes`; None leaves a part out."""
        season = self.scope is Scope.SEASON
        parts = {
            "gameweek": self.gameweek,
            "month": self.month_id,
            "scope": self.scope.value if season else None,
            "heat": self.heat.value if self.heat else None,
            "skip": self.skip or None,
        }
        merged = {k: v for k, v in {**parts, **changes}.items() if v is not None}
        query = "?" + urlencode(merged) if merged else ""
        return f"/l/{self.league_id}/banter{query}"


class BanterPages:
    """`/l/{league_id}/banter` and `/l/{league_id}/hall`."""

    def __init__(self, product: Product, clock: Clock) -> None:
        self._product = product
        self._clock = clock

    async def page(
        self,
        league_id: str,
        gameweek: str = "",
        month: str = "",
        scope: str = "",
        heat: str = "",
        skip: str = "",
        opened: Annotated[str, Query(alias="open")] = "",
    ) -> Response:
        """Show all of a gameweek, a month or the season; receipts open by themselves."""
        asked = read(league_id, gameweek, month, scope, heat, skip, opened)
        found = await self._banter(asked)
        if isinstance(found, Pending):
            return waiting(self._product, found)
        hall, glance = await asyncio.gather(
            company(self._hall(asked.league_id)), company(self._product.glance())
        )
        return rendering.respond(
            "banter.html",
            asked=asked,
            found=found,
            sheet=sheet(found),
            description=described(found.headlines or found.page.items),
            heats=tuple(Heat),
            hall=hall,
            cards=self._cards(),
            glance=glance,
            notice=self._product.notice(),
            now=self._clock.now(),
        )

    async def hall(self, league_id: str, skip: str = "") -> Response:
        """Show the whole hall of fame."""
        number = asking.league_number(league_id)
        start = asking.optional_number(skip, "skip", least=0) or 0
        found = await self._product.banter.hall(number, skip=start, limit=ROWS)
        if isinstance(found, Pending):
            return waiting(self._product, found)
        return rendering.respond(
            "hall.html",
            hall=found,
            cards=self._cards(),
            notice=self._product.notice(),
            now=self._clock.now(),
        )

    async def _banter(self, asked: Asked) -> LeagueBanter | Pending:
        return await self._product.banter.league(
            asked.league_id,
            scope=asked.scope,
            gameweek=asked.gameweek,
            month_id=asked.month_id,
            heat=asked.heat,
            skip=asked.skip,
            limit=LINES,
        )

    async def _hall(self, league_id: LeagueId) -> HallOfFame | None:
        found = await self._product.banter.hall(league_id, skip=0, limit=BEST)
        return None if isinstance(found, Pending) else found

    def _cards(self) -> dict[str, StatCard]:
        page = self._product.banter.catalogue(0, ALL_CARDS)
        return {card.key: card for card in page.items}


async def company(work: Awaitable[T]) -> T | None:
    """Wait for what is company on a page; it must not take the page away."""
    try:
        async with asyncio.timeout(COMPANY_SECONDS):
            return await work
    except (BanterError, TimeoutError):
        return None


def waiting(product: Product, pending: Pending) -> Response:
    """Show that FPL has not answered yet for a league."""
    return rendering.respond(
        "pending.html",
        status=202,
        headers={"Retry-After": "2", "Cache-Control": "no-store"},
        notice=product.notice(),
        progress=pending.progress,
    )


def read(
    league_id: str,
    gameweek: str,
    month: str,
    scope: str,
    heat: str,
    skip: str,
    opened: str,
) -> Asked:
    """Read an address. Raises BadRequest for what makes no sense, or not together."""
    week = asking.gameweek_number(gameweek)
    month_id = asking.optional_number(month, "month", least=1)
    named = asking.one_of(scope, "scope", tuple(Scope))
    if week is not None and month_id is not None:
        raise BadRequest("Ask for a gameweek or for a month, not both.", field="month")
    implied = Scope.GAMEWEEK if month_id is None else Scope.MONTH
    meant = Scope(named) if named else implied
    if (week is not None or month_id is not None) and meant is not implied:
        raise BadRequest("That scope does not go with the rest.", field="scope")
    return Asked(
        league_id=asking.league_number(league_id),
        scope=meant,
        gameweek=week,
        month_id=month_id,
        heat=Heat(found)
        if (found := asking.one_of(heat, "heat", tuple(Heat)))
        else None,
        skip=asking.optional_number(skip, "skip", least=0) or 0,
        opened=opened[:80],
    )
