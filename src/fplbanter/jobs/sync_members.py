"""`sync_members`: who is in a league now, from all pages of FPL's table."""

from fplbanter.services.attempts import Run
from fplbanter.services.catching_up import catch_up
from fplbanter.services.endings import Result
from fplbanter.services.product import Product


async def sync_members(product: Product, run: Run) -> Result:
    """Read the table of a league that is known; raises NotFound, UpstreamError."""
    await catch_up(product.store, product.board)
    league = await product.desk.find(run.league_id)
    await product.membership.read_all(product.board.season, league)
    found = await product.desk.find(run.league_id)
    run.note(0, found.member_count)
    return {"members": found.member_count}
