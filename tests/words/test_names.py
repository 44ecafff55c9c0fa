"""Names are hostile input."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fplbanter.banter.verdict import Scope
from fplbanter.words import telling
from fplbanter.words.names import ISOLATE, NAME_MOST, POP, clean_name, clean_names

TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(
            "\u202e\u2066\u2067\u2068\u2069\u200f\u200d אבج\u0301 \n\u3164"
        ),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("hostile", "plain"),
    [
        ("Ana", "Ana"),
        ("  Ana \t Lopez\n", "Ana Lopez"),
        ("\u202eevil\u202c", "evil"),
        ("Tom\u2028FC", "Tom FC"),
        ("Nul\x00l\x1b[31m", "Nul l [31m"),
        ("soft\u00adly\u200b", "softly"),
        ("e\u0301" + "\u0301" * 50, "e\u0301\u0301\u0301"),
        ("<b>@everyone</b>", "<b>@everyone</b>"),
        ("{ $value }", "{ $value }"),
        ("\u3164\u200d\u200e", ""),
        ("\u0301\u0301", ""),
        ("x" * 41, "x" * 39 + "…"),
        ("👩\u200d🚀 FC", "👩\u200d🚀 FC"),
    ],
)
def test_a_name_keeps_what_can_be_seen(hostile: str, plain: str) -> None:
    """One line, no control characters, no tower of accents, no essay."""
    assert clean_name(hostile) == plain


def test_a_name_from_the_right_is_isolated_and_others_are_not() -> None:
    """Numbers beside it stay where they are; a plain sentence stays plain text."""
    assert clean_name("\u200fשמש") == f"{ISOLATE}שמש{POP}"
    assert clean_name("Ñandú") == "Ñandú"


@given(TEXTS)
def test_no_name_turns_a_sentence_round(name: str) -> None:
    """Isolates come in pairs, nothing else steers, and cleaning twice changes nothing."""
    cleaned = clean_name(name)
    assert len(cleaned) <= NAME_MOST + 2
    inner = cleaned.removeprefix(ISOLATE).removesuffix(POP)
    assert (inner != cleaned) == (cleaned.startswith(ISOLATE) and cleaned.endswith(POP))
    steering = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "B"}
    assert not {unicodedata.bidirectional(c) for c in inner} & steering
    assert clean_name(cleaned) == cleaned
    assert clean_names(cleaned) == cleaned


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_joined_names_survive_being_cleaned_again(names: list[str]) -> None:
    """What `joined` made is told as it is."""
    joined = telling.joined(names)
    assert clean_names(joined) == joined
    assert joined.count(ISOLATE) == joined.count(POP)


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        ([], ""),
        (["Ana"], "Ana"),
        (["Ana", "Tom"], "Ana and Tom"),
        (["Ana", "Tom", "Kim"], "Ana, Tom and Kim"),
        (["Ana", "Tom", "Kim", "Leo"], "Ana, Tom and 2 others"),
        (["Ana", "Tom", "Kim", "Leo", "Mia"], "Ana, Tom and 3 others"),
        (["\u202e", "Tom"], "Nameless FC and Tom"),
    ],
)
def test_names_are_joined_as_a_sentence_has_them(names: list[str], joined: str) -> None:
    """Up to three are named, of more the first two."""
    assert telling.joined(names) == joined


def test_a_hostile_name_is_told_as_a_name() -> None:
    """Neither Fluent's syntax nor directions get out of it."""
    line = telling.tell(
        "benched_beast",
        Scope.GAMEWEEK,
        {"name": "{ $value }\u202e\n", "value": 9, "player": "שמש", "points": 9},
        seed="seed",
        turn=0,
    )
    assert "{ $value }" in line
    assert "\u202e" not in line
    assert "\n" not in line
