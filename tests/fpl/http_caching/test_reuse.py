"""Whether a kept response may be sent (RFC 9111, 4 and 5.2; RFC 5861)."""

from dataclasses import replace

import pytest
from tests.fpl.http_caching.cases import at, get, kept

from fplbanter.fpl.http_caching.reuse import (
    Reuse,
    may_ask_origin,
    reuse,
    serves_after_failure,
    ttl,
)

FRESH, STALE, REFRESH, CHECK = Reuse.FRESH, Reuse.STALE, Reuse.REFRESH, Reuse.CHECK


@pytest.mark.parametrize(
    ("told", "seconds", "done"),
    [
        ("max-age=10", 9, FRESH),
        ("max-age=10", 10, CHECK),
        ("max-age=10, no-cache", 1, CHECK),
        ('max-age=10, no-cache="set-cookie"', 1, FRESH),
        ("max-age=10, must-revalidate", 9, FRESH),
        ("max-age=10, must-revalidate", 11, CHECK),
        ("max-age=10, stale-while-revalidate=5", 14, REFRESH),
        ("max-age=10, stale-while-revalidate=5", 16, CHECK),
        ("max-age=10, stale-while-revalidate=x", 11, CHECK),
        ("max-age=10, stale-while-revalidate=5, must-revalidate", 11, CHECK),
        ("s-maxage=10, stale-while-revalidate=5", 11, CHECK),
    ],
)
def test_what_the_origin_has_said_counts(
    told: str, seconds: float, done: Reuse
) -> None:
    """Fresh, stale while somebody asks, or to be checked first."""
    assert reuse(kept(cache_control=told), get(), at(seconds)) is done


@pytest.mark.parametrize(
    ("asked", "seconds", "done"),
    [
        ("no-cache", 1, CHECK),
        ("max-age=5", 5, FRESH),
        ("max-age=5", 6, CHECK),
        ("max-age=x", 1, CHECK),
        ("min-fresh=5", 5, FRESH),
        ("min-fresh=5", 6, CHECK),
        ("max-stale", 9999, STALE),
        ("max-stale=5", 15, STALE),
        ("max-stale=5", 16, CHECK),
        ("max-stale=x", 11, CHECK),
        ("max-stale=5, min-fresh=1", 11, CHECK),
        ("max-stale=5, max-age=12", 13, CHECK),
        ("no-store", 1, FRESH),
        ("something-else=1", 1, FRESH),
    ],
)
def test_what_the_asker_demands_counts(asked: str, seconds: float, done: Reuse) -> None:
    """Of a response that is good for ten seconds."""
    one = kept(cache_control="max-age=10")
    assert reuse(one, get(cache_control=asked), at(seconds)) is done


@pytest.mark.parametrize(
    "told", ["must-revalidate", "proxy-revalidate", "no-cache", "s-maxage=10"]
)
def test_who_must_not_be_stale_is_not_though_the_asker_takes_it(told: str) -> None:
    """Neither by `max-stale`, nor because the origin fails (4.2.4)."""
    one = kept(cache_control=f"max-age=10, {told}")
    assert reuse(one, get(cache_control="max-stale"), at(11)) is CHECK
    assert not serves_after_failure(one, get(), at(11))


@pytest.mark.parametrize(
    ("told", "asked", "may"),
    [
        ("max-age=10", "", True),
        ("max-age=10, stale-if-error=60", "", True),
        ("max-age=10, stale-if-error=20", "", False),
        ("max-age=10", "stale-if-error=20", False),
        ("max-age=10, stale-if-error=20", "stale-if-error=60", True),
        ("max-age=10", "no-cache", False),
    ],
)
def test_old_is_better_than_nothing_while_the_origin_fails(
    told: str, asked: str, *, may: bool
) -> None:
    """Forty seconds after it became stale, unless somebody forbids it."""
    one = kept(cache_control=told)
    request = get(cache_control=asked)
    assert serves_after_failure(one, request, at(50)) is may


def test_who_wants_only_what_is_kept_gets_nothing_else() -> None:
    """`only-if-cached` is for those who would rather have nothing."""
    assert may_ask_origin(get())
    assert not may_ask_origin(get(cache_control="only-if-cached"))


def test_the_time_left_is_told_in_whole_seconds() -> None:
    """Below zero for what is stale, rounded down (RFC 9211, 2.4)."""
    one = kept(cache_control="max-age=10")
    assert [ttl(one, at(s)) for s in (0, 9.5, 10, 10.5)] == [10, 0, 0, -1]


def test_a_response_without_any_lifetime_is_checked_each_time() -> None:
    """Nobody has said for how long it is good."""
    assert reuse(replace(kept()), get(), at(0)) is CHECK
