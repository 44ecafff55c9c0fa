"""
Whom a step moves: all watched entries of the installation scored at once.

Most ticks move nobody in most leagues. Scoring ten thousand line-ups before and
after as columns (`game/many`) takes a few milliseconds, and says whose table has
to be worked out at all.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from fplbanter.game.model import EntryId, Lineup
from fplbanter.services.matchday.steps import Step
from fplbanter.services.rosters import Roster

if TYPE_CHECKING:
    from fplbanter.game.many import Squads

NONE: frozenset[EntryId] = frozenset()


class WatchedScorer:
    """Keeps the line-ups of the watched leagues in columns, for one gameweek."""

    def __init__(self) -> None:
        self._rosters: tuple[Roster, ...] = ()
        self._squads: Squads | None = None

    def moved(self, rosters: Iterable[Roster], step: Step) -> frozenset[EntryId]:
        """Return the entries of these rosters whose score a step changes."""
        if step.before is None or not step.moved:
            return NONE
        squads = self._squads_of(tuple(rosters))
        if squads is None:
            return NONE
        from fplbanter.game.many import score_many

        before = score_many(squads, step.before.snapshot.appearances)
        after = score_many(squads, step.after.snapshot.appearances)
        return frozenset(
            EntryId(int(e)) for e in squads.entry_ids[before.differ(after)]
        )

    def _squads_of(self, rosters: tuple[Roster, ...]) -> "Squads | None":
        """Put line-ups into columns, anew when one of the rosters is."""
        same = len(rosters) == len(self._rosters) and all(
            one is other for one, other in zip(rosters, self._rosters, strict=True)
        )
        if not same:
            from fplbanter.game.many import Squads

            lineups = lineups_of(rosters)
            self._squads = Squads.of(lineups) if lineups else None
            self._rosters = rosters
        return self._squads


def lineups_of(rosters: Iterable[Roster]) -> list[Lineup]:
    """Return the line-ups of all members, an entry of several leagues once."""
    found = {
        member.entry_id: member.lineup.lineup
        for roster in rosters
        for member in roster.members
        if member.lineup is not None
    }
    return list(found.values())
