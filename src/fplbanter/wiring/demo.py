"""What the demo reads by itself, so that there is something to look at."""

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from fplbanter.errors import BanterError
from fplbanter.game.model import LeagueId

if TYPE_CHECKING:
    from fplbanter.services.product import Product

log = logging.getLogger(__name__)

FIRST_LEAGUE = LeagueId(900)
SMALL_LEAGUES = tuple(map(LeagueId, (907, 906, 903, 902, 950, 901, FIRST_LEAGUE)))
"""In this order, since the front page shows the latest look first."""

BIG_LEAGUES = tuple(map(LeagueId, (905, 904)))
"""Leagues that take the simulator seconds to draw."""


async def fill_first(product: "Product") -> None:
    """Look at the leagues that the front page shows, and read the first whole."""
    await _look_at(product, SMALL_LEAGUES)
    current = product.board.current()
    if current is not None:
        await product.intakes.run(FIRST_LEAGUE, current)


async def _look_at(product: "Product", leagues: tuple[LeagueId, ...]) -> None:
    """Look at leagues one after the other, as somebody in front of a page does."""
    from fplbanter.services.answers import Pending

    for league_id in leagues:
        with suppress(BanterError):
            while isinstance(await product.desk.look(league_id), Pending):
                log.debug("Waiting for league %s", league_id)


async def fill_behind(product: "Product") -> None:
    """Look at the big leagues too, then at the first once more: it stays the top."""
    await _look_at(product, (*BIG_LEAGUES, FIRST_LEAGUE))
