"""
Automatic substitutions of many line-ups, as `project_auto_subs` makes them.

Starters are taken in line-up order: place by place, in all rows at once where the
starter is out.
"""

from dataclasses import dataclass

import numpy as np

from fplbanter.game.autosubs import MAX_PLAY, MIN_PLAY
from fplbanter.game.many.columns import (
    BENCH,
    CERTAINTIES,
    ELEVEN,
    MANAGER,
    NOBODY,
    Flags,
    Scores,
    Squads,
    Whole,
)
from fplbanter.game.many.players import FORMATION, MARKS, UNSEEN, Known
from fplbanter.game.model import Position
from fplbanter.game.scoring import Certainty

_OUT, _FREE = (sum(1 << place for place in places) for places in (ELEVEN, BENCH))
_FEWEST, _MOST = (
    np.repeat([0, *(limits[p] for p in Position)], FORMATION).astype(np.int32)
    for limits in (MIN_PLAY, MAX_PLAY)
)
_CERTAIN, _LIKELY, _PENDING = map(CERTAINTIES.index, Certainty)


def substitute(
    found: Scores, known: Known, marks: Whole, eleven: Whole, bench: Whole
) -> None:
    """Bring the bench on where it is needed; points move with who comes on."""
    found.sub_for[:], found.sub_certainty[:] = -1, 0
    rows = np.flatnonzero((marks & _OUT != 0) & (marks & _FREE != 0))
    if not rows.size:
        return
    changing = _Changing.of(found.squads, known, rows, marks)
    for place in ELEVEN:
        changing.replace(place, known)
    eleven[rows] += changing.gain
    bench[rows] -= changing.gain
    # With a bench boost everybody counts already.
    moved = np.where(found.counted[rows] & _FREE, 0, changing.moved)
    found.counted[rows] ^= moved
    found.sub_for[:, rows] = changing.sub_for
    found.sub_certainty[:, rows] = changing.sub_certainty


@dataclass(frozen=True, slots=True, eq=False)
class _Changing:
    """
    The rows that need substitutions, while these are made.

    `planned` and `counting` are formations, with and without who is pending;
    `gain` is what the substitutions bring, `moved` the places that change over.
    """

    picks: Whole
    positions: Whole
    marks: Whole
    planned: Whole
    counting: Whole
    gain: Whole
    moved: Whole
    sub_for: Whole
    sub_certainty: Whole

    @classmethod
    def of(cls, squads: Squads, known: Known, rows: Whole, marks: Whole) -> "_Changing":
        """Collect the rows' players and formations."""
        picks = squads.picks[:MANAGER].take(rows, axis=1)
        positions = np.empty(picks.shape, np.int32)
        for place in range(MANAGER):
            known.positions[place].take(picks[place], out=positions[place])
        formation = np.left_shift(1, positions[: len(ELEVEN)]).sum(0, np.int32)
        return cls(
            picks=picks,
            positions=positions,
            marks=marks[rows],
            planned=formation,
            counting=formation.copy(),
            gain=np.zeros(len(rows), np.int64),
            moved=np.zeros(len(rows), np.int32),
            sub_for=np.full((len(BENCH), len(rows)), -1, np.int8),
            sub_certainty=np.zeros((len(BENCH), len(rows)), np.int8),
        )

    def replace(self, place: int, known: Known) -> None:
        """Replace the starters of one place, wherever they are out."""
        rows, chosen = self._first_fit(place, np.flatnonzero(self.marks & 1 << place))
        marks = self.marks[rows]
        settled = marks & (1 << place) - 1 << UNSEEN == 0
        seen = marks >> UNSEEN + chosen & 1 == 0
        counts = self._exchange(rows, place, chosen, seen)
        # Who comes on is free no more; who is pending unsettles those after him.
        self.marks[rows] = marks ^ 1 << chosen | ~counts << UNSEEN + place
        benched = chosen - BENCH[0]
        self.sub_for[benched, rows] = place
        self.sub_certainty[benched, rows] = np.where(
            counts, np.where(settled, _CERTAIN, _LIKELY), _PENDING
        )
        self.moved[rows] |= (1 << place | 1 << chosen) * counts
        into = known.numbers[chosen, self.picks[chosen, rows]]
        out = known.numbers[place, self.picks[place, rows]]
        self.gain[rows] += ((into >> MARKS) - (out >> MARKS)) * counts

    def _first_fit(self, place: int, rows: Whole) -> tuple[Whole, Whole]:
        """Return the rows where somebody fits, and the place of the first who does."""
        planned, out = self.planned[rows], self.positions[place, rows]
        marks, chosen = self.marks[rows], np.full(len(rows), NOBODY, np.int32)
        for into in reversed(BENCH):
            free = marks & 1 << into != 0
            fits = free & _fits(planned, out, self.positions[into, rows])
            np.copyto(chosen, into, where=fits)
        found = chosen != NOBODY
        return rows[found], chosen[found]

    def _exchange(self, rows: Whole, place: int, chosen: Whole, seen: Flags) -> Flags:
        """Change the formations; say where the exchange counts already."""
        out, into = self.positions[place, rows], self.positions[chosen, rows]
        counts = seen & _fits(self.counting[rows], out, into)
        change = (1 << into) - (1 << out)
        self.planned[rows] += change
        self.counting[rows] += change * counts
        return counts


def _fits(formation: Whole, out: Whole, into: Whole) -> Flags:
    """Say whether exchanges leave legal formations, as `can_replace` does."""
    spare = (formation >> out & 15) > _FEWEST.take(out)
    room = (formation >> into & 15) < _MOST.take(into)
    found: Flags = (out == into) | spare & room
    return found
