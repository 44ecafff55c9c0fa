"""
Write the files of a new stat: `make stat NAME=my_stat`.

They work and say nothing yet: the stat counts net points, and every place that
is still to be written says so. A test stays red until none does.
"""

import keyword
import re
import subprocess
import sys
from pathlib import Path

from tests.conventions.tree import ROOT

TO_WRITE = "TODO"
"""What stands where something is still to be written."""

MOST = 40
SHAPE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
USE = "Use: make stat NAME=my_stat"

STAT = '''\
"""TODO: what it is, in half a line."""

from fplbanter.banter.folds import total_of
from fplbanter.banter.lines import net_receipt
from fplbanter.banter.needs import NOTHING
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Scope


def weigh(_: Review, outing: Outing) -> int | None:
    """TODO: return a member's number in one gameweek, None where he has none."""
    return outing.net_points


STAT = Stat(
    key="{key}",
    number={number},
    title="{title}",
    emoji="🆕",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition="TODO: what is weighed, who gets it, and what the season's number is.",
    example="TODO: one case with its number, that adds up: 7.",
    # TODO: `prove` shows rows that add up to the number, as in benched_beast.py.
    week=WeekRule(weigh, net_receipt),
    span=total_of(weigh),
    needs=NOTHING,
)
'''

TEST = '''\
"""{title}, by hand: row {number} of the catalogue."""

from tests.banter.judged import held, numbers, season_numbers
from tests.banter.league import gameweek, member

KEY = "{key}"


def test_who_gets_it() -> None:
    """TODO: the case it is made for, and who just misses it."""
    review = gameweek(member(1, gross=80, hit=8), member(2, gross=75), member(3))
    assert held(KEY, review) == [((2,), 75)]
    assert numbers(KEY, review) == {{1: 72, 2: 75, 3: 24}}


def test_the_season_s_number() -> None:
    """TODO: how gameweeks come together."""
    first = gameweek(member(1, gross=60), member(2), member(3), number=1)
    second = gameweek(member(1, gross=40), member(2), member(3), previous=first)
    assert season_numbers(KEY, second) == {{1: 100, 2: 48, 3: 48}}
'''

PLAIN = '''\
"""TODO: row {number} again, straight from its definition, in plain loops."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best


def week(weeks: Weeks, gameweek: int) -> Numbers:
    return {{e: picks.net for e, picks in weeks[gameweek].members.items()}}


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(week(weeks, gameweek))


def season(weeks: Weeks, gameweek: int) -> Numbers:
    total: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, value in week(weeks, number).items():
            total[entry] = total.get(entry, 0) + value
    return total
'''


class Unfit(Exception):
    """A name that no stat can have; the message says why."""


def check(name: str, root: Path = ROOT) -> None:
    """Raise Unfit for a name that is none, or that is taken."""
    if not name:
        raise Unfit("A stat needs a name.")
    if not SHAPE.fullmatch(name) or keyword.iskeyword(name):
        raise Unfit(
            f"{name[:60]!r} is no name for a stat: small letters and digits, with "
            "single underscores between, such as benched_beast."
        )
    if len(name) > MOST:
        raise Unfit(f"{name[:60]!r} is longer than {MOST} letters.")
    taken = [path for path in places(name, root) if path.exists()]
    if taken:
        shown = ", ".join(path.relative_to(root).as_posix() for path in taken)
        raise Unfit(f"{name!r} is taken: {shown} is there.")


def places(name: str, root: Path) -> tuple[Path, Path, Path]:
    """Return where a stat, its test by hand and its plain twin are."""
    return (
        root / "src" / "fplbanter" / "banter" / "stats" / f"{name}.py",
        root / "tests" / "banter" / "stats" / f"test_{name}.py",
        root / "tests" / "banter" / "plain" / f"{name}.py",
    )


def write_stat(name: str, number: int, root: Path = ROOT) -> tuple[Path, ...]:
    """Write a stat's three files; raises Unfit and writes nothing for a bad name."""
    check(name, root)
    title = name.replace("_", " ").title()
    written = places(name, root)
    for path, template in zip(written, (STAT, TEST, PLAIN), strict=True):
        path.write_text(template.format(key=name, number=number, title=title), "utf-8")
    return written


def next_number(root: Path = ROOT) -> int:
    """Return a row that the catalogue does not have yet."""
    stats = (root / "src" / "fplbanter" / "banter" / "stats").glob("*.py")
    rows = (
        re.search(r"^    number=(\d+),", p.read_text("utf-8"), re.MULTILINE)
        for p in stats
    )
    return max((int(row[1]) for row in rows if row), default=0) + 1


def main(arguments: list[str]) -> int:
    """Write it, and its line in docs/banter.md; say what to do next."""
    try:
        written = write_stat(" ".join(arguments), next_number())
    except Unfit as problem:
        sys.stderr.write(f"{problem}\n{USE}\n")
        return 2
    subprocess.run(
        [sys.executable, "-m", "tests.conventions.test_stats"], check=True, cwd=ROOT
    )
    files = "".join(f"  {path.relative_to(ROOT).as_posix()}\n" for path in written)
    sys.stdout.write(
        f"Written, with a line in docs/banter.md:\n{files}"
        f"Now replace every {TO_WRITE}; `make test` is red until none is left.\n"
        "Then its words, as docs/words.md has it, and for the table in the docs:\n"
        "  .venv/bin/python -m tests.conventions.test_stats\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
