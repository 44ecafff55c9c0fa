"""Seasons: the newest one, and none on an empty store."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fplbanter.game.model import Club, ClubId, Season
from fplbanter.store.database import Store
from fplbanter.store.seasons import SeasonFacts

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
FACTS = SeasonFacts(
    season=Season("2026-27"),
    clubs=(Club(ClubId(1), 3, "Arsenal", "ARS"),),
    players=(),
    gameweeks=(),
    months=(),
    total_managers=11_000_000,
    as_of=NOW,
)


async def test_the_newest_season_is_the_latest_by_its_years(store: Store) -> None:
    """It does not matter which was read last."""
    await store.seasons.save_season(FACTS)
    await store.seasons.save_season(replace(FACTS, season=Season("2025-26")))

    assert await store.seasons.find_newest_season() == FACTS


async def test_an_empty_store_has_no_season(store: Store) -> None:
    """A fresh installation knows nothing, and says so."""
    assert await store.seasons.find_newest_season() is None
    assert await store.seasons.find_season(Season("2026-27")) is None


async def test_a_field_of_another_release_is_left_out(store: Store) -> None:
    """Two releases can share a database, one of them knowing more."""
    await store.seasons.save_season(FACTS)
    changes = {"$set": {"clubs.0.stadium": "Emirates"}}
    await store.database["seasons"].update_one({"_id": "2026-27"}, changes)

    assert await store.seasons.find_season(Season("2026-27")) == FACTS
