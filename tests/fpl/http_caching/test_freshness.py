"""Age and lifetime, as RFC 9111, 4.2 calculates them."""

import pytest
from tests.fpl.http_caching.cases import NOON, at, date, kept, response

from fplbanter.fpl.http_caching.freshness import (
    age_on_arrival,
    current_age,
    explicit_lifetime,
    fresh_for,
    lifetime,
    stated_age,
)


def test_the_age_of_an_answer_is_what_the_caches_on_its_way_say() -> None:
    """`Age` and the time that the answer took are added (4.2.3)."""
    assert age_on_arrival("30", date(0), NOON, at(2)) == 32


def test_a_date_in_the_past_makes_an_answer_old() -> None:
    """The larger of the two is the age; a clock that is ahead makes none younger."""
    assert age_on_arrival("30", date(-100), NOON, NOON) == 100
    assert age_on_arrival("30", date(+100), NOON, NOON) == 30
    assert age_on_arrival(None, None, NOON, NOON) == 0


def test_the_fraction_of_the_second_in_which_it_came_is_not_its_age() -> None:
    """A Date says whole seconds: 0.9 s later it is not 0.9 s old."""
    assert age_on_arrival(None, date(0), at(0.9), at(0.9)) == 0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("0", 0), ("30", 30), ("30, 60", 30), ("abc", None), ("-1", None), (None, None)],
)
def test_of_several_ages_the_first_is_read(
    value: str | None, seconds: int | None
) -> None:
    """And what is not a number is none (RFC 9111, 5.1)."""
    assert stated_age(value) == seconds


def test_a_kept_response_grows_old_here_too() -> None:
    """What it was on arrival, and the time since."""
    assert current_age(kept(age="30"), at(12)) == 42


def test_a_clock_that_is_set_back_makes_nothing_younger() -> None:
    """An hour back is no time at all."""
    assert current_age(kept(age="30"), at(-3600)) == 30


@pytest.mark.parametrize(
    ("named", "seconds"),
    [
        ({"cache_control": "max-age=10"}, 10),
        ({"cache_control": "max-age=10, s-maxage=20"}, 20),
        ({"cache_control": "s-maxage=5", "expires": date(100)}, 5),
        ({"cache_control": "max-age=10", "expires": date(100)}, 10),
        ({"cache_control": "max-age=-10"}, 0),
        ({"cache_control": "max-age=10.5"}, 0),
        ({"cache_control": "max-age"}, 0),
        ({"expires": date(100), "date": date(40)}, 60),
        ({"expires": date(40), "date": date(100)}, 0),
        ({"expires": date(100)}, 100),
        ({"expires": "0", "date": date(0)}, 0),
        ({"cache_control": "public"}, None),
        ({}, None),
    ],
)
def test_a_shared_cache_is_told_how_long(
    named: dict[str, str], seconds: float | None
) -> None:
    """s-maxage before max-age before Expires; nonsense is no time (4.2.1)."""
    assert explicit_lifetime(response(200, **named).fields, NOON) == seconds


def test_without_a_word_a_tenth_of_its_rest_is_a_guess() -> None:
    """What has not changed for ten hours may be used for one; a day at most."""
    unchanged = {"date": date(0), "last_modified": date(-36_000)}
    assert lifetime(response(200, **unchanged), NOON) == 3600
    years = {"date": date(0), "last_modified": date(-(10**8))}
    assert lifetime(response(200, **years), NOON) == 86_400
    assert lifetime(response(200), NOON) == 0
    assert lifetime(response(200, last_modified=date(+50)), NOON) == 0


def test_nobody_guesses_about_a_failure() -> None:
    """Only where the standard has it so, or the origin says `public` (4.2.2)."""
    named = {"date": date(0), "last_modified": date(-1000)}
    assert lifetime(response(503, **named), NOON) == 0
    assert lifetime(response(503, cache_control="public", **named), NOON) == 100


@pytest.mark.parametrize("age", ["abc", "-7200", "7200.0", "0, 0", "0;x=1"])
def test_an_age_that_cannot_be_read_makes_an_answer_stale(age: str) -> None:
    """Nobody knows how old it is."""
    assert fresh_for(kept(cache_control="max-age=3600", age=age), NOON) <= 0


def test_two_lines_of_age_make_an_answer_stale() -> None:
    """One of them is wrong, and nobody knows which."""
    told = response(200, cache_control="max-age=3600", age=["0", "7200"])
    assert lifetime(told, NOON) == 0


def test_what_is_left_is_the_lifetime_less_the_age() -> None:
    """Sixty seconds, ten on the way, twenty here: thirty are left."""
    assert fresh_for(kept(cache_control="max-age=60", age="10"), at(20)) == 30
