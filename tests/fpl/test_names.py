"""Names are hostile input: harmless to keep, and still what people wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fplbanter.fpl.names import MAX_NAME, clean_name, full_name


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "@everyone",
        "Ødegård & Söhne",
        "名前",
        "  pad ",
        "🏆",
    ],
)
def test_a_name_stays_as_it_was_written(name: str) -> None:
    """Escaping is the page's work: the name itself is not touched."""
    assert clean_name(name) == name


def test_controls_and_direction_marks_are_dropped() -> None:
    """NUL breaks stores, and direction marks turn round what stands after them."""
    assert clean_name("a\x00b\x1b\n\x85c") == "abc"
    marks = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert clean_name(f"x{marks}y") == "xy"


def test_a_name_of_ten_thousand_letters_is_cut() -> None:
    """Two hundred letters are more than FPL allows."""
    assert clean_name("a" * 10_000) == "a" * MAX_NAME


@given(st.text(max_size=300))
def test_cleaning_twice_is_cleaning_once(name: str) -> None:
    """A clean name is clean, and never longer than it was."""
    once = clean_name(name)
    assert clean_name(once) == once
    assert len(once) <= min(len(name), MAX_NAME)


def test_a_managers_names_are_joined() -> None:
    """Newcomers come with two names, tables with one."""
    assert full_name("Ada", "Lovelace") == "Ada Lovelace"
    assert full_name("", "Lovelace") == "Lovelace"
