"""
Whose squad is whose own, from gameweek to gameweek: a free hit's is borrowed (G4).

`Review` asks this module which members' squads are known, hence no import of it
at run time.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fplbanter.game.model import Chip, EntryId, Lineup

if TYPE_CHECKING:
    from fplbanter.banter.review import Review


def kept(review: "Review") -> Mapping[EntryId, Lineup]:
    """
    Return what each member takes into the next gameweek.

    That is his line-up, or after a free hit the one he had before it. Who has
    not been read is not there.
    """
    return review.once("kept squads", lambda: _kept(review))


def kept_before(review: "Review", entry_id: EntryId) -> Lineup | None:
    """Return what a member took into this gameweek; None where it is not known."""
    before = review.previous
    if before is None or not review.follows(before):
        return None
    return kept(before).get(entry_id)


def unbroken(review: "Review") -> frozenset[EntryId]:
    """Return the members whose line-ups were all read, since they joined."""
    return review.once("unbroken squads", lambda: _unbroken(review))


def _kept(review: "Review") -> Mapping[EntryId, Lineup]:
    found: dict[EntryId, Lineup] = {}
    for outing in review.picked:
        own: Lineup | None = outing.lineup
        if outing.chip is Chip.FREE_HIT:
            own = kept_before(review, outing.entry_id)
        if own is not None:
            found[outing.entry_id] = own
    return found


def _unbroken(review: "Review") -> frozenset[EntryId]:
    before = review.previous
    known: frozenset[EntryId] = frozenset()
    if before is not None and review.follows(before):
        known = unbroken(before)
    picked = review.picked
    return frozenset(
        o.entry_id for o in picked if not o.joined_before or o.entry_id in known
    )
