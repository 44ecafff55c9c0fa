"""Header fields, lists and directives."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fpl.http_caching.cases import fields

from fplbanter.fpl.http_caching.fields import (
    GREATEST_SECONDS,
    Fields,
    delta_seconds,
    directives,
    members,
)


def test_names_are_the_same_in_all_letters_and_lines_keep_their_order() -> None:
    """`ETag` is `etag`; two lines of one name are one value, in order."""
    found = Fields.of([("ETag", ' "a" '), ("Vary", "Foo"), ("vary", "Bar")])
    assert "etag" in found
    assert found.first("etag") == '"a"'
    assert found.combined("vary") == "Foo, Bar"
    assert found.combined("age") is None
    assert [name for name, _ in found.without("etag")] == ["Vary", "vary"]


def test_an_update_replaces_all_lines_of_a_name() -> None:
    """What a newer response says is all that is said under a name."""
    old = fields(a=["1", "2"], b="3")
    assert list(old.updated(fields(a="9"))) == [("B", "3"), ("A", "9")]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("", []),
        (", ,", []),
        ("a, b ,c", ["a", "b", "c"]),
        ('"a,b", c', ['"a,b"', "c"]),
        (r'x="a\",b", c', [r'x="a\",b"', "c"]),
        ('"never closed, b', ['"never closed', "b"]),
        ('"a,b", "never closed, c', ['"a,b"', '"never closed', "c"]),
        ('"never closed, b\\', ['"never closed', "b\\"]),
    ],
)
def test_a_list_is_split_at_its_commas_but_not_in_quotes(
    value: str, found: list[str]
) -> None:
    """The examples of RFC 9110, 5.6.1, and a few that are nobody's."""
    assert members(value) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("max-age=3600, MUST-revalidate", {"max-age": "3600", "must-revalidate": None}),
        ('max-age="3600"', {"max-age": "3600"}),
        ('x="max-age=1", max-age=2', {"x": "max-age=1", "max-age": "2"}),
        ('no-cache="a, b"', {"no-cache": "a, b"}),
        ("max-age=1, max-age=2", {"max-age": "1"}),
        ("max-age =1", {}),
        ("=1, (x)", {}),
        ("max-age=", {"max-age": ""}),
    ],
)
def test_directives_are_read_as_the_standard_has_them(
    value: str, found: dict[str, str | None]
) -> None:
    """Names without regard to case, arguments in quotes or not, the first counts."""
    assert directives(value) == found


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("003600", 3600),
        ("2147483648", GREATEST_SECONDS),
        ("99999999999", GREATEST_SECONDS),
        ("9" * 5000, GREATEST_SECONDS),
        ("0" * 5000 + "7", 7),
        ("-1", None),
        ("1.0", None),
        ("1e3", None),
        (" 1", None),
        ("\u0661", None),
        ("", None),
        (None, None),
    ],
)
def test_seconds_are_whole_and_not_below_nothing(
    value: str | None, seconds: int | None
) -> None:
    """A number too large to hold is the largest (RFC 9111, 1.2.2)."""
    assert delta_seconds(value) == seconds


@pytest.mark.parametrize("odd", ['"', '\\"', '","', '"\\', '",', ",", '""'])
def test_a_list_of_any_length_is_read_in_no_time(odd: str) -> None:
    """Reading takes as long as the list is long: so many quotes are no trap."""
    began = time.perf_counter()
    members(odd * 300_000)
    assert time.perf_counter() - began < 2


@given(st.text(alphabet='ab",\\= ', max_size=60) | st.text(max_size=60))
def test_no_value_is_too_odd_to_be_read(value: str) -> None:
    """Whatever comes, reading ends, and loses no letter that is not a separator."""
    assert all(member == member.strip() != "" for member in members(value))
    assert all(name == name.lower() for name in directives(value))
