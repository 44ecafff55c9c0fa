"""Fixtures: the list is whole, and in the order in which it is played."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fplbanter.game.model import ClubId, Fixture, FixtureId, Gameweek, Season
from fplbanter.store.database import Store

pytestmark = pytest.mark.anyio

SEASON = Season("2026-27")
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


def fixture(number: int, gameweek: int | None, hours: int | None = 0) -> Fixture:
    kickoff = None if hours is None else NOW + timedelta(hours=hours)
    dated = None if gameweek is None else Gameweek(gameweek)
    return Fixture(FixtureId(number), dated, kickoff, ClubId(1), ClubId(2))


async def numbers(store: Store, gameweek: int | None = None) -> list[int]:
    asked = None if gameweek is None else Gameweek(gameweek)
    found = await store.fixtures.find_fixtures(SEASON, asked)
    return [f.fixture_id for f in found.fixtures] if found else []


async def test_fixtures_come_by_kickoff(store: Store) -> None:
    """The undated ones are last, equal kick-offs by number."""
    given = [fixture(1, None, None), fixture(4, 12, 2), fixture(3, 12), fixture(2, 12)]
    await store.fixtures.save_fixtures(SEASON, given, NOW)

    assert await numbers(store) == [2, 3, 4, 1]


async def test_a_gameweek_has_its_own_fixtures(store: Store) -> None:
    """A moved fixture is found in the gameweek that it moved to."""
    first, second = fixture(1, 12), fixture(2, 13)
    await store.fixtures.save_fixtures(SEASON, [first, second], NOW)
    moved = replace(first, gameweek=Gameweek(13))
    await store.fixtures.save_fixtures(SEASON, [moved, second], NOW)

    assert await numbers(store, 12) == []
    assert await numbers(store, 13) == [1, 2]


async def test_a_fixture_that_is_not_listed_any_more_goes(store: Store) -> None:
    """Only in its own season."""
    await store.fixtures.save_fixtures(Season("2025-26"), [fixture(9, 1)], NOW)
    await store.fixtures.save_fixtures(SEASON, [fixture(1, 12), fixture(2, 12)], NOW)
    await store.fixtures.save_fixtures(SEASON, [fixture(2, 12)], NOW)

    assert await numbers(store) == [2]
    assert await store.fixtures.find_fixtures(Season("2025-26")) is not None


async def test_an_empty_list_deletes_nothing(store: Store) -> None:
    """An empty answer is a fault upstream, never a season without fixtures."""
    await store.fixtures.save_fixtures(SEASON, [fixture(1, 12)], NOW)
    await store.fixtures.save_fixtures(SEASON, [], NOW + timedelta(hours=1))

    assert await numbers(store) == [1]


async def test_no_fixtures_is_none(store: Store) -> None:
    """A season that was never read has no list, not an empty one."""
    assert await store.fixtures.find_fixtures(SEASON) is None
