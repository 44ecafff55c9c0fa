"""Ticks: each kept once by its number, found in order, by number and by moment."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.store.strategies import SEASON

from fplbanter.game.model import Gameweek, Season
from fplbanter.store.database import Store
from fplbanter.store.ticks import StoredTick, in_order

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 21, 15, 4, 10, 500_000, tzinfo=UTC)
TWELVE = Gameweek(12)
WHOLE = (1, 4, 7)
PATCH = {"players": {"17": {"lines": [["goals_scored", 1, 5]], "gone": None}}}


def tick(number: int, *, gameweek: Gameweek = TWELVE) -> StoredTick:
    """Give the tick of a minute; some have the whole state."""
    return StoredTick(
        gameweek=gameweek,
        number=number,
        at=NOW + timedelta(minutes=number),
        patch=PATCH | {"number": number},
        events=({"event_id": f"2026-27:12:goal:12:17:{number}", "after": number},),
        state={"turns": {"goal:12:17": number}} if number in WHOLE else None,
    )


async def keep(store: Store, first: int = 1, last: int = 8) -> None:
    for number in range(first, last + 1):
        assert await store.ticks.add_tick(SEASON, tick(number))


async def test_a_tick_is_found_as_it_was_kept(store: Store) -> None:
    """Patch and events whole, with null and in order; the state only by itself."""
    await keep(store, last=2)
    found = await store.ticks.find_ticks(SEASON, TWELVE, 0)
    assert found == (replace(tick(1), state=None), tick(2))
    assert await store.ticks.find_state(SEASON, TWELVE) == tick(1)


async def test_the_first_to_add_a_number_is_the_one_who_did(store: Store) -> None:
    """Of several at the same moment one; what is kept stays as it is."""
    ticks = [replace(tick(1), patch={"by": n}) for n in range(8)]
    added = await asyncio.gather(*(store.ticks.add_tick(SEASON, t) for t in ticks))
    assert sorted(added) == [False] * 7 + [True]
    (kept,) = await store.ticks.find_ticks(SEASON, TWELVE, 0)
    assert kept.patch == {"by": added.index(True)}
    assert not await store.ticks.add_tick(SEASON, tick(1))
    assert await store.ticks.find_ticks(SEASON, TWELVE, 0) == (kept,)


async def test_numbers_are_a_gameweek_s_own(store: Store) -> None:
    """And a season's: the same number of another is another tick."""
    other = tick(1, gameweek=Gameweek(13))
    assert await store.ticks.add_tick(SEASON, tick(1))
    assert await store.ticks.add_tick(SEASON, other)
    assert await store.ticks.add_tick(Season("2025-26"), tick(1))
    assert await store.ticks.find_state(SEASON, Gameweek(13)) == other
    assert len(await store.ticks.find_ticks(SEASON, TWELVE, 0)) == 1
    assert await store.ticks.find_ticks(SEASON, Gameweek(14), 0) == ()


@pytest.mark.parametrize(
    ("after", "through", "until", "limit", "numbers"),
    [
        (0, None, None, 100, [1, 2, 3, 4, 5, 6, 7, 8]),
        (5, None, None, 100, [6, 7, 8]),
        (8, None, None, 100, []),
        (0, None, None, 3, [1, 2, 3]),
        (2, 4, None, 100, [3, 4]),
        (4, 4, None, 100, []),
        (0, None, 3, 100, [1, 2, 3]),
        (0, 2, 3, 100, [1, 2]),
        (0, 5, 0, 100, []),
    ],
)
async def test_ticks_come_in_order_within_bounds(
    store: Store,
    after: int,
    through: int | None,
    until: int | None,
    limit: int,
    numbers: list[int],
) -> None:
    """After a number, through another, until a moment that still counts."""
    for number in (8, 3, 1, 5, 2, 7, 4, 6):
        await store.ticks.add_tick(SEASON, tick(number))
    found = await store.ticks.find_ticks(
        SEASON,
        TWELVE,
        after,
        until=None if until is None else NOW + timedelta(minutes=until),
        through=through,
        limit=limit,
    )
    assert [each.number for each in found] == numbers


@pytest.mark.parametrize(
    ("until", "through", "number"),
    [
        (None, None, 7),
        (timedelta(minutes=7), None, 7),
        (timedelta(minutes=7) - timedelta(milliseconds=1), None, 4),
        (timedelta(minutes=1), None, 1),
        (timedelta(0), None, None),
        (None, 6, 4),
        (None, 4, 4),
        (None, 0, None),
        (timedelta(minutes=5), 3, 1),
    ],
)
async def test_the_newest_whole_state_is_found(
    store: Store, until: timedelta | None, through: int | None, number: int | None
) -> None:
    """By a moment, by a number, by both; the moment of a tick is within."""
    await keep(store)
    found = await store.ticks.find_state(
        SEASON, TWELVE, until=None if until is None else NOW + until, through=through
    )
    assert found == (None if number is None else tick(number))


async def test_it_is_known_since_when_a_gameweek_is_recorded(store: Store) -> None:
    """None where it never was."""
    assert await store.ticks.find_first(SEASON, TWELVE) is None
    await store.ticks.add_tick(SEASON, tick(2))
    await store.ticks.add_tick(SEASON, tick(1))
    assert await store.ticks.find_first(SEASON, TWELVE) == tick(1).at
    assert await store.ticks.find_first(SEASON, Gameweek(11)) is None


def test_ticks_in_order_have_no_gap() -> None:
    """What follows on a number, up to the first that is missing."""
    one, two, three = tick(1), tick(2), tick(3)
    assert in_order([], 0) == []
    assert in_order([one, two], 0) == [one, two]
    assert in_order([two, three], 0) == []
    assert in_order([one, three], 0) == [one]
    assert in_order([two, one], 1) == [two]
