"""What `Accept-Encoding` lets us send, and which of it is sent."""

import pytest

from fplbanter.web.gateway.encodings import best, wanted

SIZES = {"br": 20, "gzip": 30, "identity": 100}
TINY = {"br": 12, "gzip": 29, "identity": 9}


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("deflate, zstd", "identity"),
        ("*", "br"),
        ("*;q=0.5, gzip", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0, br;q=0", "identity"),
        ("gzip;q=0.001", "gzip"),
        ("br ; q=0.8 , gzip ; q=0.9", "gzip"),
        ("identity, gzip;q=0.5", "identity"),
        ("identity;q=0", None),
        ("*;q=0", None),
        ("gzip, *;q=0", "gzip"),
        ("gzip;q=0, identity;q=0", None),
        ("identity;q=0, br", "br"),
        ("gzip;q=abc", "identity"),
        ("gzip;q=2", "identity"),
        ("gzip;level=9", "identity"),
        (",,;q=,gzip", "gzip"),
    ],
)
def test_what_is_wanted_most_is_sent(accept: str | None, sent: str | None) -> None:
    """By weight, then by size; plain to whoever says nothing (RFC 9110, 12.5.3)."""
    assert best(SIZES, wanted(accept)) == sent


def test_packing_that_saves_nothing_is_not_sent() -> None:
    """A body of nine bytes goes out plain, unless that is refused."""
    assert best(TINY, wanted("br, gzip")) == "identity"
    assert best(TINY, wanted("gzip, identity;q=0")) == "gzip"
