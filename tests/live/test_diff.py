"""A difference is a JSON merge patch: small, exact, and readable by an older release."""

import pytest
from tests.live.matchdays import MATCH, OVER, saka, state

from fplbanter.live.diff import Delta, apply, diff, merge_patch, merged
from fplbanter.live.state import of_plain, to_plain

HOUR = ("minutes", 60, 2)


def test_a_difference_says_only_what_changed() -> None:
    """One more minute is one number, however much else is known."""
    before = state(saka(HOUR, ("goals_scored", 1, 5)))
    after = state(saka(("minutes", 61, 2), ("goals_scored", 1, 5)))
    delta = diff(before, after)
    assert delta.patch == {
        "players": {"17": {"minutes": 61, "lines": {"0": [12, "minutes", 61, 2]}}}
    }
    assert delta.players == (17,)


def test_what_comes_and_goes_is_in_the_difference() -> None:
    """Players and fixtures both; null takes away."""
    bare, full = state(fixtures=()), state(saka(HOUR), fixtures=(MATCH,))
    assert apply(bare, diff(bare, full)) == full
    gone = diff(full, bare)
    assert gone.patch == {"fixtures": {"12": None}, "players": {"17": None}}
    assert apply(full, gone) == bare


def test_the_whistle_is_three_words() -> None:
    """A match that ends says so, and nothing of its players."""
    delta = diff(state(fixtures=(MATCH,)), state(fixtures=(OVER,)))
    assert delta.patch == {"fixtures": {"12": {"minutes": 90, "over": True}}}


def test_the_empty_difference_changes_nothing() -> None:
    """And it is known to be empty."""
    now = state(saka(HOUR))
    assert diff(now, now).is_empty
    assert apply(now, Delta()) == now


@pytest.mark.parametrize(
    ("before", "patch", "after"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_patches_are_applied_as_the_rfc_says(
    before: dict[str, object], patch: dict[str, object], after: dict[str, object]
) -> None:
    """The examples of RFC 7396, appendix A, as far as they are objects without null."""
    assert merged(before, patch) == after
    assert merged(before, merge_patch(before, after)) == after


def test_a_newer_release_s_fields_are_passed_over() -> None:
    """Two releases may share a database while one is rolled out."""
    plain = to_plain(state(saka(HOUR)))
    plain["players"]["17"]["heartbeats"] = 90
    plain["weather"] = "rain"
    assert of_plain(plain) == state(saka(HOUR))
