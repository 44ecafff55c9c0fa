"""
`backfill_season`: all that lacks of a league's season, newest gameweek first.

Its argument `oldest` is the gameweek at which it stops; without it there is none.
"""

from fplbanter.game.model import Gameweek
from fplbanter.services.attempts import Run
from fplbanter.services.endings import Result
from fplbanter.services.job_kinds import JobKind
from fplbanter.services.product import Product


async def backfill_season(product: Product, run: Run) -> Result:
    """Read what lacks of a league and have it judged; raises as `read_season`."""
    result = await read_season(product, run)
    gameweek = product.board.current()
    if gameweek is not None:
        about = f"{product.board.season}:{run.league_id}:{gameweek}"
        await product.refreshes.enqueue(
            JobKind.JUDGE_LEAGUE, about, league_id=run.league_id, gameweek=gameweek
        )
    return result


async def read_season(product: Product, run: Run) -> Result:
    """Read what lacks of a league; raises NotFound and UpstreamError."""

    async def told(read: int, total: int) -> None:
        run.note(read, total)

    oldest = Gameweek(run.number("oldest", default=1))
    filled = await product.backfill.fill(run.league_id, told, oldest)
    return {
        "read": filled.read,
        "members": filled.total,
        "asked": filled.asked,
        "failed": filled.failed,
    }
