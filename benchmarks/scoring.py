"""
Whole leagues scored at once, on one core, and how that grows with entries.

    python benchmarks/scoring.py

It draws squads as managers pick them, scores them in a gameweek that is over and
in one in play, holds the first thousand against the readable rules, prints what
it measured and writes it into README.md beside it.
"""

import os
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import numpy.typing as npt

if (root := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, root)

from benchmarks.played import telling

from fplbanter.game.many import (
    BENCH,
    CHIPS,
    ELEVEN,
    MANAGER,
    NOBODY,
    Scores,
    Squads,
    score_many,
)
from fplbanter.game.model import (
    Appearance,
    Chip,
    EntryId,
    Gameweek,
    Lineup,
    PlayerId,
    Position,
)
from fplbanter.game.scoring import score

Whole = npt.NDArray[np.integer]
Known = dict[PlayerId, Appearance]

SIZES = (1_000, 10_000, 100_000, 1_000_000)
RUNS = {1_000: 101, 10_000: 31, 100_000: 11, 1_000_000: 7}
READABLE, GOAL = 1_000, 1.0
POOL = {Position.GKP: 70, Position.DEF: 240, Position.MID: 310, Position.FWD: 90}
SQUAD = {Position.GKP: 2, Position.DEF: 5, Position.MID: 5, Position.FWD: 3}
FORMATIONS = {(3, 4, 3): 35, (3, 5, 2): 25, (4, 4, 2): 15, (4, 3, 3): 13, (5, 3, 2): 12}
CHIP_SHARES = {
    None: 82,
    Chip.WILDCARD: 5,
    Chip.FREE_HIT: 2,
    Chip.BENCH_BOOST: 6,
    Chip.TRIPLE_CAPTAIN: 5,
}
HITS = {0: 85, 4: 12, 8: 3}


@dataclass(frozen=True)
class Pool:
    """A position's players, the most picked first."""

    first: int
    size: int

    @property
    def odds(self) -> npt.NDArray[np.float64]:
        """How the share of squads falls from one player to the next."""
        odds = 1 / (np.arange(self.size) + 4.0)
        return odds / odds.sum()


def pools() -> dict[Position, Pool]:
    """Number the players by position, from 1 on."""
    found, first = {}, 1
    for position, size in POOL.items():
        found[position] = Pool(first, size)
        first += size
    return found


def gameweek(rng: np.random.Generator, *, over: bool) -> Known:
    """
    Tell every player's gameweek: all over, or on a Saturday at half past four.

    In play two matches of five are over, two are played, one is to come.
    Whom many have plays; those whom hardly anybody has mostly do not.
    """
    known = {}
    for position, pool in pools().items():
        for rank in range(pool.size):
            player_id = PlayerId(pool.first + rank)
            state = "over" if over else str(rng.choice(STATES))
            missing = rng.random() < 0.01 + 0.4 * rank / pool.size
            known[player_id] = _appearance(rng, player_id, position, state, missing)
    return known


STATES = ("over", "over", "playing", "playing", "to come")


def _appearance(
    rng: np.random.Generator,
    player_id: PlayerId,
    position: Position,
    state: str,
    missing: bool,  # noqa: FBT001
) -> Appearance:
    absent = missing or state == "to come"
    return Appearance(
        player_id,
        position,
        points=0 if absent else int(rng.integers(0, 13)),
        minutes=0 if absent else int(rng.integers(1, 91)),
        played=not absent,
        done=state == "over",
        started=state != "to come",
        in_play=state == "playing",
    )


def draw(rng: np.random.Generator, rows: int) -> Squads:
    """Draw squads of 2-5-5-3, the better known of each position in the eleven."""
    held = {p: _held(rng, pool, SQUAD[p], rows) for p, pool in pools().items()}
    picks = np.zeros((NOBODY + 1, rows), np.uint16)
    shapes = rng.choice(len(FORMATIONS), rows, p=_shares(FORMATIONS))
    for number, shape in enumerate(FORMATIONS):
        here = np.flatnonzero(shapes == number)
        starting = dict(zip(SQUAD, (1, *shape), strict=True))
        eleven = [held[p][:n, here] for p, n in starting.items()]
        keeper, *others = [held[p][n:, here] for p, n in starting.items()]
        bench = rng.permuted(np.concatenate(others), axis=0)
        picks[:MANAGER, here] = np.concatenate([*eleven, keeper, bench])
    captain = rng.choice(ELEVEN, rows, p=_LED)
    vice = (captain + rng.integers(1, len(ELEVEN), rows)) % len(ELEVEN)
    return Squads(
        players=np.arange(sum(POOL.values()) + 1),
        entry_ids=np.arange(1, rows + 1),
        gameweeks=np.full(rows, 7, np.int8),
        picks=picks,
        captain=captain.astype(np.int8),
        vice_captain=vice.astype(np.int8),
        chip=_pick(rng, {CHIPS.index(c): n for c, n in CHIP_SHARES.items()}, rows),
        hit=_pick(rng, HITS, rows).astype(np.int32),
    )


_LED = np.array([0, 1, 1, 1, 2, 10, 10, 10, 10, 25, 30]) / 100


def _held(rng: np.random.Generator, pool: Pool, size: int, rows: int) -> Whole:
    """Draw different players of one position, the better known first."""
    held = np.sort(rng.choice(pool.size, (size, rows), p=pool.odds), axis=0)
    while (again := np.flatnonzero((np.diff(held, axis=0) == 0).any(axis=0))).size:
        anew = rng.choice(pool.size, (size, again.size), p=pool.odds)
        held[:, again] = np.sort(anew, axis=0)
    return held + pool.first


def _shares(weights: dict[tuple[int, int, int], int]) -> npt.NDArray[np.float64]:
    return np.array(list(weights.values())) / sum(weights.values())


def _pick(rng: np.random.Generator, weights: dict[int, int], rows: int) -> Whole:
    odds = np.array(list(weights.values())) / sum(weights.values())
    return rng.choice(np.array(list(weights), np.int8), rows, p=odds)


def lineups(squads: Squads) -> list[Lineup]:
    """Write squads as line-ups again, for the readable rules."""
    found = []
    for row in range(len(squads)):
        picks = tuple(map(PlayerId, squads.players[squads.picks[:MANAGER, row]].tolist()))
        found.append(
            Lineup(
                EntryId(int(squads.entry_ids[row])),
                Gameweek(int(squads.gameweeks[row])),
                picks[: BENCH[0]],
                picks[BENCH[0] :],
                picks[squads.captain[row]],
                picks[squads.vice_captain[row]],
                CHIPS[squads.chip[row]],
                int(squads.hit[row]),
            )
        )
    return found


@dataclass(frozen=True)
class Taken:
    """Medians of several runs, in seconds on the clock and on the core."""

    clock: float
    core: float

    @classmethod
    def by(cls, work: Callable[[], object], runs: int) -> "Taken":
        """Time some work, once more before it counts."""
        work()
        clock, core = [], []
        for _ in range(runs):
            begun, used = perf_counter(), process_time()
            work()
            clock.append(perf_counter() - begun)
            core.append(process_time() - used)
        return cls(statistics.median(clock), statistics.median(core))


@dataclass(frozen=True)
class Measured:
    """What one number of entries took."""

    entries: int
    over: Taken
    in_play: Taken
    reading: Taken

    def line(self) -> str:
        """Return it as a row of the table."""
        slower = max(self.over.clock, self.in_play.clock)
        cells = [
            f"{self.entries:,}",
            *(f"{t.clock * 1e3:.3g}" for t in (self.over, self.in_play)),
            f"{self.in_play.core * 1e3:.3g}",
            f"{slower / self.entries * 1e9:.0f}",
            f"{self.reading.clock * 1e3:.3g}",
            f"{slower / self.reading.clock:.0f}",
        ]
        return f"| {' | '.join(cells)} |"


def measure(squads: Squads, weeks: dict[str, Known], entries: int) -> Measured:
    """Time one number of entries."""
    some, runs = squads.at(np.arange(entries)), RUNS[entries]
    return Measured(
        entries,
        Taken.by(lambda: score_many(some, weeks["over"]), runs),
        Taken.by(lambda: score_many(some, weeks["in play"]), runs),
        Taken.by(lambda: some.picks.sum(), runs),
    )


def mix(squads: Squads, scores: Scores, known: Known) -> str:
    """Say what was drawn: how many rows needed more than adding up."""
    out = np.array([False, *(a.done and not a.played for a in known.values())])
    missing = out[squads.picks[: BENCH[0]]].any(axis=0)
    subs = (scores.sub_certainty > 0).any(axis=0)
    switched = scores.captain != squads.captain
    return (
        f"{missing.mean():.0%} of entries have a starter who does not play, "
        f"{subs.mean():.0%} a substitution, {switched.mean():.1%} lose their captain"
    )


def held_equal(squads: Squads, known: Known) -> None:
    """Make sure that what is timed is right."""
    some = squads.at(slice(READABLE))
    scores = score_many(some, known)
    for row, lineup in enumerate(lineups(some)):
        assert scores.row(row) == score(lineup, known)


def report(squads: Squads, weeks: dict[str, Known]) -> str:
    """Measure everything; return it as Markdown."""
    before = os.getloadavg()[0]
    found = [measure(squads, weeks, entries) for entries in SIZES]
    some = lineups(squads.at(slice(READABLE)))
    known = weeks["in play"]
    readable = Taken.by(lambda: [score(line, known) for line in some], 11)
    columns = Taken.by(lambda: Squads.of(some), 31)
    mixes = [
        f"- {name}: {mix(squads, score_many(squads, known), known)}"
        for name, known in weeks.items()
    ]
    largest = found[-1]
    worst = max(largest.over.clock, largest.in_play.clock)
    met = "met" if worst < GOAL else "**missed**"
    return "\n".join(
        [
            f"{telling.heading()[:-1]}, numpy {np.__version__}; load before {before:.1f}.",
            "",
            "| entries | over ms | in play ms | of it on the core ms | ns an entry "
            "| picks read once ms | times that |",
            "|---:|---:|---:|---:|---:|---:|---:|",
            *(each.line() for each in found),
            "",
            f"- {largest.entries:,} entries: {worst:.2f} s; goal {GOAL:g} s: {met}",
            f"- the readable rules: {readable.clock * 1e3:.3g} ms for {READABLE:,}, "
            f"{readable.clock / found[0].in_play.clock:.0f} times as long as these, and "
            f"{readable.clock / READABLE / (worst / largest.entries):.0f} times as long "
            "an entry as at the largest number",
            f"- line-ups put into columns, once a gameweek: {columns.clock * 1e3:.3g} ms "
            f"for {READABLE:,}",
            *mixes,
        ]
    )


def main() -> None:
    """Draw, check, measure, print, and keep it."""
    rng = np.random.default_rng(20262027)
    weeks = {
        "over": gameweek(rng, over=True),
        "in play": gameweek(rng, over=False),
    }
    squads = draw(rng, max(SIZES))
    for known in weeks.values():
        held_equal(squads, known)
    telling.keep("scoring", report(squads, weeks))


if __name__ == "__main__":
    main()
