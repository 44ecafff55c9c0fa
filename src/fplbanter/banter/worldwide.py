"""Where a gameweek stands among all of FPL's, beside any league."""

from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Line, Receipt


def weigh(_: Review, outing: Outing) -> int | None:
    """Return his place in the world for the gameweek alone; None where FPL gives none."""
    return outing.result.gameweek_rank


def prove(_: Review, outing: Outing) -> Receipt:
    """Show it."""
    place = outing.result.gameweek_rank or 0
    return Receipt(outing.entry_id, (Line("gameweek_rank", place),))
