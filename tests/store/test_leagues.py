"""Leagues: which are watched, and how much of each was read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fplbanter.game.model import League, LeagueId, Season
from fplbanter.store.database import Store
from fplbanter.store.leagues import StoredLeague

pytestmark = pytest.mark.anyio

SEASON = Season("2026-27")
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


def league(number: int, *, asked_at: datetime | None = None) -> StoredLeague:
    return StoredLeague(
        League(LeagueId(number), "The Office"), as_of=NOW, asked_at=asked_at
    )


async def asked_at(store: Store, number: int) -> datetime | None:
    found = await store.leagues.find_league(SEASON, LeagueId(number))
    assert found is not None
    return found.asked_at


async def test_a_look_is_remembered_once_a_minute(store: Store) -> None:
    """Looks within the minute write nothing; the next one after it does."""
    await store.leagues.save_league(SEASON, league(900))
    soon, later = NOW + timedelta(seconds=59), NOW + timedelta(seconds=61)

    await store.leagues.touch(SEASON, LeagueId(900), NOW)
    await store.leagues.touch(SEASON, LeagueId(900), soon)
    assert await asked_at(store, 900) == NOW

    await store.leagues.touch(SEASON, LeagueId(900), later)
    assert await asked_at(store, 900) == later


async def test_looking_at_an_unknown_league_stores_nothing(store: Store) -> None:
    """A number that somebody made up leaves no document."""
    await store.leagues.touch(SEASON, LeagueId(404), NOW)

    assert await store.leagues.find_league(SEASON, LeagueId(404)) is None
    assert await store.database["leagues"].count_documents({}) == 0


async def test_reading_a_league_does_not_forget_who_looked(store: Store) -> None:
    """A poller that saves what it read knows nothing of the visitors."""
    await store.leagues.save_league(SEASON, league(900, asked_at=NOW))
    read = replace(league(900), member_count=50, complete=True)
    await store.leagues.save_league(SEASON, read)
    hour_ago = NOW - timedelta(hours=1)
    await store.leagues.save_league(SEASON, league(900, asked_at=hour_ago))

    assert await asked_at(store, 900) == NOW


async def test_saving_twice_is_saving_once(store: Store) -> None:
    """The natural key makes the second save the same document."""
    await store.leagues.save_league(SEASON, league(900))
    await store.leagues.save_league(SEASON, league(900))

    assert await store.database["leagues"].count_documents({}) == 1


async def test_watched_leagues_come_latest_first(store: Store) -> None:
    """Those nobody looked at, or too long ago, or last season, are left out."""
    for number, minutes in ((1, 50), (2, 5), (3, 1)):
        when = NOW - timedelta(minutes=minutes)
        await store.leagues.save_league(SEASON, league(number, asked_at=when))
    await store.leagues.save_league(SEASON, league(4))
    await store.leagues.save_league(Season("2025-26"), league(5, asked_at=NOW))

    since = NOW - timedelta(minutes=30)
    found = await store.leagues.find_watched(SEASON, since)
    one = await store.leagues.find_watched(SEASON, since, limit=1)

    assert [stored.league.league_id for stored in found] == [3, 2]
    assert [stored.league.league_id for stored in one] == [3]
