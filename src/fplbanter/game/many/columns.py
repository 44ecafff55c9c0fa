"""
Line-ups and their scores as columns: row i of each is one entry's.

Picks are told by place: 0 to 10 the eleven in order, 11 to 14 the bench in order,
15 the assistant manager, 16 nobody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from fplbanter.game.model import Chip, EntryId, Gameweek, Lineup, PlayerId
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

ARMBAND = np.array([captain_multiplier(chip) for chip in CHIPS], np.int8)
"""What the armband is worth, by `Squads.chip`."""


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

    def at(self, rows: slice | Whole | Sequence[int]) -> "Squads":
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

    @property
    def multipliers(self) -> Whole:
        """How often each pick counts, by place [17, n]; the last is nobody."""
        found = np.empty(self.squads.picks.shape, np.int8)
        for place in range(NOBODY + 1):
            found[place] = self.counted >> place & 1
        found[self.captain, np.arange(len(self.squads))] *= ARMBAND[self.squads.chip]
        return found

    def differ(self, other: "Scores") -> Flags:
        """Say of which rows anything is different; both are of the same squads."""
        found: Flags = np.zeros(len(self.squads), np.bool_)
        for each in fields(self):
            if each.name != "squads":
                column = getattr(self, each.name) != getattr(other, each.name)
                found |= column.any(axis=0) if column.ndim > 1 else column
        return found

    def at(self, rows: slice | Whole | Sequence[int]) -> "Scores":
        """Return some of the rows: a slice is a view, indices are a copy."""
        return _at(self, rows)

    def row(self, row: int) -> Score:
        """Return one entry's score, equal to what `scoring.score` says."""
        return next(self.at([row]).each())

    def each(self) -> Iterator[Score]:
        """Give all entries' scores in turn: dearer than columns; `at` takes a few."""
        squads, players = self.squads, self.squads.players
        for row in zip(
            squads.entry_ids.tolist(),
            squads.gameweeks.tolist(),
            squads.chip.tolist(),
            squads.hit.tolist(),
            self.gross_points.tolist(),
            self.submitted_points.tolist(),
            self.bench_points.tolist(),
            self.players_left.tolist(),
            self.players_playing.tolist(),
            self.captain.tolist(),
            self.captain_pending.tolist(),
            self.sub_for.T.tolist(),
            self.sub_certainty.T.tolist(),
            players[squads.picks].T.tolist(),
            self.multipliers.T.tolist(),
            strict=True,
        ):
            yield _score(*row)


def _score(
    entry_id: int,
    gameweek: int,
    chip: int,
    hit: int,
    gross_points: int,
    submitted_points: int,
    bench_points: int,
    players_left: int,
    players_playing: int,
    captain: int,
    captain_pending: bool,  # noqa: FBT001
    sub_for: list[int],
    sub_certainty: list[int],
    picks: list[PlayerId],
    multipliers: list[int],
) -> Score:
    """Put a row's columns together."""
    return Score(
        entry_id=EntryId(entry_id),
        gameweek=Gameweek(gameweek),
        chip=CHIPS[chip],
        gross_points=gross_points,
        submitted_points=submitted_points,
        hit=hit,
        bench_points=bench_points,
        captain=picks[captain] or None,
        captain_certainty=Certainty.PENDING if captain_pending else Certainty.CERTAIN,
        auto_subs=_auto_subs(picks, sub_for, sub_certainty),
        multipliers={p: m for p, m in zip(picks, multipliers, strict=True) if p},
        players_left=players_left,
        players_playing=players_playing,
    )


def _auto_subs(
    picks: list[PlayerId], sub_for: list[int], sub_certainty: list[int]
) -> tuple[ProjectedSub, ...]:
    """List a row's substitutions in the order of the starters."""
    if not any(sub_certainty):
        return ()
    return tuple(
        ProjectedSub(picks[into], picks[out], certainty)
        for out, kind, into in sorted(zip(sub_for, sub_certainty, BENCH, strict=True))
        if (certainty := CERTAINTIES[kind]) is not None
    )


def blank(squads: Squads) -> Scores:
    """Return scores that are not worked out yet."""
    rows = len(squads)
    return Scores(
        squads=squads,
        gross_points=np.empty(rows, np.int32),
        submitted_points=np.empty(rows, np.int32),
        bench_points=np.empty(rows, np.int32),
        captain=np.empty(rows, np.int8),
        captain_pending=np.empty(rows, np.bool_),
        counted=np.empty(rows, np.int32),
        sub_for=np.empty((len(BENCH), rows), np.int8),
        sub_certainty=np.empty((len(BENCH), rows), np.int8),
        players_left=np.empty(rows, np.int8),
        players_playing=np.empty(rows, np.int8),
        is_certain=np.empty(rows, np.bool_),
    )


def _at(columns: Columns, rows: slice | Whole | Sequence[int]) -> Columns:
    """Take some rows of every column; `players` has none."""
    values = {each.name: getattr(columns, each.name) for each in fields(columns)}
    for name, value in values.items():
        if isinstance(value, Squads):
            values[name] = value.at(rows)
        elif name != "players":
            values[name] = value[..., rows]
    return type(columns)(**values)


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
