"""The measure of the upstream limit, against the plainest way to count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.faults.arrivals import most_in_any_window, over_the_limit, share_used

# Eighths of a second are exact, so that windows meet their ends.
STAMPS = st.lists(st.integers(0, 200).map(lambda n: n / 8), max_size=60)


def plain(stamps: list[float], seconds: float) -> list[int]:
    """Count for each arrival those after its window's beginning, itself included."""
    ordered = sorted(stamps)
    return [
        sum(end - seconds < other for other in ordered[: at + 1])
        for at, end in enumerate(ordered)
    ]


@given(STAMPS, st.sampled_from([0.125, 1.0, 2.5, 60.0]))
def test_the_most_in_any_window_is_what_plain_counting_finds(
    stamps: list[float], seconds: float
) -> None:
    """Whatever the order, ties included."""
    counts = plain(stamps, seconds)
    assert most_in_any_window(stamps, seconds) == max(counts, default=0)
    for limit in (1, 3):
        over = sum(count > limit for count in counts)
        assert over_the_limit(stamps, limit, seconds) == over


@pytest.mark.parametrize(
    ("stamps", "most"),
    [
        ([], 0),
        ([5.0], 1),
        ([0.0, 0.999], 2),
        ([0.0, 1.0], 1),
        ([0.9, 0.95, 1.0, 1.05], 4),
        ([1.05, 0.9, 1.0, 0.95], 4),
    ],
)
def test_a_window_may_lie_across_full_seconds(stamps: list[float], most: int) -> None:
    """Four around the full second are four, which a counter per second misses."""
    assert most_in_any_window(stamps) == most


def test_the_share_that_was_used() -> None:
    """Nine gaps of a tenth of a second are all of ten a second."""
    assert share_used([n / 10 for n in range(10)], 10.0) == pytest.approx(1.0)
    assert share_used([0.0, 1.0, 2.0], 2.0) == pytest.approx(0.5)
    assert share_used([3.0], 2.0) == share_used([3.0, 3.0], 2.0) == 0.0
