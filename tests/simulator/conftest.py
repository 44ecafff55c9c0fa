"""A season to look at, shared by the tests of this room that only read it."""

from collections.abc import Callable
from typing import Any

import pytest

from fplbanter.simulator import Simulator
from fplbanter.simulator.answers import JsonValue

Get = Callable[..., Any]


@pytest.fixture(scope="session")
def season() -> Simulator:
    """One simulator for all tests that change nothing but the time."""
    return Simulator(26)


@pytest.fixture
def get(season: Simulator) -> Get:
    """Ask the shared season for a path under /api/; the answer must be a 200."""

    def ask(path: str, **query: str) -> JsonValue:
        answer = season.answer(f"/api/{path}/", query)
        assert answer.status == 200, (path, answer.status, answer.body[:200])
        return answer.json()

    return ask
