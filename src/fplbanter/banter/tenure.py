"""How long members have had their players; a free hit does not interrupt it (G4)."""

from collections.abc import Mapping

from fplbanter.banter.guards import keeps_squad
from fplbanter.banter.review import Review
from fplbanter.banter.span import Span
from fplbanter.game.model import EntryId, PlayerId

Stays = Mapping[PlayerId, int]
Tenures = dict[EntryId, tuple[Stays, Stays]]
"""(longest, standing) of each member."""


def longest(span: Span, entry_id: EntryId) -> Stays:
    """Return each player's longest stay in a member's squad, in gameweeks."""
    return _stays(span, entry_id)[0]


def standing(span: Span, entry_id: EntryId) -> Stays:
    """Return how long each of today's players has been there, in gameweeks."""
    return _stays(span, entry_id)[1]


def _stays(span: Span, entry_id: EntryId) -> tuple[Stays, Stays]:
    return span.once("stays", lambda: span.fold("stays", _count))[entry_id]


def _count(before: Tenures | None, review: Review) -> Tenures:
    """Count on through a free hit: the squad is still his."""
    found = dict(before or {})
    for outing in review.picked:
        best, now = found.get(outing.entry_id, ({}, {}))
        squad = outing.lineup.squad if keeps_squad(outing) else tuple(now)
        stays = {p: now.get(p, 0) + 1 for p in squad}
        longer = {p: n for p, n in stays.items() if n > best.get(p, 0)}
        found[outing.entry_id] = ({**best, **longer}, stays)
    return found
