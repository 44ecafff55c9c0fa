"""How often FPL is asked a second time, while many fail."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fplbanter.cluster.local_budget import Budget
from fplbanter.errors import UpstreamDown
from fplbanter.fpl.client import FPLClient
from fplbanter.fpl.endpoints import SEASON
from fplbanter.fpl.retries import FLOOR, SHARE, RetryBudget

if TYPE_CHECKING:
    from tests.fpl.conftest import Replies, ScriptedServer


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_one_that_is_alone_may_try_again() -> None:
    """A tenth of one call is nothing, so a few are always allowed."""
    budget = RetryBudget(Hand())
    budget.called()
    assert [budget.spend() for _ in range(FLOOR + 1)] == [True] * FLOOR + [False]


def test_a_tenth_of_all_calls_may_be_tried_again() -> None:
    """A storm of failures does not double what is asked."""
    budget = RetryBudget(Hand())
    for _ in range(200):
        budget.called()
    assert [budget.spend() for _ in range(25)] == [True] * 20 + [False] * 5


def test_a_minute_later_there_is_leave_again() -> None:
    """Only the last minute counts, for calls as for second tries."""
    clock = Hand()
    budget = RetryBudget(clock)
    for _ in range(100):
        budget.called()
    assert all(budget.spend() for _ in range(10))
    clock.now += 59.9
    assert not budget.spend()
    clock.now += 0.1
    assert [budget.spend() for _ in range(FLOOR + 1)] == [True] * FLOOR + [False]


@given(st.lists(st.tuples(st.floats(0, 20), st.booleans()), max_size=300))
def test_no_minute_has_more_second_tries_than_it_may(
    story: list[tuple[float, bool]],
) -> None:
    """Over whatever minute one looks back, at whatever moment."""
    clock = Hand()
    budget = RetryBudget(clock)
    calls: list[float] = []
    tries: list[float] = []
    for pause, fails in story:
        clock.now += pause
        calls.append(clock.now)
        budget.called()
        if fails and budget.spend():
            tries.append(clock.now)
            recent = [at for at in calls if at > clock.now - 60]
            again = [at for at in tries if at > clock.now - 60]
            assert len(again) <= max(FLOOR, SHARE * len(recent))


@asynccontextmanager
async def asking(server: "ScriptedServer", clock: Hand) -> AsyncIterator[FPLClient]:
    async def no_pause(_: float) -> None:
        """Try again at once."""

    budget = Budget(10_000, 100_000)
    async with FPLClient(
        server.base_url, budget, sleep=no_pause, monotonic=clock
    ) as client:
        yield client


@pytest.mark.anyio
async def test_a_storm_of_503_costs_a_tenth_more_and_no_more(
    server: "ScriptedServer", replies: "Replies"
) -> None:
    """A hundred calls that all fail: a hundred and ten requests."""
    clock = Hand()
    server.will(replies.plain(503, b"down"))
    async with asking(server, clock) as client:
        for _ in range(100):
            clock.now += 0.5
            with pytest.raises(UpstreamDown, match="503"):
                await client.fetch(SEASON)
    assert 103 <= len(server.asked) <= 110
