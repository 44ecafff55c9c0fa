"""`judge_league`: a league's banter of a gameweek, from what is stored."""

from fplbanter.game.model import Gameweek
from fplbanter.services.attempts import Run
from fplbanter.services.endings import Result
from fplbanter.services.product import Product


async def judge_league(product: Product, run: Run) -> Result:
    """Judge a league; FPL is not asked. Raises NotFound."""
    gameweek = Gameweek(run.number("gameweek"))
    judged = await product.banter_judge.judge_league(run.league_id, gameweek)
    return {
        "gameweek": judged.gameweek,
        "changed": judged.changed,
        "exonerated": judged.exonerated,
    }
