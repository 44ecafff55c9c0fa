"""
The documentation says what is there: held to the code, page by page.

Some tables are written from the code; `python -m tests.conventions.test_docs`
writes them anew.
"""

import importlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.routing import BaseRoute, Match
from tests.conventions.tree import ROOT, SOURCE, files, name, python_files

from fplbanter import settings
from fplbanter.cli import app
from fplbanter.fpl.endpoints import ENDPOINTS
from fplbanter.fpl.freshness import ANYTHING_ELSE, MISSING, SOFT
from fplbanter.fpl.paths import parse
from fplbanter.game.moods import Mood
from fplbanter.live.pace import Reading, seconds_between
from fplbanter.web.rest import banter, entries, health, leagues, season
from fplbanter.web.stream.schemas import messages_page

PAGES = [path for path in files() if path.suffix == ".md"]
MAP = ROOT / "docs" / "map.md"
TARGETS = re.findall(
    r"^([a-z][a-z0-9-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE
)


# -- tables that are written from the code ------------------------------------


def settings_table() -> str:
    """Show what `fplbanter settings` lists."""
    rows = [
        (f"`{variable}`", f"`{default}`" if default else "", description)
        for variable, default, description in settings.described()
    ]
    return table(("Variable", "Default", "What it is for"), rows)


def endpoints_table() -> str:
    """Show every path that is ever asked of FPL."""
    rows = [
        (e.name, f"`{e.template}`", ", ".join(e.query), size(e.max_bytes))
        for e in ENDPOINTS.values()
    ]
    return table(("Name", "Path", "Query", "Largest answer"), rows)


def cadence_table() -> str:
    """Show how often each thing is read, by what is going on."""
    timed = [r for r in Reading if r is not Reading.LINEUPS]
    rows = [
        (words(mood), *(pause(seconds_between(reading, mood)) for reading in timed))
        for mood in Mood
    ]
    return table(("", *map(words, timed)), rows)


def freshness_table() -> str:
    """Show for how long each answer is good, by what is going on."""
    lifetimes = {**SOFT, "anything else": ANYTHING_ELSE, "a 404": MISSING}
    rows = [
        (name.replace("_", " "), *(pause(row[mood]) for mood in Mood))
        for name, row in lifetimes.items()
    ]
    return table(("", *map(words, Mood)), rows)


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def size(count: int) -> str:
    return f"{count >> 20} MiB" if count >= 1 << 20 else f"{count >> 10} KiB"


def pause(seconds: float | None) -> str:
    if seconds is None:
        return "no"
    return f"{seconds:g} s" if seconds < 120 else f"{seconds / 60:g} min"


def words(member: str) -> str:
    return member.replace("_", " ").capitalize()


WRITTEN: Mapping[tuple[str, str], Callable[[], str]] = {
    ("docs/operations.md", "settings"): settings_table,
    ("docs/upstream.md", "endpoints"): endpoints_table,
    ("docs/upstream.md", "cadence"): cadence_table,
    ("docs/upstream.md", "freshness"): freshness_table,
    ("docs/live.md", "messages"): messages_page,
}


def between(table_name: str) -> re.Pattern[str]:
    return re.compile(
        rf"(<!-- begin {table_name}: .*? -->\n)(.*?)(<!-- end {table_name} -->)",
        re.DOTALL,
    )


def write_tables() -> None:
    """Write every table between its markers."""
    for (page, table_name), build in WRITTEN.items():
        path = ROOT / page
        text = path.read_text("utf-8")
        path.write_text(between(table_name).sub(filled(build()), text), "utf-8")


def filled(content: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f"{found[1]}\n{content}\n{found[3]}"


@pytest.mark.parametrize(("page", "table_name"), WRITTEN, ids=lambda value: value)
def test_a_table_that_is_written_from_the_code_is_fresh(
    page: str, table_name: str
) -> None:
    """What a generated table says is what the code does."""
    found = between(table_name).search((ROOT / page).read_text("utf-8"))
    assert found, f"{page} has no place for {table_name}"
    assert found[2].strip() == WRITTEN[page, table_name]().strip(), (
        "stale: run python -m tests.conventions.test_docs"
    )


# -- figures -------------------------------------------------------------------

JOBS, SERVICES = "fplbanter.jobs.", "fplbanter.services."
MOODS = "fplbanter.game.moods"
UPSTREAM, RUNNING = "docs/upstream.md", "docs/operations.md"

FIGURES = [
    (UPSTREAM, "looks every {s:g} seconds", "fplbanter.live.rhythm", "LOOK_SECONDS"),
    (UPSTREAM, "in the last {h:g} hours", JOBS + "matchday", "WATCHED_NOW"),
    (UPSTREAM, "in the last {d:g} days", JOBS + "matchday", "WATCHED_FOR"),
    (UPSTREAM, "{s:g} leagues at most", JOBS + "matchday", "WATCHED_LEAGUES"),
    (UPSTREAM, "Every {m:g} minutes", "fplbanter.live.pace", "LINEUPS_SECONDS"),
    (UPSTREAM, "the {m:g} minutes after", MOODS, "AROUND_DEADLINE"),
    (UPSTREAM, "from {m:g} minutes before", MOODS, "AROUND_KICKOFF"),
    (UPSTREAM, "to {h:g} hours after", MOODS, "AFTER_WHISTLE"),
    (UPSTREAM, "after {s:g} seconds", SERVICES + "leagues", "FIRST_LOOK_SECONDS"),
    (UPSTREAM, "for {m:g} minutes", SERVICES + "leagues", "MISSING_FOR"),
    (UPSTREAM, "it for {s:g} seconds", SERVICES + "leagues", "FAILED_FOR"),
    (UPSTREAM, "waits {s:g} seconds", SERVICES + "careers", "PATIENCE_SECONDS"),
    (UPSTREAM, "than {m:g} minutes while", SERVICES + "freshness", "LIVE_LIMIT"),
    (UPSTREAM, "{m:g} minutes otherwise", SERVICES + "freshness", "QUIET_LIMIT"),
    (UPSTREAM, "({s:g} s at most)", "fplbanter.fpl.refusals", "LONGEST_PAUSE"),
    (
        UPSTREAM,
        "group answers {m:g} minutes",
        "fplbanter.fpl.condition",
        "NEIGHBOUR_AFTER",
    ),
    (
        UPSTREAM,
        "any endpoint after {m:g}",
        "fplbanter.fpl.condition",
        "FORGOTTEN_AFTER",
    ),
    (RUNNING, "the newest {s:g} for", "fplbanter.store.outages", "KEPT"),
    (RUNNING, "for {s:g} days (collection", "fplbanter.store.outages", "KEPT_DAYS"),
    (RUNNING, "have {s:g} seconds", "fplbanter.web.server", "GRACE_SECONDS"),
    (RUNNING, "than {s:g} seconds whatever", "fplbanter.web.deadline", "SECONDS"),
    (RUNNING, "({s:g} seconds at", "fplbanter.web.gateway.door", "GATEWAY_SECONDS"),
    (RUNNING, "has {s:g} seconds for a", "fplbanter.store.reach", "DEADLINE"),
    (RUNNING, "than {s:g} seconds says", SERVICES + "memory", "OLD_AFTER"),
    (RUNNING, "fewer than {s:g} (`ulimit", "fplbanter.ops.open_files", "LEAST"),
    (RUNNING, "server {s:g} seconds", "fplbanter.ops.processes", "STOP_SECONDS"),
]


@pytest.mark.parametrize(("page", "words_", "module", "constant"), FIGURES)
def test_a_figure_in_the_documentation_is_the_one_in_the_code(
    page: str, words_: str, module: str, constant: str
) -> None:
    """Whoever changes a figure is told which sentence to change."""
    value = getattr(importlib.import_module(module), constant)
    seconds = value.total_seconds() if isinstance(value, timedelta) else value
    told = words_.format(s=seconds, m=seconds / 60, h=seconds / 3600, d=seconds / 86400)
    assert told in (ROOT / page).read_text("utf-8")


# -- the map -------------------------------------------------------------------


def rooms_and_modules() -> list[str]:
    """Name every room and every module beside the rooms, as the map does."""
    parts = {p.relative_to(SOURCE).parts for p in python_files(SOURCE)}
    rooms = {f"{part[0]}/" for part in parts if len(part) > 1}
    return sorted(rooms | {part[0] for part in parts if len(part) == 1})


def ticked(text: str) -> set[str]:
    """Find what stands in single backticks, fenced blocks left out."""
    plain = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    return set(re.findall(r"`([^`\n]+)`", plain))


def paths_named(text: str) -> list[str]:
    """Find what looks like a path of ours: `game/`, `web/app.py`, `clock.py`."""
    path = re.compile(r"[A-Za-z_][\w./-]*/|[A-Za-z_][\w./-]*\.(?:py|md|js|json|txt)")
    return sorted(t for t in ticked(text) if path.fullmatch(t))


@pytest.mark.parametrize("part", [p for p in rooms_and_modules() if p[:3] != "__i"])
def test_the_map_has_every_room_and_module(part: str) -> None:
    """A newcomer finds each room, and each module beside the rooms, in the map."""
    assert re.search(
        rf"^\| `{re.escape(part)}` \|", MAP.read_text("utf-8"), re.MULTILINE
    )


def test_the_map_draws_the_order_of_imports_that_is_checked() -> None:
    """The line in the map is the contract in pyproject.toml."""
    contract = (ROOT / "pyproject.toml").read_text("utf-8")
    found = re.search(r"^layers = \[(.*?)\]", contract, re.DOTALL | re.MULTILINE)
    assert found
    layers = re.findall(r'"([^"]+)"', found[1])
    assert " > ".join(layers) in MAP.read_text("utf-8")


PATHS_IN = [MAP, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs/decisions").iterdir())]


@pytest.mark.parametrize("page", PATHS_IN, ids=name)
def test_every_path_that_is_named_exists(page: Path) -> None:
    """Nobody is sent to a file that has moved."""
    missing = [
        path
        for path in paths_named(page.read_text("utf-8"))
        if not ((SOURCE / path).exists() or (ROOT / path).exists())
    ]
    assert missing == []


# -- names of things -----------------------------------------------------------


def all_pages() -> Iterator[tuple[str, str]]:
    return ((name(page), page.read_text("utf-8")) for page in PAGES)


def test_every_make_target_that_is_named_exists() -> None:
    """`make something` works, in a sentence and in a block of commands."""
    pattern = re.compile(r"(?:`|^)make ([a-z][a-z0-9-]*)", re.MULTILINE)
    named = {(page, t) for page, text in all_pages() for t in pattern.findall(text)}
    assert {(page, t) for page, t in named if t not in TARGETS} == set()


def test_contributors_are_told_every_make_target() -> None:
    """The table in CONTRIBUTING has exactly the targets of the Makefile."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    told = re.findall(r"^\| `make ([a-z0-9-]+)` \|", text, re.MULTILINE)
    assert sorted(told) == sorted(set(TARGETS))


def test_every_setting_that_is_named_exists() -> None:
    """A variable in the documentation is one of the settings, or of the tests."""
    pattern = re.compile(r"\bFPLBANTER_[A-Z_]*[A-Z]\b")
    browser = (ROOT / "tests" / "e2e" / "conftest.py").read_text("utf-8")
    known = {variable for variable, _, _ in settings.described()}
    known |= set(pattern.findall(browser))
    named = {(page, v) for page, text in all_pages() for v in pattern.findall(text)}
    assert {(page, v) for page, v in named if v not in known} == set()


def test_every_command_that_is_named_exists() -> None:
    """`fplbanter something` is a command of the command line."""
    known = {
        c.name or (c.callback.__name__ if c.callback else "")
        for c in app.registered_commands
    }
    pattern = re.compile(r"(?:`|^|bin/)fplbanter ([a-z][a-z-]*)", re.MULTILINE)
    named = {(page, c) for page, text in all_pages() for c in pattern.findall(text)}
    assert {(page, c) for page, c in named if c not in known} == set()


def test_every_address_in_the_readme_is_one_of_the_api() -> None:
    """What the README tells people to curl answers."""
    text = (ROOT / "README.md").read_text("utf-8")
    asked = re.findall(r"localhost:8000(/[^'?\s]*)", text)
    doors = (leagues, entries, banter, season, health)
    routes = [route for door in doors for route in door.router.routes]
    assert asked
    known = [a for a in asked if any(answers(route, a) for route in routes)]
    known += [a for a in asked if a.startswith("/fpl/") and parse(a[5:]).path]
    # Not in the OpenAPI, which knows no streams: docs/live.md describes it.
    known += [a for a in asked if a == "/events"]
    assert sorted(set(asked) - set(known)) == []


def answers(route: BaseRoute, address: str) -> bool:
    """Say whether a route is what a GET of that address reaches."""
    scope = {"type": "http", "method": "GET", "path": address, "headers": []}
    return route.matches(scope)[0] is Match.FULL


# -- links ---------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """Make a page's anchors as forges do: small letters, hyphens for spaces."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def is_broken(page: Path, link: str) -> bool:
    target, _, anchor = link.partition("#")
    found = (page.parent / target).resolve() if target else page
    if not found.exists() or not found.is_relative_to(ROOT):
        return True
    return bool(anchor) and anchor not in anchors(found)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    """A link in the documentation resolves in a clone, its anchor too."""
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8"))
    ours = [link for link in links if "://" not in link]
    assert [link for link in ours if is_broken(page, link)] == []


if __name__ == "__main__":
    write_tables()
