"""`judge_installation`: the banter of all entries that are scored here together."""

from fplbanter.game.model import Gameweek
from fplbanter.services.attempts import Run
from fplbanter.services.endings import Result
from fplbanter.services.product import Product


async def judge_installation(product: Product, run: Run) -> Result:
    """Work out the numbers of everybody; FPL is not asked. Raises NotFound."""
    gameweek = Gameweek(run.number("gameweek"))
    judged = await product.banter_judge.judge_installation(gameweek)
    return {"gameweek": judged.gameweek, "documents": judged.documents}
