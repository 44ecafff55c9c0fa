"""How this installation is, for people: `/status`."""

from datetime import timedelta

from fastapi import Response

from fplbanter.web.pages import rendering
from fplbanter.web.pages.product import Product, StatusDesk
from fplbanter.web.pages.strip import outage_strip

SHOWN = 12
"""Outages that the page lists; the strip shows all of them."""


class StatusPage:
    """`/status`."""

    def __init__(self, product: Product, desk: StatusDesk) -> None:
        self._product = product
        self._desk = desk

    async def page(self) -> Response:
        """Show how FPL, the budget and our own servers are."""
        status = await self._desk.status()
        outages = status.outages
        strip = None
        if outages is not None:
            strip = outage_strip(outages, status.outages_since, status.at)
        return rendering.respond(
            "status.html",
            headers={"Cache-Control": "no-store"},
            notice=self._product.notice(),
            now=status.at,
            found=status,
            uptime=timedelta(seconds=status.uptime_seconds),
            strip=strip,
            shown=(outages or ())[:SHOWN],
        )
