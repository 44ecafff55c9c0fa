"""
What FPL is asked on a Saturday, and over a season, however many people look.

    python benchmarks/thrift.py                     # the Saturdays: an hour or two
    python benchmarks/thrift.py --views 100000      # the largest with fewer views
    python benchmarks/thrift.py --quick             # a small one, nothing kept
    python benchmarks/thrift.py season              # a small installation
    python benchmarks/thrift.py season --gameweeks 1-38     # hours
    python benchmarks/thrift.py season --played 1-22.log 23-38.log  # what runs have said

The real product, gateway, guards and client run on a real mongod and Valkey over
the simulator; only time is driven (`tests/driven.py`).
"""

import argparse
import json
import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

if (root := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, root)

from benchmarks.played import day, season, telling

FEW_VIEWS, MORE_VIEWS = 20_000, 100_000
MEMBERS = 8
"""Distinct entries for each league."""

Run = tuple[int, int]
"""Distinct entries, and page views."""


def play_one(entries: int, views: int) -> None:
    """Play one Saturday in this process; its last line of output is JSON."""
    logging.basicConfig(level="ERROR")
    found = day.play(max(1, entries // MEMBERS), entries, views)
    print(json.dumps(asdict(found)), flush=True)


def play_apart(run: Run) -> day.Saturday:
    """Play one Saturday in a process of its own, and pass on what it says."""
    entries, views = run
    command = [sys.executable, __file__, "one", str(entries), str(views)]
    last = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout
        for line in process.stdout:
            last = line
            if not line.startswith("{"):
                print(f"{entries:,} entries, {views:,} views{line}", end="", flush=True)
    if process.returncode:
        raise SystemExit(f"the run ended with {process.returncode}: {last}")
    return day.Saturday(**json.loads(last))


def saturdays(runs: list[Run], jobs: int, *, quick: bool) -> None:
    """Play Saturdays, some at a time, and tell what came of them."""
    with ThreadPoolExecutor(jobs) as pool:
        found = list(pool.map(play_apart, runs))
    text = "\n\n".join(
        [telling.heading(), telling.saturdays(found), telling.verdict(found)]
    )
    if quick:
        print(text)
    else:
        telling.keep("thrift", text)


def small(gameweeks: str) -> None:
    """Play gameweeks of a small installation."""
    first, _, last = gameweeks.partition("-")
    found = season.play(int(first), int(last or first))
    print(json.dumps(asdict(found)), flush=True)
    telling.keep("season", "\n\n".join([telling.heading(), telling.seasons(found)]))


def together(logs: list[Path]) -> None:
    """Keep what runs of a season have said, each played by itself."""
    runs = [season.told_in(log.read_text("utf-8")) for log in logs]
    telling.keep("whole season", f"{telling.heading()}\n\n{telling.whole_season(runs)}")


def main() -> None:
    """Do what was asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["saturday", "season", "one"], nargs="?")
    parser.add_argument("run", type=int, nargs="*", help="of `one`: entries, views")
    parser.add_argument("--views", type=int, default=1_000_000)
    parser.add_argument("--entries", type=int, default=8_000)
    parser.add_argument("--gameweeks", default="13-14")
    parser.add_argument("--played", type=Path, nargs="+", metavar="LOG")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    if given.what == "one":
        play_one(*given.run)
    elif given.what == "season" and given.played:
        together(given.played)
    elif given.what == "season":
        small(given.gameweeks)
    elif given.quick:
        saturdays([(240, 2_000), (240, 6_000)], given.jobs, quick=True)
    else:
        most = given.entries
        runs = [(most, given.views), (most // 2, FEW_VIEWS)]
        runs += [(most // 4, FEW_VIEWS), (most // 4, MORE_VIEWS)]
        saturdays(runs, given.jobs, quick=False)


if __name__ == "__main__":
    main()
