"""Each room says what it is; each file can be read in one go (DESIGN 2 and 7)."""

import ast
import re
from pathlib import Path

import pytest
from tests.conventions.tree import ROOT, SOURCE, name, python_files

LONGEST = 400
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "data", "info"}

ROOMS = sorted(p.parent for p in SOURCE.glob("*/__init__.py"))


def docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_opens_with_what_it_is_for(room: Path) -> None:
    """What it is for, what it must not do, and where to start reading."""
    text = docstring(room / "__init__.py")
    start = re.search(r"start reading(.*)", text, re.DOTALL | re.IGNORECASE)
    assert start, "it does not say where to start reading"
    named = re.findall(r"`(\w+\.py)`", start.group(1))
    assert named, "it names no file to start with"
    assert [n for n in named if not list(room.rglob(n))] == []
    before = text[: start.start()]
    assert len(before.split()) >= 12, "it does not say what it is for"
    assert re.search(r"\b(not|no|never|nothing|nobody|neither|nor|only)\b", before), (
        "it does not say what it must not do"
    )


@pytest.mark.parametrize("path", python_files(SOURCE), ids=name)
def test_a_module_has_a_docstring(path: Path) -> None:
    """One clear docstring opens each module."""
    assert docstring(path).strip()


def test_no_file_is_too_long_to_read() -> None:
    """Four hundred lines are a hard stop, in tests as in source."""
    lines = {name(p): len(p.read_text("utf-8").splitlines()) for p in python_files()}
    assert {n: count for n, count in lines.items() if count > LONGEST} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    """A module named `utils` takes in everything."""
    parts = {
        name(p): {*p.relative_to(ROOT).parts[:-1], p.stem} for p in python_files(SOURCE)
    }
    assert {n: bad for n, words in parts.items() if (bad := words & FORBIDDEN)} == {}


def test_a_manager_is_a_person() -> None:
    """`Manager` names who plays the game, never something that manages."""
    named = [
        f"{name(path)}: {node.name}"
        for path in python_files(SOURCE)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.endswith("Manager")
    ]
    assert [n for n in named if not n.endswith((": Manager", "AssistantManager"))] == []


def test_every_test_of_the_house_is_a_sentence() -> None:
    """A test's docstring says how the product behaves."""
    silent = [
        f"{name(path)}: {node.name}"
        for path in python_files(ROOT / "tests")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]
    assert silent == []
