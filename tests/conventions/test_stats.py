"""
Every stat has its test, its plain twin, its example and its line in the documentation.

`python -m tests.conventions.test_stats` writes the table of docs/banter.md anew.
"""

import ast
import re
from fractions import Fraction

import pytest
from tests.conventions.new_stat import TO_WRITE, places
from tests.conventions.tree import ROOT, SOURCE, name

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.guards import MINIMUM_COVERAGE
from fplbanter.banter.stat import Pick, SpanRule, Stat, Threshold, WeekRule
from fplbanter.banter.verdict import Number

PAGE = ROOT / "docs" / "banter.md"
STATS = list(catalogue().values())
TABLE = re.compile(r"(<!-- begin stats: .*? -->\n)(.*?)(<!-- end stats -->)", re.DOTALL)


def table() -> str:
    """Show the whole catalogue, thresholds included."""
    head = ("", "Stat", "Key", "", "Gameweek", "Month, season", "What it is")
    rows = [head, tuple("---" for _ in head), *map(row, STATS)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows) + "\n"


def row(stat: Stat) -> tuple[str, ...]:
    return (
        str(stat.number),
        f"{stat.emoji} {stat.title}",
        f"`{stat.key}`",
        stat.side.value,
        awarded(stat, stat.week),
        awarded(stat, stat.span),
        f"{stat.definition} *{stat.example}*",
    )


def awarded(stat: Stat, rule: WeekRule | SpanRule | None) -> str:
    """Say who gets it, from which number on."""
    if rule is None:
        return ""
    who = {Pick.MOST: "most", Pick.LEAST: "least", Pick.EVERY: "everybody"}[rule.pick]
    told = [who, *bounds(rule.threshold)]
    if isinstance(rule, SpanRule) and rule.min_sample > 1:
        told.append(f"from {rule.min_sample} gameweeks")
    if stat.is_comparison(rule):
        told.append("3 members")
    return ", ".join(told)


def bounds(threshold: Threshold) -> list[str]:
    least, most, share = threshold.least, threshold.most, threshold.or_share
    told = [] if least is None else [f"≥ {size(least)}"]
    told += [] if most is None else [f"≤ {size(most)}"]
    return told + ([] if share is None else [f"or ≤ {size(share)} of the league"])


def size(value: Number) -> str:
    share = isinstance(value, Fraction) and value.denominator > 1
    told = f"{value * 100} %" if share else str(value)
    return told.replace("-", "−")  # noqa: RUF001  A minus is one in print.


def write() -> None:
    """Write the table between its markers."""
    text = PAGE.read_text("utf-8")
    fresh = TABLE.sub(lambda found: f"{found[1]}\n{table()}\n{found[3]}", text)
    PAGE.write_text(fresh, "utf-8")


def test_the_table_of_stats_is_fresh() -> None:
    """What the documentation lists is what is judged, thresholds included."""
    found = TABLE.search(PAGE.read_text("utf-8"))
    assert found
    assert found[2].strip() == table().strip(), (
        "stale: run python -m tests.conventions.test_stats"
    )


def test_the_guards_figure_is_the_one_in_the_code() -> None:
    """Whoever changes the smallest coverage is told which sentence to change."""
    assert f"below {MINIMUM_COVERAGE * 100} % of them" in PAGE.read_text("utf-8")


@pytest.mark.parametrize("stat", STATS, ids=lambda stat: stat.key)
def test_a_stat_has_test_twin_example_and_definition(stat: Stat) -> None:
    """A stat without them does not get in."""
    _, by_hand, plain = places(stat.key, ROOT)
    assert by_hand.is_file(), f"{name(by_hand)} is missing"
    assert "\ndef test_" in by_hand.read_text("utf-8")
    assert plain.is_file(), f"{name(plain)} is missing"
    for sentence in (stat.definition, stat.example):
        assert len(sentence.split()) > 4
        assert sentence.endswith(".")
        assert "|" not in sentence
    assert stat.title
    assert stat.emoji
    assert stat.version >= 1
    assert stat.week or stat.span


@pytest.mark.parametrize("stat", STATS, ids=lambda stat: stat.key)
def test_nothing_of_a_stat_is_still_to_be_written(stat: Stat) -> None:
    """What `make stat` leaves open has been filled in, its documentation too."""
    for path in places(stat.key, ROOT):
        assert TO_WRITE not in path.read_text("utf-8"), name(path)
    (line,) = re.findall(
        rf"^.*\| `{stat.key}` \|.*$", PAGE.read_text("utf-8"), re.MULTILINE
    )
    assert stat.example in line
    assert stat.definition in line


def test_nothing_is_left_of_a_stat_that_is_gone() -> None:
    """Tests and twins belong to a stat."""
    tests = ROOT / "tests" / "banter"
    known = set(catalogue())
    by_hand = {p.stem.removeprefix("test_") for p in tests.glob("stats/test_*.py")}
    plain = {p.stem for p in tests.glob("plain/*.py")} - {"season"}
    assert by_hand - known == set()
    assert plain - known == set()


@pytest.mark.parametrize("stat", STATS, ids=lambda stat: stat.key)
def test_a_twin_shares_nothing_with_the_engine(stat: Stat) -> None:
    """Two implementations that share code agree on their mistakes as well."""
    path = ROOT / "tests" / "banter" / "plain" / f"{stat.key}.py"
    tree = ast.parse(path.read_text("utf-8"))
    imported = {
        node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    }
    assert not [m for m in imported if m.startswith("fplbanter")]


def test_a_file_in_stats_is_short() -> None:
    """A stat is read in one go."""
    long = {
        p.name: count
        for p in (SOURCE / "banter" / "stats").glob("*.py")
        if (count := len(p.read_text("utf-8").splitlines())) > 120
    }
    assert long == {}


if __name__ == "__main__":
    write()
