"""What holds of every response, whatever it says and whenever it is asked for."""

from datetime import timedelta
from typing import Final

from hypothesis import given
from hypothesis import strategies as st
from tests.fpl.http_caching.cases import NOON, at, date

from fplbanter.fpl.http_caching.fields import Fields
from fplbanter.fpl.http_caching.freshness import (
    age_on_arrival,
    current_age,
    fresh_for,
    lifetime,
)
from fplbanter.fpl.http_caching.messages import Kept, Request, Response
from fplbanter.fpl.http_caching.reuse import Reuse, reuse, serves_after_failure
from fplbanter.fpl.http_caching.storing import may_store, storable
from fplbanter.fpl.http_caching.updating import freshened
from fplbanter.fpl.http_caching.validators import is_answered_by_304
from fplbanter.fpl.http_caching.varying import fits

SECONDS: Final = st.integers(-100, 100)
DATES: Final = SECONDS.map(date) | st.just("0")
NUMBERS: Final = st.integers(-5, 200).map(str) | st.sampled_from(["x", "", "9" * 30])
TOLD: Final = st.lists(
    st.sampled_from(
        [
            *("no-cache", "no-store", "private", "public", "must-revalidate"),
            *("proxy-revalidate", "max-age", 'no-cache="a"', "immutable"),
        ]
    )
    | st.builds(
        "{}={}".format,
        st.sampled_from(
            [
                *("max-age", "s-maxage", "stale-while-revalidate"),
                *("stale-if-error", "max-stale", "min-fresh"),
            ]
        ),
        NUMBERS,
    ),
    max_size=4,
).map(", ".join)
LINES: Final = st.one_of(
    st.tuples(st.just("Cache-Control"), TOLD),
    st.tuples(st.sampled_from(["Date", "Expires", "Last-Modified"]), DATES),
    st.tuples(st.just("Age"), NUMBERS),
    st.tuples(st.just("ETag"), st.sampled_from(['"1"', 'W/"1"', '"2"', "1"])),
    st.tuples(st.just("Vary"), st.sampled_from(["Foo", "*", "Foo, Bar"])),
)
FIELDS: Final = st.lists(LINES, max_size=6).map(Fields.of)
ASKED: Final = st.lists(
    st.tuples(st.just("Cache-Control"), TOLD)
    | st.tuples(st.sampled_from(["Foo", "Bar", "If-None-Match"]), NUMBERS),
    max_size=3,
).map(lambda lines: Request("GET", "/thing", Fields.of(lines)))
RESPONSES: Final = st.builds(Response, st.sampled_from([200, 404, 503]), FIELDS)
KEPT: Final = st.builds(
    lambda request, response, took: Kept(request, response, NOON, at(took)),
    ASKED,
    RESPONSES,
    st.floats(0, 10),
)
LATER: Final = st.floats(-1000, 1000)
NEVER_STALE: Final = {"must-revalidate", "proxy-revalidate", "s-maxage"}


@given(KEPT, LATER, st.floats(0, 1000))
def test_age_never_falls(kept: Kept, when: float, more: float) -> None:
    """Later is older, also while a clock is set back; nothing is younger than new."""
    early, late = current_age(kept, at(when)), current_age(kept, at(when + more))
    assert 0 <= early <= late


@given(NUMBERS, DATES, st.floats(0, 10))
def test_an_answer_is_at_least_as_old_as_it_says(
    age: str, made: str, took: float
) -> None:
    """And as long under way as it took."""
    found = age_on_arrival(age, made, NOON, at(took))
    assert found >= (at(took) - NOON).total_seconds()
    if age.isdigit() and len(age) < 9:
        assert found >= int(age)


@given(KEPT, ASKED, LATER, st.floats(0, 1000))
def test_what_is_stale_stays_stale(
    kept: Kept, request: Request, when: float, more: float
) -> None:
    """Freshness only ends: it never comes back by waiting."""
    assert fresh_for(kept, at(when)) >= fresh_for(kept, at(when + more))
    if reuse(kept, request, at(when + more)) is Reuse.FRESH:
        assert reuse(kept, request, at(when)) is Reuse.FRESH


@given(KEPT, ASKED, LATER)
def test_what_must_be_checked_is_never_sent_stale(
    kept: Kept, request: Request, when: float
) -> None:
    """Not for an asker who takes it, not behind a refresh, not after a failure."""
    told = kept.response.fields.cache_control()
    if NEVER_STALE & told.keys() and fresh_for(kept, at(when)) <= 0:
        assert reuse(kept, request, at(when)) is Reuse.CHECK
        assert not serves_after_failure(kept, request, at(when))


@given(KEPT, ASKED, LATER)
def test_what_is_sent_as_fresh_is_fresh(
    kept: Kept, request: Request, when: float
) -> None:
    """It is younger than its lifetime, and says nowhere that it has to be checked."""
    if reuse(kept, request, at(when)) is Reuse.FRESH:
        age = current_age(kept, at(when))
        assert age < lifetime(kept.response, kept.answered_at)
        assert kept.response.fields.cache_control().get("no-cache", "a")


@given(ASKED, RESPONSES)
def test_nobody_s_own_is_kept(request: Request, response: Response) -> None:
    """What says `no-store` or `private`, in either message."""
    told = response.fields.cache_control()
    if "no-store" in told or "private" in told:
        assert not may_store(request, response, NOON)
    logged_in = Request("GET", "/", request.fields.plus(("Authorization", "x")))
    if not {"public", "must-revalidate", "s-maxage"} & told.keys():
        assert not may_store(logged_in, response, NOON)


@given(ASKED, RESPONSES)
def test_whoever_asks_the_same_again_is_answered_by_it(
    request: Request, response: Response
) -> None:
    """A request selects its own response, but where `Vary` says that none does."""
    kept = Kept(request, response, NOON, NOON)
    star = "*" in (response.fields.combined("vary") or "")
    assert fits(kept, request) is not star


@given(RESPONSES)
def test_what_was_stripped_has_nothing_more_to_strip(response: Response) -> None:
    """Keeping what was kept changes nothing."""
    once = storable(response.fields)
    assert storable(once) == once


@given(KEPT, FIELDS, st.integers(0, 500))
def test_a_304_never_changes_body_tag_or_status(
    kept: Kept, news: Fields, when: int
) -> None:
    """It stands by what is kept; twice the same 304 is once."""
    moment = at(when) + timedelta(seconds=10)
    once = freshened(kept, Response(304, news), moment, moment)
    assert once.response.body == kept.response.body
    assert once.response.status == kept.response.status
    assert once.response.fields.all("etag") == kept.response.fields.all("etag")
    assert freshened(once, Response(304, news), moment, moment) == once


@given(KEPT)
def test_who_has_it_is_not_sent_it_again(kept: Kept) -> None:
    """Asking with a 200's own tag is answered with a 304."""
    etag = kept.response.fields.first("etag")
    if kept.response.status == 200 and etag:
        asked = Request("GET", "/thing", Fields.of([("If-None-Match", etag)]))
        assert is_answered_by_304(kept, asked)
