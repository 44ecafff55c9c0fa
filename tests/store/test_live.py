"""Players' points: a final gameweek stays final."""

import asyncio
from datetime import UTC, datetime

import pytest

from fplbanter.game.model import (
    FixtureId,
    Gameweek,
    PlayerId,
    PlayerStats,
    PointsLine,
    Season,
)
from fplbanter.store.database import Store
from fplbanter.store.live import StoredLive

pytestmark = pytest.mark.anyio

SEASON = Season("2026-27")
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


def gameweek(number: int, points: int, *, final: bool = False) -> StoredLive:
    line = PointsLine(FixtureId(7), "$goals_scored", 1, points)
    stats = PlayerStats(
        PlayerId(1), 90, points, fixture_ids=(FixtureId(7),), lines=(line,)
    )
    return StoredLive(Gameweek(number), (stats,), NOW, final=final)


async def test_the_later_points_replace_the_earlier(store: Store) -> None:
    """While a gameweek is played, every reading takes the place of the last."""
    await store.live.save_live(SEASON, gameweek(12, 2))
    await store.live.save_live(SEASON, gameweek(12, 6))

    assert await store.live.find_live(SEASON, Gameweek(12)) == gameweek(12, 6)
    assert await store.database["live"].count_documents({}) == 1


async def test_a_final_gameweek_is_never_undone(store: Store) -> None:
    """An old copy from FPL's edge does not reopen what has been checked."""
    await store.live.save_live(SEASON, gameweek(12, 6, final=True))
    await store.live.save_live(SEASON, gameweek(12, 2))

    found = await store.live.find_live(SEASON, Gameweek(12))

    assert found == gameweek(12, 6, final=True)


async def test_a_correction_of_a_final_gameweek_is_kept(store: Store) -> None:
    """FPL changed a player's points afterwards; it says so as final."""
    await store.live.save_live(SEASON, gameweek(12, 6, final=True))
    await store.live.save_live(SEASON, gameweek(12, 5, final=True))

    found = await store.live.find_live(SEASON, Gameweek(12))

    assert found == gameweek(12, 5, final=True)


async def test_racing_first_saves_leave_one_document(store: Store) -> None:
    """Two processes that both insert the first reading do not fail."""
    saves = [store.live.save_live(SEASON, gameweek(12, 6)) for _ in range(20)]
    await asyncio.gather(*saves)

    assert await store.database["live"].count_documents({}) == 1


async def test_the_stored_gameweeks_say_whether_they_are_final(store: Store) -> None:
    """What is final need not be read again; the order is the season's."""
    await store.live.save_live(SEASON, gameweek(12, 2))
    await store.live.save_live(SEASON, gameweek(2, 2, final=True))

    found = await store.live.find_live_gameweeks(SEASON)

    assert list(found.items()) == [(2, True), (12, False)]


async def test_a_gameweek_never_read_is_none(store: Store) -> None:
    """Nothing is made up for a gameweek that nobody read."""
    assert await store.live.find_live(SEASON, Gameweek(12)) is None
