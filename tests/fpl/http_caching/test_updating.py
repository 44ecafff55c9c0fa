"""What later answers change (RFC 9111, 3.2, 4.3.4, 4.3.5 and 4.4)."""

import pytest
from tests.fpl.http_caching.cases import at, date, kept, response

from fplbanter.fpl.http_caching.freshness import current_age
from fplbanter.fpl.http_caching.messages import Request
from fplbanter.fpl.http_caching.updating import (
    forgotten_after,
    freshened,
    is_confirmed_by_head,
)

HOME = "http://example.com"


def test_a_304_renews_what_is_said_and_leaves_the_bytes() -> None:
    """New fields replace old ones, but those that tell about the body."""
    old = kept(etag='"1"', content_encoding="gzip", a="1", age="500", x="0")
    news = response(
        304,
        etag='"2"',
        content_encoding="br",
        content_length="7",
        a=["2", "3"],
        connection="b",
        b="4",
    )
    new = freshened(old, news, at(60), at(61))
    assert new.response.body == old.response.body
    assert list(new.response.fields) == [
        ("Etag", '"1"'),
        ("Content-Encoding", "gzip"),
        ("X", "0"),
        ("A", "2"),
        ("A", "3"),
    ]
    assert (new.asked_at, new.answered_at) == (at(60), at(61))


def test_what_is_confirmed_is_young_again() -> None:
    """Its age begins with the 304, not with when it was first fetched."""
    old = kept(age="500", date=date(0))
    new = freshened(old, response(304, date=date(60)), at(60), at(60))
    assert current_age(old, at(60)) == 560
    assert current_age(new, at(60)) == 0


@pytest.mark.parametrize(
    ("head", "same"),
    [
        ({}, True),
        ({"etag": '"1"', "content_length": "4"}, True),
        ({"etag": '"2"'}, False),
        ({"content_length": "5"}, False),
        ({"last_modified": date(9)}, False),
    ],
)
def test_a_head_confirms_what_it_does_not_contradict(
    head: dict[str, str], *, same: bool
) -> None:
    """Neither another validator nor another length (4.3.5)."""
    one = kept(etag='"1"', content_length="4", last_modified=date(0))
    assert is_confirmed_by_head(one, response(200, **head)) is same
    assert not is_confirmed_by_head(one, response(410, **head))


@pytest.mark.parametrize(
    ("status", "named", "forgotten"),
    [
        (200, {}, {"/a/b"}),
        (303, {"location": "/c"}, {"/a/b", "/c"}),
        (201, {"location": "c?d=1"}, {"/a/b", "/a/c?d=1"}),
        (200, {"content_location": f"{HOME}/e"}, {"/a/b", "/e"}),
        (200, {"location": "http://example.org/c"}, {"/a/b"}),
        (200, {"location": "https://example.com/c"}, {"/a/b"}),
        (200, {"location": "http://[broken"}, {"/a/b"}),
        (404, {"location": "/c"}, set()),
        (500, {}, set()),
    ],
)
def test_what_changes_something_makes_old_what_it_names(
    status: int, named: dict[str, str], forgotten: set[str]
) -> None:
    """Its own target, and those it names here; nobody else's, and not if it failed."""
    for method in ("POST", "DELETE", "M-SEARCH"):
        asked = Request(method, "/a/b")
        assert forgotten_after(asked, response(status, **named), HOME) == forgotten


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "TRACE"])
def test_what_is_safe_makes_nothing_old(method: str) -> None:
    """Reading changes nothing."""
    assert forgotten_after(Request(method, "/a"), response(200), HOME) == set()
