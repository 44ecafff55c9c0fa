"""Which kept response answers a request (RFC 9111, 4.1)."""

from dataclasses import replace

import pytest
from tests.fpl.http_caching.cases import at, get, kept

from fplbanter.fpl.http_caching.varying import fits, select


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        ("1, 2", ["1", "2"], True),
        ("1,2", " 1,  2 ", True),
        ("1, 2", "2, 1", False),
        ("1", "2", False),
        ('"a,  b"', '"a, b"', False),
        ("A", "a", False),
    ],
)
def test_a_field_is_compared_by_what_it_means(
    before: str, now: str | list[str], *, same: bool
) -> None:
    """Lines are combined and white space goes; order and letters count."""
    one = kept(get(foo=before), vary="Foo")
    assert fits(one, get(foo=now)) is same


def test_languages_and_encodings_are_the_same_in_any_order() -> None:
    """`en, de` is `De,EN`, and `gzip;q=1` is `gzip; Q=1`."""
    one = kept(get(accept_language="en, de"), vary="Accept-Language")
    assert fits(one, get(accept_language="De,EN"))
    packed = kept(get(accept_encoding="br, gzip;q=1"), vary="accept-encoding")
    assert fits(packed, get(accept_encoding="gzip; Q=1, br"))


def test_a_field_that_was_not_sent_is_not_an_empty_one() -> None:
    """Both left out is the same; one left out is not."""
    assert fits(kept(vary="Foo, Bar"), get())
    assert not fits(kept(vary="Foo"), get(foo=""))
    assert not fits(kept(get(foo="1"), vary="Foo"), get())


@pytest.mark.parametrize("vary", ["*", "*, *", ", *", "Foo, *", "*, Foo"])
def test_a_star_is_never_the_same(vary: str) -> None:
    """The response depends on what no field tells."""
    assert not fits(kept(vary=vary), get())


def test_the_newest_of_those_that_fit_is_selected() -> None:
    """An old one is kept beside it, and does not answer."""
    old = kept()
    new = replace(old, answered_at=at(5))
    other = replace(kept(get(foo="1"), vary="Foo"), answered_at=at(9))
    assert select([new, other, old], get()) is new
    assert select([other], get()) is None
    assert select([], get()) is None
