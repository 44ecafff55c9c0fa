"""What several stats ask of an armband: who wore it, and who should have."""

from fplbanter.banter.lines import player_line
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Line
from fplbanter.game.model import PlayerId


def chosen(review: Review, outing: Outing) -> PlayerId | None:
    """
    Return the captain as submitted, once all his matches are over.

    Before that nobody can be blamed for him: he may yet score.
    """
    captain = outing.lineup.captain
    return captain if captain is not None and review.done(captain) else None


def armband_raw(review: Review, outing: Outing) -> int:
    """Return what the armband's wearer scored himself; 0 where nobody wears it."""
    return 0 if outing.armband is None else review.raw(outing.armband)


def best_starter(review: Review, outing: Outing) -> PlayerId:
    """Return who of the eleven as submitted scored most, the first of equals."""
    return max(outing.lineup.eleven, key=review.raw)


def regret(review: Review, outing: Outing) -> int:
    """Return what the best starter would have brought more with the armband."""
    best = review.raw(best_starter(review, outing))
    return outing.extra_times * (best - armband_raw(review, outing))


def armband_line(review: Review, outing: Outing, times: int) -> tuple[Line, ...]:
    """Write the row of who wore it in the end; none where nobody did."""
    wearer = outing.armband
    if wearer is None:
        return ()
    return (player_line(review, "armband", wearer, times),)


def regret_lines(review: Review, outing: Outing) -> tuple[Line, ...]:
    """Write what the best starter would have brought, less what the armband did."""
    captain, times = outing.lineup.captain, outing.extra_times
    best = player_line(review, "best_starter", best_starter(review, outing), times)
    lines = (best, *armband_line(review, outing, -times))
    if captain is None or captain == outing.armband:
        return lines
    return (*lines, player_line(review, "captain", captain, counts=False))
