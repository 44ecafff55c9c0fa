"""
Names for what a league is judged by: who finds the same name need not judge again.

The name of a gameweek's evidence covers all gameweeks before it, since a total
or a streak comes from those. A name is a digest: nothing can be read from it.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.chronicle import Diary, Week
from fplbanter.banter.review import Review
from fplbanter.game.appearances import Appearances
from fplbanter.game.model import (
    Appearance,
    Gameweek,
    League,
    PlayerId,
    PlayerStats,
    Season,
    Transfer,
)
from fplbanter.services.recent import Recent
from fplbanter.store.documents import field_names

EDITION: Final = 1
"""Rises when sittings have to be held again though no fact has changed."""

WEEKS_KEPT: Final = 60
"""Gameweeks whose names are kept, more than a season has."""

_BYTES: Final = 12

Row = Callable[[Any], tuple[object, ...]]
Shared = tuple[Appearances, Mapping[PlayerId, PlayerStats] | None]


_APPEARANCE: Final[Row] = attrgetter(*field_names(Appearance))
# The lines explain the points, which are here without them.
_STATS: Final[Row] = attrgetter(*(n for n in field_names(PlayerStats) if n != "lines"))


def name_of(*facts: object) -> str:
    """Return the name of plain facts: equal ones have the same."""
    return hashlib.blake2b(repr(facts).encode(), digest_size=_BYTES).hexdigest()


def points_name(appearances: Appearances) -> str:
    """Name what players have done in a gameweek, as everybody has it."""
    return name_of([_APPEARANCE(appearances[p]) for p in sorted(appearances)])


def members_name(review: Review) -> str:
    """Name the members of whom a gameweek was read, and of whom the line-up was."""
    return name_of(sorted((e, o.has_picks) for e, o in review.outings.items()))


class Evidence:
    """Names evidence; what all leagues share of a gameweek is named once."""

    def __init__(self) -> None:
        self._kept: Recent[Gameweek, tuple[Shared, tuple[str, str]]] = Recent(
            WEEKS_KEPT
        )

    def points(self, week: Week) -> str:
        """Name the points of a week."""
        return self._shared(week)[0]

    def chain(
        self,
        season: Season,
        league: League,
        weeks: Sequence[Week],
        diaries: Iterable[Diary],
    ) -> dict[Gameweek, str]:
        """Name the evidence of each week, in order, with all before it."""
        members = sorted(diaries, key=lambda diary: diary.entry_id)
        name = name_of(EDITION, season, league, _rules(), _early(league, members))
        names: dict[Gameweek, str] = {}
        for week in weeks:
            name = name_of(name, self._week(week), [_page(m, week) for m in members])
            names[week.gameweek] = name
        return names

    def _week(self, week: Week) -> tuple[object, ...]:
        world, matches = week.backdrop, week.matches
        dream = sorted(world.dream_team or ()) if world else None
        bought = sorted((world.bought or {}).items()) if world else None
        told = (world.deadline if world else None, dream, bought)
        return week.gameweek, week.phase.value, self._shared(week), matches, told

    def _shared(self, week: Week) -> tuple[str, str]:
        """Name points and deeds; the same objects keep their names."""
        kept = self._kept.get(week.gameweek)
        if kept is None or not _are(kept[0], week):
            names = points_name(week.appearances), _deeds_name(week.stats)
            kept = (week.appearances, week.stats), names
            self._kept.put(week.gameweek, kept)
        return kept[1]


def _are(shared: Shared, week: Week) -> bool:
    return shared[0] is week.appearances and shared[1] is week.stats


def _deeds_name(stats: Mapping[PlayerId, PlayerStats] | None) -> str:
    if stats is None:
        return ""
    return name_of([_STATS(stats[p]) for p in sorted(stats)])


def _rules() -> list[tuple[str, int]]:
    return [(stat.key, stat.version) for stat in catalogue().values()]


def _early(league: League, members: Iterable[Diary]) -> list[object]:
    """Return what is known of the time before the league: transfers break ties."""
    return [
        (m.entry_id, m.started, [r for r in m.results if r.gameweek < league.start])
        for m in members
    ]


def _page(diary: Diary, week: Week) -> tuple[object, ...]:
    """Return what a diary says of one gameweek."""
    gameweek = week.gameweek
    return (
        diary.entry_id,
        [r for r in diary.results if r.gameweek == gameweek],
        diary.lineups.get(gameweek),
        _moves(diary, gameweek),
    )


def _moves(diary: Diary, gameweek: Gameweek) -> list[Transfer] | None:
    """Return the transfers for a gameweek, None where they were not read."""
    through = diary.transfers_through
    if diary.transfers is None or (through is not None and through < gameweek):
        return None
    return [move for move in diary.transfers if move.gameweek == gameweek]
