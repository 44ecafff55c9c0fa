"""
Whole leagues' points at once: the rules of `scoring.py`, over columns.

The readable rules are the truth. This module says the same of any number of
line-ups, and is held to it by `tests/laws/test_many.py`. It alone in this room
imports NumPy: whoever uses it imports it late.

A line-up is a row of `Squads`, its picks a column for each place: 0 to 10 the
eleven in order, 11 to 14 the bench in order, 15 the assistant manager, 16
nobody. What is known of a player becomes one number in which points, counts
and marks lie side by side; adding up eleven of them tells a line-up's points,
who is left to play, and which of its places need a substitution. Only rows
that need one are looked at again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from fplbanter.game.appearances import Appearances, absent
from fplbanter.game.autosubs import MAX_PLAY, MIN_PLAY
from fplbanter.game.model import (
    Chip,
    EntryId,
    Gameweek,
    Lineup,
    PlayerId,
    Position,
)
from fplbanter.game.scoring import (
    Certainty,
    ProjectedSub,
    Score,
    captain_multiplier,
)

Whole = npt.NDArray[np.integer]
Flags = npt.NDArray[np.bool_]
Columns = TypeVar("Columns", "Squads", "Scores")

ELEVEN, BENCH, PICKED, MANAGER, NOBODY = range(11), range(11, 15), 16, 15, 16
CHIPS: tuple[Chip | None, ...] = (None, *Chip)
"""What `Squads.chip` means."""

CERTAINTIES: tuple[Certainty | None, ...] = (None, *Certainty)
"""What `Scores.sub_certainty` means."""

MOST_POINTS = 100_000
"""More than this, of one player in one gameweek, does not fit and is no score."""

AT_ONCE = 50_000
"""Rows scored in one go: what is worked out on the way takes about 20 MB."""

# A player's number: marks in the low half; above them how many are left to
# play, how many play now, and the points.
_MARKS, _PLAYING, _POINTS = 32, 5, 10
_COUNT = (1 << _PLAYING) - 1
# A mark by place: a starter is out, a bench player may come on. Shifted by
# _UNSEEN: a starter may still play, a bench player has not played yet.
_UNSEEN = 16
_OUT, _FREE = (sum(1 << place for place in places) for places in (ELEVEN, BENCH))
_STARTED = _OUT | 1 << MANAGER
# A formation's number holds four bits for each position.
_FORMATION = 4
_FEWEST, _MOST = (
    np.repeat([0, *(limits[p] for p in Position)], _FORMATION).astype(np.int32)
    for limits in (MIN_PLAY, MAX_PLAY)
)
# Where an unknown pick plays, as `score` guesses it: the keepers' places tell.
_GUESSED = np.full((PICKED, 1), Position.MID)
_GUESSED[[ELEVEN[0], BENCH[0]]] = Position.GKP
# What the armband adds, by chip.
_EXTRA = np.array([captain_multiplier(chip) - 1 for chip in CHIPS], np.int32)
_CERTAIN, _LIKELY, _PENDING = map(CERTAINTIES.index, Certainty)


@dataclass(frozen=True, slots=True, eq=False)
class Squads:
    """
    Line-ups of one gameweek as columns; row i of each is one entry's.

    `picks` [17, n] tell by place an index into `players`, whose first is nobody.
    `captain` and `vice_captain` are places, `chip` an index into `CHIPS`.
    """

    players: Whole
    entry_ids: Whole
    gameweeks: Whole
    picks: Whole
    captain: Whole
    vice_captain: Whole
    chip: Whole
    hit: Whole

    def __len__(self) -> int:
        return len(self.entry_ids)

    @classmethod
    def of(cls, lineups: Sequence[Lineup]) -> "Squads":
        """
        Put line-ups into columns, once for a gameweek.

        Raises ValueError for a line-up that is not eleven and a bench of four.
        """
        players, picks = _picks(lineups)

        def column(values: Iterator[int], kind: type[np.integer]) -> Whole:
            return np.fromiter(values, kind, len(lineups))

        return cls(
            players=players,
            entry_ids=column((line.entry_id for line in lineups), np.int64),
            gameweeks=column((line.gameweek for line in lineups), np.int8),
            picks=picks,
            captain=column((_place(x, x.captain) for x in lineups), np.int8),
            vice_captain=column((_place(x, x.vice_captain) for x in lineups), np.int8),
            chip=column((CHIPS.index(line.chip) for line in lineups), np.int8),
            hit=column((line.hit for line in lineups), np.int32),
        )

    def at(self, rows: slice | Whole) -> "Squads":
        """Return some of the rows: a slice is a view, indices are a copy."""
        return _at(self, rows)

    def players_at(self, places: Whole) -> Whole:
        """Return who stands in a place of each row, as indices into `players`."""
        found: Whole = self.picks[places, np.arange(len(self))]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """
    What `Score` says of one line-up, as columns beside those of `squads`.

    `captain` is the place of who carries the armband, 16 for nobody. `counted`
    has a bit for each place that counts. `sub_for` and `sub_certainty` [4, n]
    tell for each bench player the place of the starter whom he replaces, -1 for
    none, and an index into `CERTAINTIES`.
    """

    squads: Squads
    gross_points: Whole
    submitted_points: Whole
    bench_points: Whole
    captain: Whole
    captain_pending: Flags
    counted: Whole
    sub_for: Whole
    sub_certainty: Whole
    players_left: Whole
    players_playing: Whole
    is_certain: Flags

    @property
    def net_points(self) -> Whole:
        """The gameweek's points after the hit."""
        found: Whole = self.gross_points - self.squads.hit
        return found

    def at(self, rows: slice | Whole) -> "Scores":
        """Return some of the rows: a slice is a view, indices are a copy."""
        return _at(self, rows)

    def row(self, row: int) -> Score:
        """Return one entry's score, equal to what `scoring.score` says."""
        squads, place = self.squads, int(self.captain[row])
        picks = squads.players[squads.picks[:PICKED, row]].tolist()
        chip = CHIPS[squads.chip[row]]
        counted = int(self.counted[row])
        multipliers = {p: counted >> i & 1 for i, p in enumerate(picks) if p}
        if place != NOBODY:
            multipliers[picks[place]] *= captain_multiplier(chip)
        pending = self.captain_pending[row]
        return Score(
            entry_id=EntryId(int(squads.entry_ids[row])),
            gameweek=Gameweek(int(squads.gameweeks[row])),
            chip=chip,
            gross_points=int(self.gross_points[row]),
            submitted_points=int(self.submitted_points[row]),
            hit=int(squads.hit[row]),
            bench_points=int(self.bench_points[row]),
            captain=None if place == NOBODY else picks[place],
            captain_certainty=Certainty.PENDING if pending else Certainty.CERTAIN,
            auto_subs=self._auto_subs(row, picks),
            multipliers=multipliers,
            players_left=int(self.players_left[row]),
            players_playing=int(self.players_playing[row]),
        )

    def _auto_subs(self, row: int, picks: list[PlayerId]) -> tuple[ProjectedSub, ...]:
        """List a row's substitutions in the order of the starters."""
        made = zip(self.sub_for[:, row], self.sub_certainty[:, row], BENCH, strict=True)
        return tuple(
            ProjectedSub(picks[into], picks[out], certainty)
            for out, kind, into in sorted(made)
            if (certainty := CERTAINTIES[kind]) is not None
        )


def score_many(squads: Squads, appearances: Appearances) -> Scores:
    """
    Score all line-ups on what is known of their players, as `score` does.

    Memory beyond the answer (about 33 bytes a row) is bounded. Raises
    ValueError if a player's points are beyond `MOST_POINTS`.
    """
    known, found = _known(squads.players, appearances), _blank(squads)
    for begin in range(0, len(squads), AT_ONCE):
        _score(found.at(slice(begin, begin + AT_ONCE)), known)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """
    What a gameweek's players are worth, by index into `players`.

    `numbers` and `positions` are by place too: the place gives an unknown
    player's position away. `armed` is 2 for whoever has minutes, 1 for one who
    may still get them.
    """

    numbers: Whole
    positions: Whole
    points: Whole
    armed: Whole


def _known(players: Whole, appearances: Appearances) -> _Known:
    nobody = absent(PlayerId(0), Position.MID)
    found = [nobody, *(appearances.get(p, nobody) for p in players[1:].tolist())]
    points = np.array([a.points for a in found], np.int64)
    if np.abs(points).max() > MOST_POINTS:
        raise ValueError(f"a player's points are beyond {MOST_POINTS:,}")
    minutes, played, done, in_play, unknown = np.array(
        [(a.minutes > 0, a.played, a.done, a.in_play, a is nobody) for a in found]
    ).T
    worth = (points << _POINTS) + (in_play & ~done) * (1 << _PLAYING) + ~done
    starter = (done & ~played) + ((~done & ~played) * (1 << _UNSEEN))
    benched = (played | ~done) + (~played * (1 << _UNSEEN))
    marks = np.stack(
        [(benched if p in BENCH else starter) << p for p in range(MANAGER)]
        + [np.zeros_like(starter)]
    )
    position = np.array([a.position for a in found])
    return _Known(
        numbers=(worth << _MARKS) + marks,
        positions=(np.where(unknown, _GUESSED, position) * _FORMATION).astype(np.int32),
        points=points,
        armed=np.where(minutes, 2, np.where(done, 0, 1)).astype(np.int8),
    )


def _score(found: Scores, known: _Known) -> None:
    """Score as many rows as fit into the caches."""
    squads = found.squads
    eleven, bench = _sum(squads, known, ELEVEN), _sum(squads, known, BENCH)
    marks = (eleven + bench & (1 << _MARKS) - 1).astype(np.int32)
    eleven, bench = eleven >> _MARKS, bench >> _MARKS
    if squads.picks[MANAGER].any():
        eleven += _sum(squads, known, (MANAGER,)) >> _MARKS
    boosted = squads.chip == CHIPS.index(Chip.BENCH_BOOST)
    found.counted[:] = np.where(boosted, _STARTED | _FREE, _STARTED)
    found.submitted_points[:] = eleven + bench * boosted >> _POINTS
    _substitute(found, known, marks, eleven, bench)
    eleven += bench * boosted
    found.gross_points[:] = eleven >> _POINTS
    found.bench_points[:] = (bench >> _POINTS) * ~boosted
    found.players_left[:] = eleven & _COUNT
    found.players_playing[:] = eleven >> _PLAYING & _COUNT
    _give_armband(found, known, boosted)
    unsure = (found.sub_certainty > _CERTAIN).any(axis=0)
    found.is_certain[:] = (found.players_left == 0) & ~found.captain_pending & ~unsure


def _sum(squads: Squads, known: _Known, places: Sequence[int]) -> Whole:
    """Add up the players' numbers in some places of each row."""
    total = np.zeros(len(squads), np.int64)
    for place in places:
        total += known.numbers[place].take(squads.picks[place])
    return total


def _substitute(
    found: Scores, known: _Known, marks: Whole, eleven: Whole, bench: Whole
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
    unboosted = found.counted[rows] & _FREE == 0
    found.counted[rows] ^= (changing.moved * unboosted).astype(found.counted.dtype)
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
    def of(
        cls, squads: Squads, known: _Known, rows: Whole, marks: Whole
    ) -> "_Changing":
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

    def replace(self, place: int, known: _Known) -> None:
        """Replace the starters of one place, wherever they are out."""
        rows = np.flatnonzero(self.marks & 1 << place)
        chosen = self._first_fit(place, rows)
        fit = chosen != NOBODY
        rows, chosen = rows[fit], chosen[fit]
        out, into = self.positions[place, rows], self.positions[chosen, rows]
        settled = self.marks[rows] & (1 << place) - 1 << _UNSEEN == 0
        seen = self.marks[rows] >> _UNSEEN + chosen & 1 == 0
        counts = seen & _fits(self.counting[rows], out, into)
        change = (1 << into) - (1 << out)
        self.planned[rows] += change
        self.counting[rows] += change * counts
        # Who comes on is free no more; who is pending unsettles those after him.
        self.marks[rows] ^= 1 << chosen
        self.marks[rows] |= ~counts << _UNSEEN + place
        numbers = known.numbers
        numbers_in = numbers[chosen, self.picks[chosen, rows]] >> _MARKS
        numbers_out = numbers[place, self.picks[place, rows]] >> _MARKS
        self.gain[rows] += (numbers_in - numbers_out) * counts
        self.moved[rows] |= (1 << place | 1 << chosen) * counts
        certainty = np.where(settled, _CERTAIN, _LIKELY)
        self.sub_for[chosen - BENCH[0], rows] = place
        self.sub_certainty[chosen - BENCH[0], rows] = np.where(
            counts, certainty, _PENDING
        )

    def _first_fit(self, place: int, rows: Whole) -> Whole:
        """Return the place of the first on the bench who fits, 16 for nobody."""
        planned, out = self.planned[rows], self.positions[place, rows]
        marks, chosen = self.marks[rows], np.full(len(rows), NOBODY, np.int32)
        for into in reversed(BENCH):
            free = marks & 1 << into != 0
            fits = free & _fits(planned, out, self.positions[into, rows])
            np.copyto(chosen, into, where=fits)
        return chosen


def _fits(formation: Whole, out: Whole, into: Whole) -> Flags:
    """Say whether exchanges leave legal formations, as `can_replace` does."""
    spare = (formation >> out & 15) > _FEWEST.take(out)
    room = (formation >> into & 15) < _MOST.take(into)
    found: Flags = (out == into) | spare & room
    return found


def _give_armband(found: Scores, known: _Known, boosted: Flags) -> None:
    """Let captains count double, or their vices; FPL's own table knows no vice."""
    squads = found.squads
    captain = squads.players_at(squads.captain)
    armed, points = known.armed.take(captain), known.points.take(captain)
    extra = _EXTRA.take(squads.chip)
    starts = np.where(boosted, _STARTED | _FREE, _STARTED) >> squads.captain & 1
    found.submitted_points[:] += points * extra * starts
    found.captain[:] = squads.captain
    rows = np.flatnonzero(armed == 0)
    vices = squads.at(rows)
    vice = vices.players_at(vices.vice_captain)
    armed[rows], points[rows] = known.armed.take(vice), known.points.take(vice)
    found.captain[rows] = np.where(armed[rows] > 0, vices.vice_captain, NOBODY)
    found.captain_pending[:] = armed == 1
    counts = found.counted.astype(np.int32) >> found.captain & 1
    found.gross_points[:] += points * extra * counts


def _picks(lineups: Sequence[Lineup]) -> tuple[Whole, Whole]:
    """Return everybody picked, nobody first, and the picks by place."""
    every = np.fromiter(
        chain.from_iterable(map(_placed, lineups)), np.int32, len(lineups) * PICKED
    ).reshape(-1, PICKED)
    players = np.unique(np.append(every, 0))
    picks = np.zeros((NOBODY + 1, len(lineups)), np.min_scalar_type(len(players)))
    for place in range(PICKED):
        picks[place] = np.searchsorted(players, every[:, place])
    return players, picks


def _placed(lineup: Lineup) -> tuple[int, ...]:
    """List a line-up's picks by place, 0 where there is no assistant manager."""
    if len(lineup.eleven) != len(ELEVEN) or len(lineup.bench) != len(BENCH):
        raise ValueError(f"entry {lineup.entry_id} has not picked eleven and four")
    return (*lineup.squad, lineup.assistant_manager or 0)


def _place(lineup: Lineup, player_id: PlayerId | None) -> int:
    """Return the place of a captain; nobody's if he is not among the picks."""
    picks = lineup.picks
    return picks.index(player_id) if player_id in picks else NOBODY


def _blank(squads: Squads) -> Scores:
    """Return scores that are not worked out yet."""
    rows = len(squads)
    return Scores(
        squads=squads,
        gross_points=np.empty(rows, np.int32),
        submitted_points=np.empty(rows, np.int32),
        bench_points=np.empty(rows, np.int32),
        captain=np.empty(rows, np.int8),
        captain_pending=np.empty(rows, np.bool_),
        counted=np.empty(rows, np.uint16),
        sub_for=np.empty((len(BENCH), rows), np.int8),
        sub_certainty=np.empty((len(BENCH), rows), np.int8),
        players_left=np.empty(rows, np.int8),
        players_playing=np.empty(rows, np.int8),
        is_certain=np.empty(rows, np.bool_),
    )


def _at(columns: Columns, rows: slice | Whole) -> Columns:
    """Take some rows of every column; `players` has none."""
    values = {each.name: getattr(columns, each.name) for each in fields(columns)}
    for name, value in values.items():
        if isinstance(value, Squads):
            values[name] = value.at(rows)
        elif name != "players":
            values[name] = value[..., rows]
    return type(columns)(**values)
