"""Rows that several receipts have."""

from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Line, Receipt
from fplbanter.game.model import PlayerId


def player_line(
    review: Review,
    label: str,
    player_id: PlayerId,
    times: int = 1,
    *,
    counts: bool = True,
) -> Line:
    """Write one player's row of a receipt."""
    return Line(
        label,
        points=review.raw(player_id),
        times=times,
        player_id=player_id,
        minutes=review.minutes(player_id),
        counts=counts,
    )


def net_receipt(_: Review, outing: Outing) -> Receipt:
    """Prove net points: the gross ones, less the hit."""
    lines = [Line("gross_points", outing.gross_points)]
    if outing.hit:
        lines.append(Line("hit", outing.hit, times=-1))
    return Receipt(outing.entry_id, tuple(lines))


def movement_receipt(_: Review, outing: Outing) -> Receipt:
    """Prove places won: the place before, less the place after."""
    before = Line("last_rank", outing.last_rank)
    return Receipt(outing.entry_id, (before, Line("rank", outing.rank, times=-1)))
