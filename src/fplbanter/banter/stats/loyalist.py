"""Who stays with a player the longest."""

from dataclasses import replace

from fplbanter.banter.folds import by_member
from fplbanter.banter.span import Span
from fplbanter.banter.stat import Side, Stat, Threshold, Unit
from fplbanter.banter.tenure import longest
from fplbanter.banter.verdict import Line, Receipt, Scope
from fplbanter.game.model import EntryId


def weigh(span: Span, entry_id: EntryId) -> int:
    """Return how many gameweeks he had the one he had longest."""
    return max(longest(span, entry_id).values(), default=0)


def prove(span: Span, entry_id: EntryId) -> Receipt:
    """Show that player, the first of several."""
    stays = longest(span, entry_id)
    player = min(stays, key=lambda p: (-stays[p], p))
    return Receipt(entry_id, (Line("owned", stays[player], player_id=player),))


def merit(span: Span, entry_id: EntryId) -> tuple[int]:
    """Put ahead who was as true to more players."""
    stays = list(longest(span, entry_id).values())
    return (stays.count(max(stays)),)


STAT = Stat(
    key="loyalist",
    number=51,
    title="Loyalist",
    emoji="🐕",
    side=Side.FAME,
    scope=Scope.SEASON,
    unit=Unit.GAMEWEEKS,
    definition=(
        "The most gameweeks in a row with the same player in the squad, 10 at "
        "least; equal: with more such players. A free hit does not interrupt it."
    ),
    example="The goalkeeper of gameweek 1 is still there in gameweek 31: 31.",
    span=replace(
        by_member(weigh, prove, threshold=Threshold(least=10), min_sample=10),
        merit=merit,
    ),
)
