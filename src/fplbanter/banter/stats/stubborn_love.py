"""Who stays with a player long after there was a reason to."""

from collections.abc import Mapping

from fplbanter.banter.folds import by_member
from fplbanter.banter.span import Span
from fplbanter.banter.stat import Side, Stat, Threshold, Unit
from fplbanter.banter.tenure import standing
from fplbanter.banter.verdict import Line, Receipt, Scope
from fplbanter.game.model import EntryId, PlayerId

LATELY = 10
"""So many gameweeks are looked at."""
POOR = 25
"""Fewer points in them are no reason to stay: less than 2.5 a gameweek."""


def loves(span: Span, entry_id: EntryId) -> Mapping[PlayerId, int]:
    """Return whom he still has after ten poor gameweeks, and for how long."""
    lately = [review for review, _ in span.weeks(entry_id)[-LATELY:]]
    return {
        player: stay
        for player, stay in standing(span, entry_id).items()
        if stay >= LATELY and sum(r.raw(player) for r in lately) < POOR
    }


def weigh(span: Span, entry_id: EntryId) -> int | None:
    """Return how long he has had the one he has had longest; None without one."""
    return max(loves(span, entry_id).values(), default=None)


def prove(span: Span, entry_id: EntryId) -> Receipt:
    """Show that player, and for context what he scored lately."""
    stays = loves(span, entry_id)
    player = min(stays, key=lambda p: (-stays[p], p))
    lately = span.weeks(entry_id)[-LATELY:]
    scored = (
        Line("gameweek", r.raw(player), gameweek=r.gameweek, counts=False)
        for r, _ in lately
    )
    owned = Line("owned", stays[player], player_id=player)
    return Receipt(entry_id, (owned, *scored))


STAT = Stat(
    key="stubborn_love",
    number=51,
    title="Stubborn Love",
    emoji="💘",
    side=Side.SHAME,
    scope=Scope.SEASON,
    unit=Unit.GAMEWEEKS,
    definition=(
        "The most gameweeks in a row, up to now, with a player who made fewer than "
        "25 points in the last 10 of them."
    ),
    example="A forward owned for 17 gameweeks has made 21 points in the last ten: 17.",
    span=by_member(weigh, prove, threshold=Threshold(least=LATELY), min_sample=LATELY),
)
