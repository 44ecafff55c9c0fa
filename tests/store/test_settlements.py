"""Settlements: what the first read said, until a second agrees."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fplbanter.game.model import Gameweek, Season
from fplbanter.store.database import Store
from fplbanter.store.settlements import StoredSettlement

pytestmark = pytest.mark.anyio

SEASON = Season("2026-27")
SEVEN, EIGHT = Gameweek(7), Gameweek(8)
FIRST = StoredSettlement(SEVEN, "a", datetime(2026, 11, 22, 12, 30, tzinfo=UTC))


async def test_a_first_read_is_kept(store: Store) -> None:
    """A restart finds it again; it settles nothing yet."""
    await store.settlements.save_settlement(SEASON, FIRST)

    assert await store.settlements.find_settlement(SEASON, SEVEN) == FIRST
    assert await store.settlements.find_settlement(SEASON, EIGHT) is None
    assert await store.settlements.find_settled(SEASON) == frozenset()


async def test_what_is_settled_stays_so(store: Store) -> None:
    """Neither a slower process nor a doubt undoes it."""
    settled = replace(FIRST, settled=True)
    await store.settlements.save_settlement(SEASON, settled)
    await store.settlements.save_settlement(SEASON, replace(FIRST, digest="b"))
    await store.settlements.drop_doubted(SEASON, SEVEN)

    assert await store.settlements.find_settlement(SEASON, SEVEN) == settled
    assert await store.settlements.find_settled(SEASON) == {SEVEN}
    assert await store.settlements.find_settled(Season("2025-26")) == frozenset()


async def test_a_doubted_read_is_forgotten(store: Store) -> None:
    """FPL took it back: the next read is the first one."""
    await store.settlements.save_settlement(SEASON, FIRST)
    await store.settlements.drop_doubted(SEASON, SEVEN)

    assert await store.settlements.find_settlement(SEASON, SEVEN) is None
