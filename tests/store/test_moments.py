"""Moments: each kept once by its name, the latest first, page by page."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.store.strategies import SEASON

from fplbanter.game.model import Gameweek, LeagueId, Season
from fplbanter.store.database import Store
from fplbanter.store.moments import Mark, StoredMoment

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 21, 15, 4, 10, tzinfo=UTC)
TWELVE = Gameweek(12)
LEAGUE, OTHER = LeagueId(900), LeagueId(901)


def moment(tick: int, place: int = 0) -> StoredMoment:
    return StoredMoment(
        event_id=f"2026-27:12:goal:{tick}:17:{place}",
        tick=tick,
        place=place,
        at=NOW + timedelta(minutes=tick),
        item={"kind": "goal", "groups": [[1, None]], "details": {"a": {"b": 2}}},
    )


EVERY = [moment(tick, place) for tick in (1, 2, 4, 10) for place in range(3)]
"""Twelve, in the order in which they happened."""


async def keep(
    store: Store, *moments: StoredMoment, league_id: LeagueId = LEAGUE
) -> None:
    await store.moments.add_moments(SEASON, TWELVE, {league_id: moments})


async def find(
    store: Store, before: Mark | None = None, skip: int = 0, limit: int = 100
) -> list[StoredMoment]:
    found = await store.moments.find_moments(
        SEASON, LEAGUE, TWELVE, before=before, skip=skip, limit=limit
    )
    return list(found)


async def test_moments_are_found_as_they_were_kept(store: Store) -> None:
    """The latest first, whatever the order in which they came."""
    await keep(store, *EVERY[5:], *EVERY[:5])
    assert await find(store) == EVERY[::-1]
    assert await store.moments.count_moments(SEASON, LEAGUE, TWELVE) == 12


async def test_nothing_is_nothing(store: Store) -> None:
    """No moments to keep and none to find are no trouble."""
    await keep(store)
    assert await find(store) == []
    assert await store.moments.count_moments(SEASON, LEAGUE, TWELVE) == 0
    assert await store.moments.find_told(SEASON, {}, 7) == {}
    assert await store.moments.find_told(SEASON, {LEAGUE: []}, 7) == {LEAGUE: set()}


async def test_what_is_there_stays_as_it_is(store: Store) -> None:
    """Whoever does a tick again, also at the same time, repeats nothing."""
    await keep(store, moment(1), moment(2))
    again = replace(moment(1), tick=9, item={"kind": "other"})
    await asyncio.gather(*(keep(store, again, moment(2), moment(3)) for _ in range(4)))
    assert await find(store) == [moment(3), moment(2), moment(1)]


async def test_a_league_s_moments_are_its_own(store: Store) -> None:
    """Its own of each gameweek and season, though the event is the same."""
    await keep(store, moment(1))
    other = replace(moment(1), item={"kind": "other"})
    await keep(store, other, league_id=OTHER)
    last = Season("2025-26")
    await store.moments.add_moments(last, TWELVE, {LEAGUE: [other]})
    later = replace(moment(1), event_id="2026-27:13:goal:1:17:0")
    await store.moments.add_moments(SEASON, Gameweek(13), {LEAGUE: [later]})
    assert await find(store) == [moment(1)]
    found = await store.moments.find_moments(SEASON, OTHER, TWELVE)
    assert found == (other,)
    assert await store.moments.count_moments(SEASON, LEAGUE, Gameweek(13)) == 1


@pytest.mark.parametrize("size", [1, 2, 5, 12, 20])
async def test_pages_by_marks_give_each_once(store: Store, size: int) -> None:
    """A page ends in mid-tick too, and what happens since moves nothing."""
    await keep(store, *EVERY)
    pages, mark, number = [], None, 10
    while page := await find(store, mark, limit=size):
        pages += page
        mark = Mark(page[-1].tick, page[-1].place)
        number += 1
        await keep(store, moment(number))
    assert pages == EVERY[::-1]


async def test_a_page_may_be_skipped_to(store: Store) -> None:
    """Beyond the end it is empty; a mark may name what is not there."""
    await keep(store, *EVERY)
    assert await find(store, skip=3, limit=4) == EVERY[::-1][3:7]
    assert await find(store, skip=100) == []
    assert await find(store, Mark(3, 0)) == EVERY[5::-1]
    assert await find(store, Mark(0, 0)) == []
    assert await find(store, Mark(999_999_999, 999_999_999)) == EVERY[::-1]


async def test_leagues_are_told_together(store: Store) -> None:
    """Each what is its own, also nothing."""
    moments = {LEAGUE: EVERY, OTHER: [moment(1)], LeagueId(902): []}
    await store.moments.add_moments(SEASON, TWELVE, moments)
    counts = [
        await store.moments.count_moments(SEASON, league_id, TWELVE)
        for league_id in moments
    ]
    assert counts == [12, 1, 0]
    await store.moments.add_moments(SEASON, TWELVE, {})


async def test_what_was_told_before_is_known(store: Store) -> None:
    """Before that tick, to that league; the tick itself may be told again."""
    await keep(store, moment(1), moment(5))
    await keep(store, moment(2), league_id=OTHER)
    one, two, five = ids = [moment(tick).event_id for tick in (1, 2, 5)]
    told, both = store.moments.find_told, {LEAGUE: ids, OTHER: ids}
    assert await told(SEASON, both, 5) == {LEAGUE: {one}, OTHER: {two}}
    assert await told(SEASON, both, 6) == {LEAGUE: {one, five}, OTHER: {two}}
    assert await told(SEASON, {LEAGUE: [five], OTHER: []}, 6) == {
        LEAGUE: {five},
        OTHER: set(),
    }
    assert await told(SEASON, both, 1) == {LEAGUE: set(), OTHER: set()}
    assert await told(Season("2025-26"), both, 6) == {LEAGUE: set(), OTHER: set()}


async def test_how_far_leagues_were_told_never_goes_back(store: Store) -> None:
    """Each its own; 0 for who was told nothing."""
    reaches, leagues = store.reaches, [LEAGUE, OTHER]
    assert await reaches.find_reaches(SEASON, TWELVE, []) == {}
    assert await reaches.find_reaches(SEASON, TWELVE, leagues) == {LEAGUE: 0, OTHER: 0}
    await reaches.save_reaches(SEASON, TWELVE, leagues, 3)
    await reaches.save_reaches(SEASON, TWELVE, [LEAGUE], 9)
    await reaches.save_reaches(SEASON, TWELVE, leagues, 4)
    await reaches.save_reaches(SEASON, Gameweek(13), leagues, 20)
    await reaches.save_reaches(SEASON, TWELVE, [], 20)
    found = await reaches.find_reaches(SEASON, TWELVE, leagues)
    assert found == {LEAGUE: 9, OTHER: 4}
