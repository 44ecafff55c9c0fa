"""Retry-After in every form that servers write it."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fplbanter.fpl.refusals import LONGEST_PAUSE, retry_after

DATE = "Sat, 22 Aug 2026 18:00:00 GMT"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("30", 30.0),
        (" 30 ", 30.0),
        ("900", 900.0),
        ("1000000000", LONGEST_PAUSE),
        ("9" * 5000, LONGEST_PAUSE),
        ("Sat, 22 Aug 2026 18:00:30 GMT", 30.0),
        ("Saturday, 22-Aug-26 18:00:30 GMT", 30.0),
        ("Sat, 22 Aug 2026 17:00:00 GMT", 0.0),
        ("Sat, 22 Aug 2999 18:00:00 GMT", LONGEST_PAUSE),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("٣", None),
        ("Sat, 32 Aug 2026 18:00:00 GMT", None),
    ],
)
def test_seconds_and_dates_are_obeyed_and_nonsense_is_not(
    value: str, seconds: float | None
) -> None:
    """Never longer than fifteen minutes, dates against the answer's own clock."""
    assert retry_after({"retry-after": value, "date": DATE}) == seconds


def test_a_date_without_the_answers_own_is_held_against_our_clock() -> None:
    """An answer without Date leaves only this machine's time."""
    until = datetime.now(UTC) + timedelta(seconds=100)
    pause = retry_after({"retry-after": format_datetime(until, usegmt=True)})
    assert pause is not None
    assert 90 < pause <= 100


def test_no_header_is_no_pause() -> None:
    """Silence is not a number."""
    assert retry_after({}) is None


@given(st.text(max_size=40))
def test_any_text_is_a_pause_within_bounds_or_none(value: str) -> None:
    """Whatever a server writes, the pause is bounded."""
    pause = retry_after({"retry-after": value, "date": value})
    assert pause is None or 0 <= pause <= LONGEST_PAUSE
