"""What several stats ask of a bench: what it wasted, and whether there was one."""

from fplbanter.banter.guards import has_bench
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.game.model import PlayerId


def bench_points(_: Review, outing: Outing) -> int | None:
    """Add up what did not count; None with a bench boost (guard G4)."""
    return outing.score.bench_points if has_bench(outing) else None


def best_wasted(review: Review, outing: Outing) -> PlayerId | None:
    """Return who scored most without counting; None with a bench boost (G4)."""
    if not has_bench(outing):
        return None
    return max(outing.wasted, key=review.raw, default=None)
