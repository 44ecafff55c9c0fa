"""A reader that does not keep up is let go at once, and harms nobody."""

import gc
import weakref

import pytest
from tests.live.hubs import (
    LEAGUE,
    NOW,
    numbers,
    publish,
    take,
)
from tests.metered import moved, sample

from fplbanter.errors import TooSlow
from fplbanter.live.hub import Hub
from fplbanter.live.publishing import Change, Publisher
from fplbanter.live.recent import Recent

pytestmark = pytest.mark.anyio


async def test_a_slow_reader_is_let_go_and_harms_nobody(
    hub: Hub, publisher: Publisher
) -> None:
    """At once, with all that was kept for him."""
    async with hub.subscribe(most=3) as slow, hub.subscribe() as quick:
        await slow.follow(LEAGUE, 0)
        await slow.follow("entry:7", 0)
        await quick.follow(LEAGUE, 0)
        with moved("live_too_slow_total"):
            await publish(publisher, 1, 5)
            assert await numbers(quick, 5) == [1, 2, 3, 4, 5]
        assert (len(slow.topics), len(slow._queue)) == (0, 0)
        for _ in range(2):
            with pytest.raises(TooSlow):
                await slow.next()
        with pytest.raises(TooSlow):
            await slow.follow(LEAGUE, 5)
        assert list(hub._feeds._feeds) == [LEAGUE]


async def test_nothing_is_left_of_topics_that_were_left(
    hub: Hub, publisher: Publisher
) -> None:
    """Many followed and left, and readers that ended: memory is for followers."""
    topics, subscriptions = sample("live_topics"), sample("live_subscriptions")
    async with hub.subscribe() as reader:
        for n in range(1, 301):
            await reader.follow(f"league:{n}", 0)
        assert sample("live_topics") == topics + 300
        assert sample("live_subscriptions") == subscriptions + 1
        await publish(publisher, 1, 1, "league:1")
        (change,) = await take(reader, 1)
        assert hub._feeds._recent.size > 0
    gone = weakref.ref(reader)
    del reader, change
    gc.collect()
    assert gone() is None
    assert (hub._feeds._feeds, hub._feeds._recent.size) == ({}, 0)
    assert sample("live_topics") == topics
    assert sample("live_subscriptions") == subscriptions


def test_the_latest_changes_take_so_many_bytes_at_most() -> None:
    """The topic that was quiet longest is forgotten first."""
    recent = Recent(most_bytes=1_000, most_each=4)
    for version in range(1, 7):
        for topic in ("league:1", "league:2"):
            recent.add(Change(topic, version, NOW, {"x": "y" * 70}))
    assert [c.version for c in recent.after("league:1", 3)] == [4, 5, 6]
    assert recent.after("league:1", 1) == []
    recent.add(Change("league:3", 1, NOW, {"x": "y" * 700}))
    assert recent.after("league:1", 3) == []
    assert recent.size <= 1_000
    recent.add(Change("league:4", 1, NOW, {"x": "y" * 7_000}))
    assert recent.size == 0
    recent.add(Change("league:2", 9, NOW, {}))
    recent.add(Change("league:2", 11, NOW, {}))
    assert [c.version for c in recent.after("league:2", 10)] == [11]
    assert recent.after("league:2", 9) == []
