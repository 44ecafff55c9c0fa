"""
`settle_gameweek`: whether a gameweek is settled, by two reads of FPL that agree.

One run is one read. The timetable asks for the next one as long as it is not.
"""

from fplbanter.game.model import Gameweek
from fplbanter.services.attempts import Run
from fplbanter.services.endings import Result
from fplbanter.services.product import Product


async def settle_gameweek(product: Product, run: Run) -> Result:
    """Read a gameweek once more; raises UpstreamError."""
    gameweek = Gameweek(run.number("gameweek"))
    return {"settled": await product.settlement.observe(gameweek)}
