"""
`refresh_league`: a league anew, as somebody has asked: read, filled in, judged.

Its members, their line-ups of now, what lacks of the season, and then its banter.
"""

from fplbanter.jobs.backfill_season import read_season
from fplbanter.jobs.sync_members import sync_members
from fplbanter.services.attempts import Run
from fplbanter.services.endings import Result
from fplbanter.services.product import Product


async def refresh_league(product: Product, run: Run) -> Result:
    """Refresh a league that is known; raises NotFound, UpstreamError."""
    members = await sync_members(product, run)
    gameweek = product.board.current()
    if gameweek is None:
        return members
    await product.intakes.run(run.league_id, gameweek)
    filled = await read_season(product, run)
    judged = await product.banter_judge.judge_league(run.league_id, gameweek)
    return {"gameweek": gameweek, **filled, "changed": judged.changed}
