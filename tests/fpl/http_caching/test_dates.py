"""HTTP dates, as RFC 9110, 5.6.7 has them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fplbanter.fpl.http_caching.dates import format_http_date, http_date

EXAMPLE = datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "sun, 06 NOV 1994 08:49:37 gmt",
        "  Sun, 06 Nov 1994 08:49:37 GMT ",
    ],
)
def test_the_three_forms_of_the_standard_are_read(text: str) -> None:
    """The examples of RFC 9110, and in other letters (RFC 9111, 4.2)."""
    assert http_date(text, now=NOW) == EXAMPLE


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "0",
        "-1",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 +0100",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun 06 Nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 0000 08:49:37 GMT",
        "Sun, 0\u0666 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
    ],
)
def test_anything_else_is_no_date(text: str | None) -> None:
    """What is nearly a date would be read in as many ways as there are readers."""
    assert http_date(text, now=NOW) is None


@pytest.mark.parametrize(
    ("year", "read_as"), [("94", 1994), ("26", 2026), ("75", 2075), ("77", 1977)]
)
def test_a_year_in_two_digits_is_at_most_fifty_years_ahead(
    year: str, read_as: int
) -> None:
    """More than 50 years ahead is the last one with these digits (RFC 9110)."""
    found = http_date(f"Sunday, 06-Nov-{year} 08:49:37 GMT", now=NOW)
    assert found
    assert found.year == read_as


def test_a_leap_day_of_a_century_that_has_none_is_no_date() -> None:
    """1900 was no leap year, 2000 was."""
    leap_day = "Tuesday, 29-Feb-00 00:00:00 GMT"
    assert http_date(leap_day, now=datetime(1940, 1, 1, tzinfo=UTC)) is None
    assert http_date(leap_day, now=NOW) == datetime(2000, 2, 29, tzinfo=UTC)


def test_a_leap_second_is_the_one_before() -> None:
    """:60 is a valid second, and no clock here knows it."""
    found = http_date("Sat, 31 Dec 2016 23:59:60 GMT")
    assert found == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)


@given(
    st.datetimes(
        min_value=datetime(1970, 1, 1),  # noqa: DTZ001  Hypothesis adds the zone.
        max_value=datetime(9998, 1, 1),  # noqa: DTZ001
        timezones=st.just(UTC),
    )
)
def test_what_is_written_is_read_again(moment: datetime) -> None:
    """A date loses its fraction of a second on the way, nothing else."""
    assert http_date(format_http_date(moment)) == moment.replace(microsecond=0)


@given(st.text(max_size=40))
def test_no_text_is_too_odd_to_be_refused(text: str) -> None:
    """Whatever somebody sends for a date, it is one or it is none."""
    found = http_date(text)
    assert found is None or found.tzinfo is UTC
