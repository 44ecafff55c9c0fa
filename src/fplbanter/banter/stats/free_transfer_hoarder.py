"""Who saves free transfers and never spends them."""

from fplbanter.banter.folds import ONCE, by_member
from fplbanter.banter.span import Span
from fplbanter.banter.stat import Side, Stat, Unit
from fplbanter.banter.verdict import Line, Receipt, Scope
from fplbanter.game.free_transfers import FIRST_SEASON, MOST, next_free_transfers
from fplbanter.game.model import EntryId, Gameweek

FIRST = Gameweek(1)


def hoards(span: Span, entry_id: EntryId) -> tuple[Gameweek, ...] | None:
    """
    Return the longest run with five free transfers, the first of equals.

    None where they cannot be counted: they start with the entry's own first
    gameweek, which a league or month that starts later does not show.
    """
    season, first = span.last.season, span.reviews[0].gameweek
    if first != FIRST or season < FIRST_SEASON:
        return None
    best: tuple[Gameweek, ...] = ()
    run: tuple[Gameweek, ...] = ()
    free = 0
    for review, outing in span.weeks(entry_id):
        run = (*run, review.gameweek) if free == MOST else ()
        best = max(best, run, key=len)
        made, chip = outing.lineup.transfers, outing.chip
        free = next_free_transfers(season, review.gameweek, free, made, chip)
    return best


def weigh(span: Span, entry_id: EntryId) -> int | None:
    """Return how many gameweeks the run lasted."""
    weeks = hoards(span, entry_id)
    return None if weeks is None else len(weeks)


def prove(span: Span, entry_id: EntryId) -> Receipt:
    """Show the gameweeks of the run."""
    weeks = hoards(span, entry_id) or ()
    return Receipt(entry_id, tuple(Line("gameweek", 1, gameweek=g) for g in weeks))


STAT = Stat(
    key="free_transfer_hoarder",
    number=52,
    title="Free-Transfer Hoarder",
    emoji="🐿️",
    side=Side.SHAME,
    scope=Scope.SEASON,
    unit=Unit.GAMEWEEKS,
    definition=(
        "The most gameweeks in a row with five free transfers to spend. Told "
        "of leagues that start with gameweek 1, since 2024/25."
    ),
    example="Five saved from gameweek 12 to gameweek 20: 9 gameweeks.",
    span=by_member(weigh, prove, threshold=ONCE),
)
