"""The dashboard and the alerts know the metrics, and the page has their cures."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from tests.conventions.test_docs import anchors
from tests.conventions.tree import ROOT, python_files
from tests.metered import families, kinds

DEPLOY = ROOT / "deploy"
RUNBOOK = ROOT / "docs" / "operations.md"
SEVERITIES = {"info", "warning", "critical"}

NOT_OURS = {"up", "process_cpu_seconds_total", "process_resident_memory_bytes"}
NOT_OURS |= {"process_open_fds", "process_max_fds"}
"""What Prometheus itself and its client library tell."""

ADDED = {"instance", "job", "le"}
"""Labels that Prometheus adds."""

NOT_SHOWN: dict[str, str] = {}
"""Metrics that are not on the dashboard, each with the reason why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One alert, as it stands in the file."""

    alert: str
    expr: str
    wait: str
    severity: str
    summary: str
    runbook: str


_RULE = re.compile(
    r"""
    ^\ {6}-\ alert:\ (?P<alert>\w+)\n
    \ {8}expr:\ '(?P<expr>[^'\n]+)'\n
    \ {8}for:\ (?P<wait>\d+[mh])\n
    \ {8}labels:\n
    \ {10}severity:\ (?P<severity>\w+)\n
    \ {8}annotations:\n
    \ {10}summary:\ '(?P<summary>[^'\n]+)'\n
    \ {10}runbook:\ '(?P<runbook>[^'\n]+)'\n
    """,
    re.MULTILINE | re.VERBOSE,
)


def rules() -> list[Rule]:
    """Read the alerts; the file keeps to the one form that is read here."""
    text = (DEPLOY / "prometheus" / "alerts.yml").read_text("utf-8")
    rest = _RULE.sub("", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    named = re.sub(r"^  - name: [a-z-]+\n    rules:\n", "", rest, flags=re.MULTILINE)
    assert named == "groups:\n", "a rule is written in another form"
    return [Rule(**found.groupdict()) for found in _RULE.finditer(text)]


def dashboard() -> Any:  # noqa: ANN401  It is Grafana's, with many shapes.
    return json.loads((DEPLOY / "grafana" / "fplbanter.json").read_text("utf-8"))


def asked() -> Iterator[tuple[str, str]]:
    """Give every question in both files, each with where it stands."""
    for rule in rules():
        yield rule.alert, rule.expr
    board = dashboard()
    for note in board["annotations"]["list"]:
        yield note["name"], note["expr"]
    for panel in board["panels"]:
        for target in panel.get("targets", []):
            yield panel["title"], target["expr"]


def family_of(name: str) -> str:
    """Return the name in its definition of what a sample's name belongs to."""
    plain = re.sub(r"_(total|bucket|count|sum|info)$", "", name)
    return name if name in families() else plain


def names_in(expr: str) -> set[str]:
    """Find the metrics in a question."""
    plain = re.sub(r"\{[^}]*\}|\[[^\]]*\]|\bby \([^)]*\)|\"[^\"]*\"", "", expr)
    words = set(re.findall(r"\b[a-z_][a-z0-9_]*\b(?!\s*\()", plain))
    return words - {"by", "or", "on", "and", "sum", "max", "min"}


def labels_in(expr: str) -> Iterator[tuple[str, str]]:
    """Find the labels that are asked of a metric by its selector."""
    for name, selector in re.findall(r"\b([a-z_]+)\{([^}]*)\}", expr):
        for label in re.findall(r"([a-z]+)(?:=~|!~|!=|=)", selector):
            yield name, label


QUESTIONS = sorted(set(asked()))


@pytest.mark.parametrize(("place", "expr"), QUESTIONS)
def test_a_question_is_about_metrics_that_exist(place: str, expr: str) -> None:
    """With the ending that their kind has, and with labels that they have."""
    known = families()
    names = names_in(expr)
    assert names, f"{place} asks for nothing"
    strange = {n for n in names - NOT_OURS if family_of(n) not in known}
    assert strange == set()
    for name, label in labels_in(expr):
        assert label in {*known.get(family_of(name), ()), *ADDED}, (name, label)
    grouped = ",".join(re.findall(r"\bby \(([^)]*)\)", expr)).replace(" ", "")
    allowed = {label for n in names for label in known.get(family_of(n), ())}
    allowed |= ADDED | {"version"}
    assert {label for label in grouped.split(",") if label} - allowed == set()


def test_a_sample_has_the_ending_of_its_kind() -> None:
    """A counter is asked by `_total`, a histogram by its buckets or its count."""
    known = kinds()
    endings = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}
    endings |= {"gauge": ("",), "info": ("_info",)}
    names = {n for _, expr in QUESTIONS for n in names_in(expr)} - NOT_OURS
    wrong = {
        name
        for name in names
        if name.removeprefix(family_of(name)) not in endings[known[family_of(name)]]
    }
    assert wrong == set()


def test_every_metric_is_on_the_dashboard() -> None:
    """What nobody looks at need not be measured."""
    panels = [t["expr"] for p in dashboard()["panels"] for t in p.get("targets", [])]
    shown = {family_of(name) for expr in panels for name in names_in(expr)}
    assert set(families()) - shown == set(NOT_SHOWN)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.alert)
def test_an_alert_says_what_it_is_and_where_the_cure_is(rule: Rule) -> None:
    """The place in the runbook exists, and names a metric that the alert asks."""
    assert rule.severity in SEVERITIES
    assert rule.summary.endswith(".")
    page, _, anchor = rule.runbook.partition("#")
    assert page == RUNBOOK.relative_to(ROOT).as_posix()
    assert anchor in anchors(RUNBOOK)
    place = section(anchor)
    assert "*Cure*" in place
    assert any(f"`{n}" in place or family_of(n) in place for n in names_in(rule.expr))


def section(anchor: str) -> str:
    """Return what stands under a heading of the runbook."""
    parts = re.split(r"^### (.+)$", RUNBOOK.read_text("utf-8"), flags=re.MULTILINE)
    headed = zip(parts[1::2], parts[2::2], strict=True)
    found = {head.lower().replace(" ", "-"): text for head, text in headed}
    return found[anchor]


def test_every_cure_belongs_to_an_alert() -> None:
    """A place in the runbook that nothing leads to would be forgotten."""
    text = RUNBOOK.read_text("utf-8")
    chapter = text.partition("\n## When an alert fires\n")[2].partition("\n## ")[0]
    heads = re.findall(r"^### (.+)$", chapter, re.MULTILINE)
    places = {head.lower().replace(" ", "-") for head in heads}
    assert places == {rule.runbook.partition("#")[2] for rule in rules()}


def test_every_metric_that_the_runbook_names_exists() -> None:
    """With the ending that a reader finds it by."""
    named = set(re.findall(r"`(fplbanter_\w+)`", RUNBOOK.read_text("utf-8")))
    assert named
    assert {name for name in named if family_of(name) not in families()} == set()


def test_every_metric_moves_in_a_test() -> None:
    """One that nothing moves would be believed, and say nothing."""
    named: set[str] = set()
    for path in python_files(ROOT / "tests"):
        text = path.read_text("utf-8")
        named |= set(re.findall(r"\b(?:moved|sample)\(\s*\"([a-z_]+)\"", text))
    seen = {family_of(f"fplbanter_{name}") for name in named}
    assert set(families()) - seen == {"fplbanter_build"}


def test_the_dashboard_s_panels_do_not_overlap() -> None:
    """Each has a number of its own and a place of its own."""
    panels = dashboard()["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    places = [
        (x, y)
        for panel in panels
        for x in range(
            panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"]
        )
        for y in range(
            panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"]
        )
    ]
    assert len(set(places)) == len(places)
    assert max(x for x, _ in places) < 24


def test_the_sample_configuration_reads_the_alerts() -> None:
    """And calls the job what the alerts call it."""
    text = (DEPLOY / "prometheus" / "prometheus.yml").read_text("utf-8")
    assert "- alerts.yml" in text
    jobs = set(re.findall(r"job_name: (\w+)", text))
    asked_for = {j for _, expr in QUESTIONS for j in re.findall(r'job="(\w+)"', expr)}
    assert asked_for == jobs
