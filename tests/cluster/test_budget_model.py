"""The protocol of the budget, against everything that can happen, in model time."""

import sys
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from redis import Redis
from tests.cluster.budget_model import (
    HAPPENINGS,
    ROUNDS,
    SHARES,
    STEPS,
    Installation,
    Step,
)

from fplbanter.cluster.limits import Limits
from fplbanter.ops.embedded import Services

BOTH = (
    *("slot", "wait", "hello", "a server of another life", "told what was spent"),
    *("slot while others are adrift", "slot of a share", "no answer"),
    *("too slow for too long", "the minute is used up", "a ghost's slot"),
    *("seen to sleep", "the whole limit while one sleeps"),
)
ROUND = "slot at its moment in the round"


ALL, NOBODY = 15, 0
IDLE = Step("nothing", 0, 8.0, NOBODY)
BUSY = Step("nothing", 0, 8.0, ALL)

STORIES = {
    "who died adrift had spent": (
        Limits(2.0, 30, 2, in_flight=1000),
        IDLE,
        Step("link_cut", 1, 8.0, NOBODY),
        *(Step("nothing", 0, 8.0, 2),) * 2,
        Step("process_is_replaced", 1, 8.0, NOBODY),
        *(IDLE,) * 3,
        *(BUSY,) * 3,
    ),
    "emptied while one is cut off": (
        Limits(4.0, 1200, 4, in_flight=1000),
        IDLE,
        Step("link_cut", 1, 8.0, 2),
        Step("valkey_is_flushed", 0, 8.0, ALL),
    ),
    "thawed long after all have forgotten it": (
        Limits(4.0, 1200, 4, in_flight=1000),
        IDLE,
        Step("link_cut", 1, 8.0, 2),
        Step("process_freezes_or_thaws", 1, 8.0, NOBODY),
        *(IDLE,) * 4,
        BUSY,
        Step("process_freezes_or_thaws", 1, 8.0, ALL),
    ),
    "seen to sleep, and cut off when it wakes": (
        Limits(4.0, 1200, 4, in_flight=1000),
        BUSY,
        Step("process_freezes_or_thaws", 1, 3.0, ALL),
        Step("link_cut", 1, 0.3, ALL),
        Step("process_freezes_or_thaws", 1, 5.0, ALL),
    ),
    "the last writes are lost": (
        Limits(8.0, 1200, 3, in_flight=1000),
        BUSY,
        Step("valkey_writes_to_disk", 0, 1.3, ALL),
        Step("valkey_restarts", 0, 3.0, ALL),
    ),
    "one slot in two seconds": (
        Limits(0.5, 30, 1, in_flight=1000),
        BUSY,
        Step("link_deaf", 0, 5.0, ALL),
        Step("all_is_well", 0, 5.0, ALL),
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_stories_that_once_broke_the_limit_or_easily_might(
    services: Services, story: str
) -> None:
    """Each by a rule that nothing else holds up."""
    limits, *steps = STORIES[story]
    assert isinstance(limits, Limits)
    with Redis.from_url(services.redis_url) as driver:
        installation = Installation(driver, limits, 0, Counter())
        installation.play([step for step in steps if isinstance(step, Step)])
        installation.server.flush()
    installation.check()
    assert installation.arrivals


def explore(
    services: Services,
    allowed: st.SearchStrategy[Limits],
    examples: int,
    length: tuple[int, int],
) -> Counter[str]:
    """Play so many random stories; return how often what happened."""
    least, most = length
    met: Counter[str] = Counter()

    @settings(
        max_examples=examples,
        deadline=None,
        # To explain a failure takes many minutes, to shrink it is enough.
        phases=(Phase.reuse, Phase.generate, Phase.shrink),
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(
        allowed, st.integers(0, 2**16), st.lists(STEPS, min_size=least, max_size=most)
    )
    def play(limits: Limits, seed: int, steps: list[Step]) -> None:
        with Redis.from_url(services.redis_url) as driver:
            installation = Installation(driver, limits, seed, met)
            try:
                installation.play(steps)
            finally:
                installation.server.flush()
        installation.check()

    play()
    return met


def test_no_window_holds_more_than_the_limit_whatever_happens(
    services: Services,
) -> None:
    """No second and no minute sees too much, in some steps of trouble."""
    met = explore(services, SHARES | ROUNDS, 5, (8, 14))
    assert met["arrivals"]


@pytest.mark.faults
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    ("allowed", "rules"),
    [(SHARES, BOTH), (ROUNDS, (*BOTH, ROUND))],
    ids=["shares", "rounds"],
)
def test_no_window_holds_more_than_the_limit_in_ten_thousand_steps(
    services: Services, allowed: st.SearchStrategy[Limits], rules: tuple[str, ...]
) -> None:
    """Five thousand each; all that may happen does, and every rule is gone by."""
    met = explore(services, allowed, 110, (40, 58))
    for name in ("steps", "arrivals", *HAPPENINGS, *rules):
        sys.stdout.write(f"{met[name]:8} {name}\n")
    assert met["steps"] >= 5_000
    assert [name for name in (*HAPPENINGS, *rules) if met[name] < 50] == []
