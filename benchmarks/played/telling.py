"""What was played, in words and tables; README.md beside it keeps the last run."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import mean, median

from benchmarks.played.day import PER_MINUTE, PER_SECOND, Saturday
from benchmarks.played.season import Played

README = Path(__file__).parents[1] / "README.md"
PACKAGES = ("httpx2", "pymongo", "redis")
MILLION = 1_000_000
GAMEWEEKS = 38
GOAL_SAVED, GOAL_AGE = 99.9, 60.0


def heading() -> str:
    """Return when and on what it was run."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}: {machine}, "
        f"Python {platform.python_version()}, {packages}."
    )


def saturdays(runs: Sequence[Saturday]) -> str:
    """Return the Saturdays, a column for each."""
    rows = [
        ("leagues", [f"{run.leagues:,}" for run in runs]),
        ("distinct entries", [f"{run.entries:,}" for run in runs]),
        ("page views, each a real call", [f"{run.views:,}" for run in runs]),
        ("**requests to FPL**", [f"**{run.total:,}**" for run in runs]),
        *(
            (f"&nbsp; {name}", [f"{run.requests.get(name, 0):,}" for run in runs])
            for name in sorted({name for run in runs for name in run.requests})
        ),
        ("the naive way's requests", [f"{run.naive:,}" for run in runs]),
        ("saved", [f"{run.saved_at(run.views):.3f} %" for run in runs]),
        (
            f"saved at {MILLION:,} views",
            [f"{run.saved_at(MILLION):.3f} %" for run in runs],
        ),
        ("all line-ups read at (picks out at 10:20)", [run.covered_at for run in runs]),
        ("tables not whole at the end", [str(run.incomplete) for run in runs]),
        (
            "oldest live points shown in play",
            [f"{run.oldest_shown:.1f} s" for run in runs],
        ),
        (
            "oldest at any second in play",
            [f"{run.oldest_ever:.1f} s" for run in runs],
        ),
        (
            f"most in a second (limit {PER_SECOND})",
            [str(run.most_in_a_second) for run in runs],
        ),
        (
            f"most in a minute (limit {PER_MINUTE})",
            [str(run.most_in_a_minute) for run in runs],
        ),
        (
            "longest wait for a page, on the day's clock",
            [f"{run.waited_longest:.1f} s" for run in runs],
        ),
        ("views without a table", [_refused(run) for run in runs]),
        ("took", [f"{run.real_seconds:.0f} s" for run in runs]),
    ]
    head = "| A Saturday |" + " |" * len(runs)
    lines = [f"| {name} | " + " | ".join(cells) + " |" for name, cells in rows]
    return "\n".join([head, "|---|" + "---:|" * len(runs), *lines])


def _refused(run: Saturday) -> str:
    kinds = ", ".join(f"{name} {count}" for name, count in sorted(run.refused.items()))
    return kinds or "0"


def verdict(runs: Sequence[Saturday]) -> str:
    """Say whether the goals are met: of the largest run, and of its sisters."""
    largest = max(runs, key=lambda run: (run.entries, run.views))
    saved = largest.saved_at(MILLION)
    age = max(run.oldest_ever for run in runs)
    over = sum(run.over_the_limit for run in runs)
    told = [
        (f"saved at {MILLION:,} views: {saved:.3f} %", "99.9 %", saved >= GOAL_SAVED),
        (f"oldest live points in play: {age:.1f} s", "60 s", age <= GOAL_AGE),
        (f"over the limit in any sliding second or minute: {over}", "0", over == 0),
    ]
    lines = [
        f"- {what}; goal {goal}: {'met' if met else '**missed**'}"
        for what, goal, met in told
    ]
    for entries in sorted({run.entries for run in runs}):
        same = [run for run in runs if run.entries == entries]
        if len(same) > 1:
            views = "; ".join(f"{run.views:,} views: {run.total:,}" for run in same)
            lines.append(f"- requests of {entries:,} entries by views: {views}")
    return "\n".join(lines)


def seasons(found: Played) -> str:
    """Return the small installation: each gameweek, each mood, a season."""
    names = sorted(found.season())
    head = "| 3 leagues, 60 entries | hours | requests |" + "".join(
        f" {name} |" for name in names
    )
    lines = [head, "|---|" + "---:|" * (len(names) + 2)]
    rows = [(f"gameweek {n}", one) for n, one in found.gameweeks.items()]
    rows += [(f"while {name}", one) for name, one in sorted(found.moods.items())]
    for name, one in rows:
        counts = "".join(f" {one.requests[each]:,} |" for each in names)
        lines.append(f"| {name} | {one.hours:.0f} | {one.requests.total():,} |{counts}")
    season = found.season()
    counts = "".join(f" {season[each]:,} |" for each in names)
    hours = sum(found.season_hours.values())
    how = "played" if len(found.gameweeks) == GAMEWEEKS else "worked out from these"
    lines.append(f"| the season, {how} | {hours:.0f} | {season.total():,} |{counts}")
    lines.append(
        f"| a gameweek of it | {hours / GAMEWEEKS:.0f} | {season.total() / GAMEWEEKS:,.0f} |"
        + "".join(f" {season[each] / GAMEWEEKS:,.0f} |" for each in names)
    )
    lines += ["", f"It took {found.real_seconds:.0f} s."]
    return "\n".join(lines)


def whole_season(runs: Sequence[Mapping[int, int]]) -> str:
    """Return a season that was played in some runs: each gameweek, and all of them."""
    lines = [
        "| 3 leagues, 60 entries | requests of each gameweek | sum |",
        "|---|---|---:|",
    ]
    for run in runs:
        each = ", ".join(f"{count:,}" for count in run.values())
        span = f"{min(run)} to {max(run)}"
        lines.append(f"| gameweeks {span} | {each} | {sum(run.values()):,} |")
    counts = [count for run in runs for count in run.values()]
    gameweeks = {gameweek for run in runs for gameweek in run}
    missing = sorted(set(range(1, GAMEWEEKS + 1)) - gameweeks)
    each = f"least {min(counts):,}, most {max(counts):,}, mean {mean(counts):,.0f}"
    name = f"**{len(gameweeks)} gameweeks**"
    lines.append(
        f"| {name} | **median {median(counts):,.0f}**, {each} | {sum(counts):,} |"
    )
    lines += ["", f"Not played: {', '.join(map(str, missing)) or 'none'}."]
    return "\n".join(lines)


def keep(name: str, text: str) -> None:
    """Print a text, and put it between its marks in README.md."""
    print(text)
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = README.read_text("utf-8").partition(begin)
    after = rest.partition(end)[2]
    README.write_text(f"{before}{begin}\n{text}\n{end}{after}", "utf-8")
