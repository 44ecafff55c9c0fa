"""`make stat`: what it writes works, what it refuses is left alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conventions.new_stat import (
    TO_WRITE,
    Unfit,
    check,
    main,
    next_number,
    places,
    write_stat,
)
from tests.conventions.tree import ROOT

from fplbanter.banter.catalogue import catalogue

UNFIT = ["", "Bad", "bad-name", "class", "2nd", "a__b", "_a", "a_", "../x", "a b", "é"]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what a stat is made of to where it may be written to."""
    root = tmp_path_factory.mktemp("clone")
    leave = shutil.ignore_patterns("__pycache__", "node_modules")
    for part in ("src", "tests", "docs"):
        shutil.copytree(ROOT / part, root / part, ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


@pytest.mark.parametrize("name", [*UNFIT, "a" * 41])
def test_a_bad_name_is_refused(name: str) -> None:
    """In a sentence that says what a name looks like."""
    with pytest.raises(Unfit, match=r"name|longer"):
        check(name)


@pytest.mark.parametrize("name", ["benched_beast", "season"])
def test_a_name_that_is_taken_is_refused(name: str) -> None:
    """By a stat, or by a file that stands where its twin would."""
    with pytest.raises(Unfit, match="is taken"):
        check(name)


@pytest.mark.parametrize("arguments", [[], ["two", "names"], ["Bad"]])
def test_a_slip_is_a_sentence_and_writes_nothing(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """With how to do it right, on the error channel."""
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "make stat NAME=my_stat" in said.err


def test_its_row_is_a_new_one() -> None:
    """No stat of the catalogue has it."""
    assert next_number() not in {stat.number for stat in catalogue().values()}


def test_what_is_written_works_at_once(clone: Path) -> None:
    """The new stat is judged, and agrees with its twin and its examples."""
    written = write_stat("iron_bench", 900, clone)
    assert written == places("iron_bench", clone)
    twins = "tests/laws/test_banter.py::test_a_stat_is_what_its_plain_twin_says"
    done = judged(clone, "iron_bench", str(written[1]), twins)
    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout


def test_it_stays_red_until_all_is_written(clone: Path) -> None:
    """Every file says what is missing, and the check of the stats sees it."""
    written = write_stat("rusty_bench", 901, clone)
    assert all(TO_WRITE in path.read_text("utf-8") for path in written)
    done = judged(clone, "rusty_bench", "tests/conventions/test_stats.py")
    assert done.returncode == 1
    assert "still_to_be_written[rusty_bench]" in done.stdout


def judged(root: Path, name: str, *tests: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of one stat in a clone."""
    return subprocess.run(  # noqa: S603  The arguments are these.
        [sys.executable, "-m", "pytest", "-q", "-k", name, *tests],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
