"""From how far down the season somebody came back."""

from fplbanter.banter.folds import carried
from fplbanter.banter.needs import NOTHING
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.span import Span
from fplbanter.banter.stat import Side, Stat, Threshold, Unit
from fplbanter.banter.verdict import Line, Receipt, Scope
from fplbanter.game.model import EntryId, Gameweek

ORIGIN = (Gameweek(0), 0)
Place = tuple[Gameweek, int]
Climb = tuple[Place, Place, Place]
"""(the worst place so far, the low, the later high that is farthest from it)"""


def climb(before: Climb | None, review: Review, outing: Outing) -> Climb:
    """Keep the low and the later high that are farthest apart, the first such."""
    place = review.gameweek, outing.rank
    if before is None:
        return place, place, place
    worst, low, high = before
    if low == high or worst[1] - place[1] > low[1] - high[1]:
        low, high = worst, place
    return max(worst, place, key=lambda p: p[1]), low, high


def places(found: Climb) -> int | None:
    """Return the places won since the worst one; None after one gameweek."""
    _, low, high = found
    return None if low == high else low[1] - high[1]


def prove(span: Span, entry_id: EntryId) -> Receipt:
    """Show the worst place and the place reached from there."""
    found: Climb | None = None
    for review, outing in span.weeks(entry_id):
        found = climb(found, review, outing)
    low, high = found[1:] if found else (ORIGIN, ORIGIN)
    return Receipt(
        entry_id,
        (
            Line("worst_rank", low[1], gameweek=low[0]),
            Line("rank", high[1], times=-1, gameweek=high[0]),
        ),
    )


STAT = Stat(
    key="comeback_king",
    number=8,
    title="Comeback King",
    emoji="🧗",
    side=Side.FAME,
    scope=Scope.SEASON,
    unit=Unit.PLACES,
    definition=(
        "The most places between the worst one somebody had in the season and a "
        "later one."
    ),
    example="Eighteenth after gameweek 6, second after gameweek 31: 16 places.",
    span=carried(climb, places, prove, threshold=Threshold(least=1)),
    needs=NOTHING,
    relative=True,
)
