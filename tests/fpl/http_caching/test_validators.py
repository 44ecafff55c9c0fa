"""Entity tags, conditions and 304 (RFC 9110, 8.8 and 13)."""

import pytest
from tests.fpl.http_caching.cases import NOON, date, get, kept

from fplbanter.fpl.http_caching.messages import Request
from fplbanter.fpl.http_caching.validators import (
    checking,
    is_answered_by_304,
    is_conditional,
    is_known,
    is_same_tag,
    known_tag,
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('W/"1"', 'W/"1"', True),
        ('W/"1"', 'W/"2"', False),
        ('W/"1"', '"1"', True),
        ('"1"', '"1"', True),
        ('"1"', "1", False),
    ],
)
def test_tags_are_compared_weakly(one: str, other: str, *, same: bool) -> None:
    """The table of RFC 9110, 8.8.3.2."""
    assert is_same_tag(one, other) is same


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ('"xyzzy"', '"xyzzy"'),
        ('"a", W/"xyzzy", "c"', '"xyzzy"'),
        ('"r2d2,xyzzy", "c3po"', None),
        ("*", '"xyzzy"'),
        ('"*"', None),
        ('*, "a"', None),
        ("", None),
    ],
)
def test_a_list_of_tags_names_the_one_it_names(named: str, found: str | None) -> None:
    """The examples of RFC 9110, 13.1.2: a comma may be part of a tag."""
    assert known_tag(named, ['"xyzzy"']) == found


def test_of_several_representations_the_first_that_is_known_counts() -> None:
    """The one that would be sent is named first."""
    assert known_tag('"gz", "br"', ['"br"', '"gz"']) == '"br"'
    assert known_tag('"gz"', ['"br"', '"gz"']) == '"gz"'
    assert known_tag("*", ['"br"', '"gz"']) == '"br"'
    assert known_tag("*", []) is None


@pytest.mark.parametrize(
    ("tags", "since", "known"),
    [
        ('"1"', None, True),
        ('"2"', None, False),
        ('"2"', date(60), False),
        ('"1"', date(-60), True),
        (None, date(0), True),
        (None, date(-1), False),
        (None, "yesterday", False),
        (None, None, False),
    ],
)
def test_tags_go_before_dates(
    tags: str | None, since: str | None, *, known: bool
) -> None:
    """`If-Modified-Since` is not looked at beside `If-None-Match` (13.2.2)."""
    assert is_known(tags, since, etags=['"1"'], modified=NOON) is known


def test_a_fraction_of_a_second_does_not_make_a_response_newer_than_its_date() -> None:
    """HTTP has whole seconds: what is told as 12:00:00 is known since then."""
    late = NOON.replace(microsecond=900_000)
    assert is_known(None, date(0), etags=[], modified=late)


def test_without_a_last_modification_the_date_stands_in() -> None:
    """Or else when it came (RFC 9111, 4.3.2)."""
    asked = get(if_modified_since=date(-100))
    assert is_answered_by_304(kept(last_modified=date(-100)), asked)
    assert is_answered_by_304(kept(date=date(-100)), asked)
    assert not is_answered_by_304(kept(), asked)


def test_only_a_200_to_a_get_or_head_becomes_a_304() -> None:
    """A missing thing is not unchanged, and a POST is not about what one has."""
    asked = get(if_none_match='"1"')
    assert is_answered_by_304(kept(etag='"1"'), asked)
    assert not is_answered_by_304(kept(status=404, etag='"1"'), asked)
    post = Request("POST", asked.target, asked.fields)
    assert not is_answered_by_304(kept(etag='"1"'), post)


def test_a_check_asks_with_what_is_kept_not_with_what_the_asker_has() -> None:
    """His conditions are answered from what is kept, afterwards (RFC 9111, 4.3.1)."""
    asked = get(if_none_match='"his"', if_modified_since=date(0), foo="1")
    one = kept(etag='W/"ours"', last_modified=date(-9))
    assert is_conditional(asked)
    assert list(checking(asked.fields, one)) == [
        ("Foo", "1"),
        ("If-None-Match", 'W/"ours"'),
        ("If-Modified-Since", date(-9)),
    ]
    assert not is_conditional(Request("GET", "/", checking(asked.fields, kept())))
