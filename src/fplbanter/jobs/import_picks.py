"""
`import_picks`: a league's line-ups of a gameweek, once FPL shows them.

After the deadline FPL shows none for most of an hour; the job then waits, and is
tried again.
"""

from fplbanter.errors import UpstreamWaiting
from fplbanter.game.model import Gameweek
from fplbanter.services.attempts import Run
from fplbanter.services.catching_up import catch_up
from fplbanter.services.endings import Result
from fplbanter.services.job_kinds import JobKind
from fplbanter.services.product import Product


async def import_picks(product: Product, run: Run) -> Result:
    """Read a league's line-ups and have it judged; raises UpstreamError."""
    league_id, gameweek = run.league_id, Gameweek(run.number("gameweek"))
    await catch_up(product.store, product.board)
    await product.intakes.run(league_id, gameweek)
    progress = await product.progress(league_id)
    run.note(progress.read, progress.members)
    about = f"{product.board.season}:{league_id}:{gameweek}"
    await product.refreshes.enqueue(
        JobKind.JUDGE_LEAGUE, about, league_id=league_id, gameweek=gameweek
    )
    if progress.state == "failed":
        raise UpstreamWaiting(f"FPL did not show all line-ups: {progress.reason}.")
    return {"read": progress.read, "members": progress.members}
