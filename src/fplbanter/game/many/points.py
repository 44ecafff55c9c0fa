"""
Adding up: every row's points, its armband, and what may still change.

Players' numbers are added up place by place; only rows that need a substitution
or a vice-captain are looked at again.
"""

from collections.abc import Sequence

import numpy as np

from fplbanter.game.appearances import Appearances
from fplbanter.game.many.columns import (
    ARMBAND,
    BENCH,
    CERTAINTIES,
    CHIPS,
    ELEVEN,
    MANAGER,
    NOBODY,
    PICKED,
    Scores,
    Squads,
    Whole,
    blank,
)
from fplbanter.game.many.players import (
    COUNT,
    MARKS,
    PENDING,
    PLAYING,
    POINTS,
    UNARMED,
    Known,
    known_of,
)
from fplbanter.game.many.substitutions import substitute
from fplbanter.game.model import Chip
from fplbanter.game.scoring import Certainty

AT_ONCE = 25_000
"""Rows scored in one go: what is worked out on the way takes 2 to 6 MB."""

_BOOST = CHIPS.index(Chip.BENCH_BOOST)
_STARTING = sum(1 << place for place in (*ELEVEN, MANAGER))
_EVERYBODY = (1 << PICKED) - 1


def score_many(squads: Squads, appearances: Appearances) -> Scores:
    """
    Score all line-ups on what is known of their players, as `score` does.

    Takes 29 bytes a row for the answer, and 10 MB at most besides. Raises ValueError
    if a player's points are beyond `MOST_POINTS`.
    """
    known, found = known_of(squads.players, appearances), blank(squads)
    for begin in range(0, len(squads), AT_ONCE):
        _score(found.at(slice(begin, begin + AT_ONCE)), known)
    return found


def _score(found: Scores, known: Known) -> None:
    """Score as many rows as fit into the caches."""
    squads = found.squads
    eleven, bench = _sum(squads, known, ELEVEN), _sum(squads, known, BENCH)
    marks = (eleven + bench & (1 << MARKS) - 1).astype(np.int32)
    eleven, bench = eleven >> MARKS, bench >> MARKS
    if squads.picks[MANAGER].any():
        eleven += _sum(squads, known, (MANAGER,)) >> MARKS
    boosted = squads.chip == _BOOST
    found.counted[:] = np.where(boosted, _EVERYBODY, _STARTING)
    found.submitted_points[:] = eleven + bench * boosted >> POINTS
    _let_captains_count(found, known)
    substitute(found, known, marks, eleven, bench)
    _tell(found, eleven + bench * boosted, bench * ~boosted)
    _let_armbands_count(found, known)


def _sum(squads: Squads, known: Known, places: Sequence[int]) -> Whole:
    """Add up the players' numbers in some places of each row."""
    total = np.zeros(len(squads), np.int64)
    for place in places:
        total += known.numbers[place].take(squads.picks[place])
    return total


def _tell(found: Scores, counting: Whole, unused: Whole) -> None:
    """Take apart what was added up."""
    found.gross_points[:] = counting >> POINTS
    found.bench_points[:] = unused >> POINTS
    found.players_playing[:] = counting >> PLAYING & COUNT
    found.players_left[:] = counting & COUNT


def _let_captains_count(found: Scores, known: Known) -> None:
    """Add what the captains bring as submitted, whether they play or not."""
    squads = found.squads
    captain = squads.players_at(squads.captain)
    found.captain[:] = squads.captain
    found.submitted_points[:] += _extra(found, known.points.take(captain))
    armed = known.armed.take(captain)
    found.captain_pending[:] = armed == PENDING
    _hand_over(found, known, np.flatnonzero(armed == UNARMED))


def _hand_over(found: Scores, known: Known, rows: Whole) -> None:
    """Give the vice-captains the armband, where they have or may get minutes."""
    squads = found.squads.at(rows)
    armed = known.armed.take(squads.players_at(squads.vice_captain))
    found.captain[rows] = np.where(armed == UNARMED, NOBODY, squads.vice_captain)
    found.captain_pending[rows] = armed == PENDING


def _let_armbands_count(found: Scores, known: Known) -> None:
    """Add what those bring who carry the armband, and say what is certain."""
    points = known.points.take(found.squads.players_at(found.captain))
    found.gross_points[:] += _extra(found, points)
    sure = (found.sub_certainty <= CERTAINTIES.index(Certainty.CERTAIN)).all(axis=0)
    found.is_certain[:] = (found.players_left == 0) & ~found.captain_pending & sure


def _extra(found: Scores, points: Whole) -> Whole:
    """Return the armbands' points, where whoever carries them counts at all."""
    times = ARMBAND.take(found.squads.chip) - 1
    extra: Whole = points * times * (found.counted >> found.captain & 1)
    return extra
