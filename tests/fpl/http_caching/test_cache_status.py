"""How a cache says what it did (RFC 9211)."""

import pytest
from tests.fpl.http_caching.cases import fields

from fplbanter.fpl.http_caching.cache_status import CacheStatus, Forwarded


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (CacheStatus(), "fplbanter; hit"),
        (CacheStatus(ttl=376), "fplbanter; hit; ttl=376"),
        (CacheStatus(ttl=-412), "fplbanter; hit; ttl=-412"),
        (
            CacheStatus(Forwarded.STALE, status=304, collapsed=True),
            "fplbanter; fwd=stale; fwd-status=304; collapsed",
        ),
        (
            CacheStatus(Forwarded.URI_MISS, stored=True),
            "fplbanter; fwd=uri-miss; stored",
        ),
        (CacheStatus(ttl=-5, detail="down"), "fplbanter; hit; ttl=-5; detail=down"),
    ],
)
def test_a_cache_says_what_it_did(status: CacheStatus, text: str) -> None:
    """The examples of RFC 9211, 3, with our name."""
    assert str(status) == text


def test_what_caches_nearer_to_the_origin_said_stays() -> None:
    """The list grows at its end: whoever is nearest to the reader is last."""
    said = CacheStatus(ttl=1).added_to(fields(cache_status=["a; hit", "b; fwd=miss"]))
    assert list(said) == [
        ("Cache-Status", "a; hit, b; fwd=miss, fplbanter; hit; ttl=1"),
    ]
