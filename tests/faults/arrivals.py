"""How close requests came: the most of them in any sliding window."""

from collections import deque
from collections.abc import Iterable


def most_in_any_window(stamps: Iterable[float], seconds: float = 1.0) -> int:
    """
    Return the most arrivals in any window of so many seconds.

    `stamps` are seconds of one clock, in any order. A window holds its end and
    not its beginning: two arrivals exactly `seconds` apart share none.
    """
    return max(_counts(stamps, seconds), default=0)


def over_the_limit(stamps: Iterable[float], limit: int, seconds: float = 1.0) -> int:
    """Return how many arrivals had already `limit` others in the window before."""
    return sum(count > limit for count in _counts(stamps, seconds))


def share_used(stamps: Iterable[float], per_second: float) -> float:
    """
    Return which part of a rate was used between the first and last arrival.

    1.0 is all of it. Fewer than two arrivals have used nothing.
    """
    times = sorted(stamps)
    if len(times) < 2 or times[0] == times[-1]:
        return 0.0
    return (len(times) - 1) / (times[-1] - times[0]) / per_second


def _counts(stamps: Iterable[float], seconds: float) -> Iterable[int]:
    """Count, for each arrival, those in the window that ends with it."""
    window: deque[float] = deque()
    for stamp in sorted(stamps):
        window.append(stamp)
        while stamp - window[0] >= seconds:
            window.popleft()
        yield len(window)
