"""One word per thing: the glossary's, with FPL's own kept in their rooms."""

import ast
import dataclasses
import enum
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conventions.tree import ROOT, SOURCE, name, python_files

from fplbanter.game import model

WIRE_WORDS = {
    "active_chip",
    "automatic_subs",
    "data_checked",
    "deadline_time",
    "element",
    "element_in",
    "element_out",
    "element_type",
    "elements",
    "entry_history",
    "event_points",
    "event_total",
    "event_transfers",
    "event_transfers_cost",
    "finished_provisional",
    "now_cost",
    "player_first_name",
    "points_on_bench",
    "summary_overall_points",
    "summary_overall_rank",
    "team_a",
    "team_h",
    "web_name",
}
"""FPL's names for what the glossary calls otherwise."""

SPEAK_FPL = {"fpl", "simulator"}
GLOSSARY = ROOT / "docs" / "glossary.md"


def identifiers(path: Path) -> Iterator[str]:
    """Walk over every name that a module defines or uses; strings are not names."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for attribute in ("id", "attr", "arg", "name"):
            value = getattr(node, attribute, None)
            if isinstance(value, str):
                yield value


def test_fpl_s_words_stay_in_the_rooms_that_talk_to_it() -> None:
    """`element`, `web_name` and the like are translated in `fpl/`."""
    found = {
        name(path): sorted(words)
        for path in python_files(SOURCE)
        if path.relative_to(SOURCE).parts[0] not in SPEAK_FPL
        and (words := WIRE_WORDS.intersection(identifiers(path)))
    }
    assert found == {}


def words_of(module: object) -> list[str]:
    """List the public classes and named types that a module defines."""
    source = inspect.getsource(module)  # type: ignore[arg-type]
    classes = [
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    return classes + re.findall(r"^(\w+) = NewType\(", source, re.MULTILINE)


@pytest.mark.parametrize("word", words_of(model))
def test_every_word_of_the_game_is_in_the_glossary(word: str) -> None:
    """A class in `game/model.py` is explained in docs/glossary.md."""
    assert f"`{word}`" in GLOSSARY.read_text("utf-8")


def test_every_member_of_the_game_s_lists_is_in_the_glossary() -> None:
    """Chips, phases, positions and kinds of league are words as well."""
    text = GLOSSARY.read_text("utf-8")
    lists = [
        cls
        for _, cls in inspect.getmembers(model, inspect.isclass)
        if issubclass(cls, enum.Enum) and cls.__module__ == model.__name__
    ]
    members = [m for cls in lists for m in cls]
    assert [
        str(m) for m in members if not {f"`{m.name}`", f"`{m.value}`"} & ticked(text)
    ] == []


def test_the_glossary_names_nothing_that_is_gone() -> None:
    """A name in the glossary's first column that looks like a class is one."""
    known = {
        node.name
        for path in python_files(SOURCE)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    } | set(words_of(model))
    first = re.findall(r"^\| ([^|]+) \|", GLOSSARY.read_text("utf-8"), re.MULTILINE)
    named = {n for cell in first for n in re.findall(r"`([A-Z]\w*[a-z]\w*)`", cell)}
    assert named - known == set()


def test_every_value_of_the_game_is_explained_where_it_is_defined() -> None:
    """A class without a docstring is a word nobody can look up."""
    silent = [
        cls.__name__
        for _, cls in inspect.getmembers(model, inspect.isclass)
        if dataclasses.is_dataclass(cls)
        and (cls.__doc__ or "").startswith(f"{cls.__name__}(")
    ]
    assert silent == []


def ticked(text: str) -> set[str]:
    return set(re.findall(r"`[^`\n]+`", text))
