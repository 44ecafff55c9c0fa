"""What a shared cache may keep (RFC 9111, 3)."""

import pytest
from tests.fpl.http_caching.cases import NOON, date, fields, get, response

from fplbanter.fpl.http_caching.messages import Request
from fplbanter.fpl.http_caching.storing import end_to_end, may_store, storable


@pytest.mark.parametrize(
    ("status", "control", "may"),
    [
        (200, "max-age=1", True),
        (200, "", True),
        (404, "", True),
        (503, "", False),
        (503, "max-age=1", True),
        (503, "public", True),
        (299, "max-age=1", True),
        (599, "max-age=1, must-understand", False),
        (200, "max-age=1, must-understand", True),
        (200, "no-store, max-age=1", False),
        (200, "private", False),
        (200, 'private="set-cookie", max-age=1', True),
        (200, "no-cache", True),
        (206, "max-age=1", False),
        (304, "max-age=1", False),
        (103, "max-age=1", False),
    ],
)
def test_what_is_kept_of_a_get(status: int, control: str, *, may: bool) -> None:
    """What forbids it, what allows it, and what goes without saying."""
    told = response(status, cache_control=control)
    assert may_store(get(), told, NOON) is may


def test_who_says_no_store_is_not_kept() -> None:
    """The directive counts in a request, too (5.2.1.5)."""
    asked = get(cache_control="no-store")
    assert not may_store(asked, response(cache_control="max-age=1"), NOON)


@pytest.mark.parametrize(
    ("control", "may"),
    [
        ("max-age=1", False),
        ("max-age=1, public", True),
        ("max-age=1, must-revalidate", True),
        ("s-maxage=1", True),
    ],
)
def test_what_one_who_logged_in_was_shown(control: str, *, may: bool) -> None:
    """It is for others only if the origin says so (3.5)."""
    asked = get(authorization="Bearer x")
    assert may_store(asked, response(cache_control=control), NOON) is may


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "OPTIONS", "M-SEARCH"])
def test_other_methods_leave_nothing_to_keep(method: str) -> None:
    """Their answers are not what a GET would bring."""
    told = response(cache_control="max-age=60")
    assert not may_store(Request(method, "/thing"), told, NOON)


def test_a_post_may_say_that_it_is_what_a_get_would_bring() -> None:
    """With a lifetime, and with its own address as `Content-Location`."""
    post = Request("POST", "/thing")
    told = {"expires": date(60), "content_location": "/thing"}
    assert may_store(post, response(200, **told), NOON)
    assert not may_store(post, response(201, **told), NOON)
    assert not may_store(post, response(200, expires=date(60)), NOON)
    elsewhere = response(200, expires=date(60), content_location="/other")
    assert not may_store(post, elsewhere, NOON)
    assert not may_store(post, response(200, content_location="/thing"), NOON)


def test_what_is_between_two_neighbours_goes_no_further() -> None:
    """The fields of the connection, and those that `Connection` names."""
    told = fields(connection="A, keep-alive", a="1", b="2", te="x", upgrade="y")
    assert list(end_to_end(told)) == [("B", "2")]


def test_fields_that_are_not_for_keeping_are_not_kept() -> None:
    """`no-cache="a"` and `private="b"` are about these fields only."""
    told = fields(cache_control='no-cache="a", private="B, c"', a="1", b="2", d="4")
    assert storable(told).names() == {"cache-control", "d"}
