"""What several stats ask of a chip: how its gameweek compares with the league's."""

from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Line, Number, Receipt, exact


def against_league(review: Review, outing: Outing) -> Number | None:
    """Return net points less the league's mean; None without a chip."""
    if outing.chip is None:
        return None
    return exact(outing.net_points - review.mean_net)


def chip_receipt(review: Review, outing: Outing) -> Receipt:
    """Show the net points and the league's mean."""
    own = Line("net_points", outing.net_points, entry_id=outing.entry_id)
    return Receipt(outing.entry_id, (own, Line("league_mean", review.mean_net, -1)))
