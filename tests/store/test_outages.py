"""FPL's outages: each kept once, the newest five hundred, and no more."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from fplbanter.store import outages
from fplbanter.store.database import Store
from fplbanter.store.outages import Outage

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=365)
BEGUN = Outage(NOW, None, NOW, "updating", ("updating",), "closed")


def ended(began_at: datetime, ended_at: datetime) -> Outage:
    return replace(BEGUN, began_at=began_at, ended_at=ended_at, seen_at=ended_at)


async def test_an_outage_is_begun_by_one_and_ended_by_one(store: Store) -> None:
    """Of processes that do it at the same moment, one is told that it was first."""
    over = ended(NOW, NOW + timedelta(minutes=5))
    begun = await asyncio.gather(*(store.outages.begin_outage(BEGUN) for _ in range(5)))
    assert sorted(begun) == [False] * 4 + [True]
    assert await store.outages.find_lasting() == BEGUN
    told = await asyncio.gather(*(store.outages.end_outage(over) for _ in range(5)))
    assert sorted(told) == [False] * 4 + [True]
    assert await store.outages.find_lasting() is None
    assert await store.outages.find_recent(LONG_AGO, 10) == (over,)


async def test_how_it_looks_meanwhile_is_kept(store: Store) -> None:
    """Its kinds, and when it was last known to last; nothing if it is over."""
    later = replace(BEGUN, kinds=("updating", "down"), seen_at=NOW + timedelta(hours=1))
    await store.outages.keep_outage(later)
    assert await store.outages.find_lasting() is None
    await store.outages.begin_outage(BEGUN)
    await store.outages.keep_outage(later)
    assert await store.outages.find_lasting() == later


async def test_an_end_does_not_end_what_began_after_it(store: Store) -> None:
    """One that is written late, since MongoDB was gone, is another one's end."""
    await store.outages.begin_outage(BEGUN)
    earlier = NOW - timedelta(hours=1)
    before = ended(earlier, earlier)
    assert await store.outages.end_outage(before)
    assert await store.outages.find_lasting() == BEGUN
    assert await store.outages.find_recent(LONG_AGO, 10) == (BEGUN, before)
    assert not await store.outages.end_outage(before)


async def test_the_recent_ones_are_found_newest_first(store: Store) -> None:
    """One that lasts, one that ended since, not one that was over before."""
    for hours in (1, 2, 3):
        at = NOW - timedelta(hours=hours)
        await store.outages.save_outage(ended(at, at))
    await store.outages.begin_outage(BEGUN)
    found = await store.outages.find_recent(NOW - timedelta(hours=2), 10)
    assert [outage.began_at for outage in found] == [
        NOW - timedelta(hours=hours) for hours in (0, 1, 2)
    ]
    assert len(await store.outages.find_recent(LONG_AGO, 2)) == 2


async def test_the_oldest_make_room(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An FPL that comes and goes all day must not fill the disk."""
    monkeypatch.setattr(outages, "KEPT", 3)
    for hours in range(5):
        at = NOW + timedelta(hours=hours)
        await store.outages.begin_outage(replace(BEGUN, began_at=at))
        await store.outages.end_outage(ended(at, at))
    found = await store.outages.find_recent(LONG_AGO, 10)
    assert [outage.began_at.hour - NOW.hour for outage in found] == [4, 3, 2]


async def test_none_is_kept_for_ever(store: Store) -> None:
    """The server deletes them by its own clock, whatever season they are of."""
    await store.prepare()
    await store.outages.begin_outage(BEGUN)
    document = await store.outages._find_one({})
    assert document
    left = document["gone_at"] - datetime.now(UTC)
    assert timedelta(days=89) < left <= timedelta(days=90)
    indexes = await store.outages._collection.index_information()
    assert indexes["gone_at_1"]["expireAfterSeconds"] == 0
