"""The strict limit: over any sliding window, refused ones included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fplbanter.simulator.meter import Limit, Meter

# Eighths of a second are exact, so that windows meet their ends.
STAMPS = st.lists(st.integers(0, 1_000), max_size=80).map(
    lambda eighths: [n / 8 for n in sorted(eighths)]
)


def before(stamps: list[float], at: int, seconds: float) -> int:
    """Count those in the window that ends with a stamp, itself included."""
    return sum(stamps[at] - seconds < other for other in stamps[: at + 1])


@given(STAMPS, st.integers(1, 9), st.integers(1, 40))
def test_it_refuses_exactly_what_plain_counting_finds(
    stamps: list[float], per_second: int, per_minute: int
) -> None:
    """Both windows, all arrivals; the most that ever came is told."""
    meter = Meter(Limit(per_second, per_minute))
    waits = [meter.arrive(at) for at in stamps]
    within = [before(stamps, n, 1.0) for n in range(len(stamps))]
    minute = [before(stamps, n, 60.0) for n in range(len(stamps))]
    over = [
        a > per_second or b > per_minute for a, b in zip(within, minute, strict=True)
    ]
    assert [wait is not None for wait in waits] == over
    assert meter.violations == sum(over)
    assert meter.most_in_a_second == max(within, default=0)
    assert meter.most_in_a_minute == max(minute, default=0)


@given(STAMPS, st.integers(1, 9), st.integers(1, 40))
def test_who_waits_as_told_is_let_in(
    stamps: list[float], per_second: int, per_minute: int
) -> None:
    """If nobody else comes meanwhile."""
    meter = Meter(Limit(per_second, per_minute))
    for at in stamps:
        wait = meter.arrive(at)
    if stamps and wait is not None:
        assert wait >= 1
        assert meter.arrive(stamps[-1] + wait) is None


def test_two_a_second_may_come_half_a_second_apart() -> None:
    """For ever; a burst over a full second may not."""
    meter = Meter(Limit(per_second=2))
    assert [meter.arrive(n / 2) for n in range(100)] == [None] * 100
    assert [meter.arrive(at) for at in (99.9, 99.95, 100.0, 100.05)] == [
        None,
        None,
        1,
        1,
    ]
    assert (meter.most_in_a_second, meter.violations) == (4, 2)


def test_without_a_limit_it_only_counts() -> None:
    """And it can begin anew."""
    meter = Meter()
    assert {meter.arrive(1.0) for _ in range(1_000)} == {None}
    assert (meter.most_in_a_second, meter.violations) == (1_000, 0)
    meter.forget()
    assert (meter.most_in_a_second, meter.most_in_a_minute) == (0, 0)


@pytest.mark.parametrize(
    ("arrivals", "wait"), [([0.0] * 4, 60), ([0.0, 20.0, 40.0, 59.5], 21)]
)
def test_the_minute_says_how_long_to_wait(arrivals: list[float], wait: int) -> None:
    """Until the oldest of those that are too many is a minute ago."""
    meter = Meter(Limit(per_minute=3))
    assert [meter.arrive(at) for at in arrivals][-1] == wait
