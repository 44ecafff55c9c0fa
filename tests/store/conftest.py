"""A store on the test's own database."""

from typing import Any

import pytest
from pymongo.asynchronous.database import AsyncDatabase

from fplbanter.store.database import Store


@pytest.fixture
def store(database: AsyncDatabase[dict[str, Any]]) -> Store:
    """
    Give an empty store.

    It has no indexes: they change no answer, only how soon it comes, and
    building them is half of a test's time. `test_queries.py` has them.
    """
    return Store.on(database)
