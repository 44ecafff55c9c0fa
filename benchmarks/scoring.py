"""
Whole leagues scored at once, on one core, and how that grows with entries.

    python benchmarks/scoring.py

It draws squads as managers pick them (`drawn.py`), scores them in a gameweek that
is over and in one in play, holds the first thousand against the readable rules,
prints what it measured and writes it into README.md beside it.
"""

import os
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

if (root := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, root)

from benchmarks.drawn import Known, draw, gameweek, lineups
from benchmarks.played import telling

from fplbanter.game.many import ELEVEN, Scores, Squads, score_many
from fplbanter.game.scoring import score

SIZES = (1_000, 10_000, 100_000, 1_000_000)
RUNS = {1_000: 101, 10_000: 31, 100_000: 11, 1_000_000: 7}
READABLE, GOAL = 1_000, 1.0
HEAD = (
    "entries",
    "over ms",
    "in play ms",
    "on the core ms",
    "ns an entry",
    "picks read once ms",
    "times that",
)


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
            f"{max(self.over.core, self.in_play.core) * 1e3:.3g}",
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
        Taken.by(some.picks.sum, runs),
    )


def mix(squads: Squads, scores: Scores, known: Known) -> str:
    """Say what was drawn: how many rows needed more than adding up."""
    out = np.array([False, *(a.done and not a.played for a in known.values())])
    missing = out[squads.picks[: len(ELEVEN)]].any(axis=0)
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


def in_words(found: Measured, readable: Taken, columns: Taken) -> list[str]:
    """Say what the table means: the goal, the readable rules, the columns."""
    took = max(found.over.clock, found.in_play.clock)
    many, one = took / found.entries, readable.clock / READABLE
    put = columns.clock / READABLE
    met = "met" if took < GOAL else "**missed**"
    return [
        f"- {found.entries:,} entries: {took:.2f} s; goal {GOAL:g} s: {met}",
        f"- the readable rules: {one * 1e6:.1f} µs an entry, {one / many:.0f} times that",
        f"- line-ups put into columns, once a gameweek: {put * 1e6:.1f} µs an entry",
    ]


def report(squads: Squads, weeks: dict[str, Known]) -> str:
    """Measure everything; return it as Markdown."""
    heading = telling.heading().partition(", httpx2")[0]
    heading += f", numpy {np.__version__}; load {os.getloadavg()[0]:.1f} before."
    found = [measure(squads, weeks, entries) for entries in SIZES]
    some, known = lineups(squads.at(slice(READABLE))), weeks["in play"]
    readable = Taken.by(lambda: [score(line, known) for line in some], 11)
    columns = Taken.by(lambda: Squads.of(some), 31)
    return "\n".join(
        [
            heading,
            "",
            f"| {' | '.join(HEAD)} |",
            "|" + "---:|" * len(HEAD),
            *(each.line() for each in found),
            "",
            *in_words(found[-1], readable, columns),
            *(
                f"- {name}: {mix(squads, score_many(squads, known), known)}"
                for name, known in weeks.items()
            ),
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
