"""
What is known of each player, as one number that can be added up.

From the top: points, how many play now, how many are left to play, marks. Eleven
such numbers added up tell a line-up's points, who is still to come, and by the
marks which of its places need a substitution.
"""

from dataclasses import dataclass

import numpy as np

from fplbanter.game.appearances import Appearances, absent
from fplbanter.game.many.columns import BENCH, ELEVEN, PICKED, Flags, Whole
from fplbanter.game.model import PlayerId, Position

MOST_POINTS = 100_000
"""More than this, of one player in one gameweek, does not fit and is no score."""

MARKS = 32
"""How far the worth stands above the marks."""

PLAYING, POINTS, COUNT = 5, 10, 31
"""How far these stand above how many are left to play, and the largest count."""

UNSEEN = 16
"""
How far a place's second mark stands above its first.

First: the starter is out, the bench player may come on. Second: the starter may
still play, the bench player has not played yet.
"""

FORMATION = 4
"""Bits for each position in a formation's number."""

UNARMED, PENDING, ARMED = range(3)
"""Whether a player would carry the armband: no, if he gets minutes, yes."""

# Where an unknown pick plays, as `score` guesses it: the keepers' places tell.
_GUESSED = np.full((PICKED, 1), Position.MID)
_GUESSED[[ELEVEN[0], BENCH[0]]] = Position.GKP


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """
    What is known of a gameweek's players, by index into `Squads.players`.

    `numbers` and `positions` are by place too: marks are those of a place, and
    the place gives an unknown player's position away. `positions` are in bits
    of a formation's number.
    """

    numbers: Whole
    positions: Whole
    points: Whole
    armed: Whole


def known_of(players: Whole, appearances: Appearances) -> Known:
    """Put what is known of the players into columns; the first is nobody."""
    nobody = absent(PlayerId(0), Position.MID)
    found = [nobody, *(appearances.get(p, nobody) for p in players[1:].tolist())]
    points = np.array([a.points for a in found], np.int64)
    if np.abs(points).max() > MOST_POINTS:
        raise ValueError(f"a player's points are beyond {MOST_POINTS:,}")
    minutes, played, done, in_play, unknown = np.array(
        [(a.minutes > 0, a.played, a.done, a.in_play, a is nobody) for a in found]
    ).T
    worth = (points << POINTS) + ((in_play & ~done) * (1 << PLAYING)) + ~done
    position = np.array([a.position for a in found])
    return Known(
        numbers=(worth << MARKS) + _marks(played, done),
        positions=(np.where(unknown, _GUESSED, position) * FORMATION).astype(np.int32),
        points=points,
        armed=np.where(minutes, ARMED, np.where(done, UNARMED, PENDING)),
    )


def _marks(played: Flags, done: Flags) -> Whole:
    """Mark by place what matters for substitutions; the manager has none."""
    starter = (done & ~played) + (~done & ~played) * (1 << UNSEEN)
    benched = (played | ~done) + ~played * (1 << UNSEEN)
    marks = np.zeros((PICKED, len(played)), np.int64)
    for places, mark in ((ELEVEN, starter), (BENCH, benched)):
        for place in places:
            marks[place] = mark << place
    return marks
