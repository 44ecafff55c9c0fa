"""What a process may spend alone, and how refusals are remembered."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.learning import ALL, LEAST, Learning
from fplbanter.cluster.limits import Limits
from fplbanter.cluster.share import Share


def moments(limits: Limits, seat: int, offset: float, start: float) -> list[float]:
    """Return the next slots of a process that takes every one."""
    share, now, got = Share(limits), start, []
    share.assume(0, start - 2, [])
    phase = share.phase(seat, offset)
    for _ in range(30):
        now = share.ready_at(Lane.PERSON, now, 1.0, phase)
        share.spend(now)
        got.append(now)
    return got


@given(
    per_second=st.sampled_from([0.5, 1.0, 2.0, 2.5, 3.0, 5.0, 20.0]),
    processes=st.integers(1, 6),
    starts=st.lists(st.floats(0, 5), min_size=6, max_size=6),
)
def test_the_shares_of_all_processes_are_never_more_than_the_limit(
    per_second: float, processes: int, starts: list[float]
) -> None:
    """However the processes lie to each other, and whatever their clocks say."""
    limits = Limits(per_second, 60_000, processes)
    together = []
    for seat in range(processes):
        clock = 1000.0 * seat
        got = moments(limits, seat, -clock, clock + starts[seat])
        together += [at - clock for at in got]
    together.sort()
    window = max(1.0, 1.0 / per_second)
    for at in together:
        held = sum(at <= other < at + window - 1e-6 for other in together)
        assert held <= max(1, int(per_second))


def test_with_fewer_requests_than_processes_each_has_its_moment() -> None:
    """Two a second among four: one each in two and a half seconds, in turn."""
    limits = Limits(2.0, 100, 4)
    got = moments(limits, seat=1, offset=0.0, start=0.0)
    assert got[0] == pytest.approx(0.625)
    assert {round(b - a, 6) for a, b in pairwise(got[:20])} == {2.5}


def test_who_has_no_seat_has_no_moment() -> None:
    """A process that never met the others cannot know when it is its turn."""
    share = Share(Limits(2.0, 100, 4))
    assert share.needs_seat
    assert share.ready_at(Lane.LIVE, 0.0, 1.0, None) == math.inf
    assert Share(Limits(20.0, 100, 4)).ready_at(Lane.LIVE, 0.0, 1.0, None) == 0.0
    assert Share(Limits(20.0, 3, 4)).ready_at(Lane.LIVE, 0.0, 1.0, None) == math.inf


def test_what_all_may_have_spent_is_taken_for_spent() -> None:
    """A minute that was used up leaves nothing before its first slots are old."""
    limits = Limits(2.0, 60, 2)
    share = Share(limits)
    share.assume(used=60, latest=100.0, own=[])
    ready = share.ready_at(Lane.PERSON, 102.0, 1.0, None)
    assert ready == pytest.approx(100.0 - 29 * 2 * limits.gap + 60.12)


def test_a_halved_rate_climbs_back_and_never_above_the_setting() -> None:
    """A tenth of the setting in a minute."""
    learning = Learning()
    learning.penalise(100.0)
    learning.penalise(101.0)
    assert learning.factor(100.0) == 0.5
    assert learning.factor(160.0) == pytest.approx(0.6)
    assert learning.factor(10_000.0) == 1.0
    for moment in range(1000, 2000, 6):
        learning.penalise(float(moment))
    assert learning.factor(1996.0) >= LEAST


def test_a_pause_is_never_shortened_and_ends() -> None:
    """The longest that FPL asked for counts, up to a quarter of an hour."""
    learning = Learning()
    learning.pause(10.0, "entry", 0.0)
    learning.pause(5.0, "entry", 0.0)
    learning.pause(1e9, ALL, -850.0)
    assert learning.paused("entry", 0.0) == 50.0
    assert learning.paused(None, 0.0) == 50.0
    assert learning.pauses(20.0) == {ALL: 30.0}
    assert learning.paused("entry", 51.0) == 0.0
