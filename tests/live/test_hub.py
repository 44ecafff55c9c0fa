"""Every change comes to every reader in order, each once."""

import asyncio
import logging

import pytest
from tests.live.hubs import (
    LEAGUE,
    Installation,
    numbers,
    publish,
    rows,
    take,
)
from tests.metered import moved, sample

from fplbanter.errors import TooSlow, VersionAhead
from fplbanter.live.announcing import WHOLE
from fplbanter.live.hub import Hub
from fplbanter.live.publishing import Publisher

pytestmark = pytest.mark.anyio


async def expire(house: Installation, upto: int) -> None:
    """Delete changes as the server does when their time is over."""
    over = {"topic": LEAGUE, "version": {"$lte": upto}}
    await house.store.database["changes"].delete_many(over)


# -- in order, each once --------------------------------------------------------


async def test_changes_come_in_order_each_once(
    house: Installation, hub: Hub, publisher: Publisher
) -> None:
    """To every reader of every process."""
    elsewhere = await house.hub()
    three = elsewhere.subscribe()
    async with hub.subscribe() as one, hub.subscribe() as two, three:
        for reader in (one, two, three):
            assert await reader.follow(LEAGUE, 0)
        with moved("live_handed_total", 90, kind="league"):
            await publish(publisher, 1, 30)
            for reader in (one, two, three):
                assert await numbers(reader, 30) == list(range(1, 31))


async def test_readers_of_a_topic_are_given_the_same_object(
    hub: Hub, publisher: Publisher
) -> None:
    """So that its bytes are made once for all of them."""
    async with hub.subscribe() as one, hub.subscribe() as two:
        await one.follow(LEAGUE, 0)
        await two.follow(LEAGUE, 0)
        await publish(publisher, 1, 1)
        ((a,), (b,)) = await take(one, 1), await take(two, 1)
    assert a is b


async def test_one_reader_follows_many_topics(hub: Hub, publisher: Publisher) -> None:
    """And what he left, or never followed, does not come."""
    async with hub.subscribe() as reader:
        for topic in ("gameweek", LEAGUE, "entry:7"):
            await reader.follow(topic, 0)
        await publish(publisher, 1, 1, "entry:7")
        await publish(publisher, 1, 1, "gameweek")
        await publish(publisher, 1, 1, "status")
        await take(reader, 1)
        reader.leave("gameweek")
        reader.leave("gameweek")
        reader.leave("never:followed")
        await publish(publisher, 2, 2, "gameweek")
        await publish(publisher, 1, 1)
        (last,) = await take(reader, 1)
        assert last.topic == LEAGUE
        assert reader.topics == {LEAGUE, "entry:7"}


async def test_publishers_that_race_are_heard_in_order(
    house: Installation, hub: Hub
) -> None:
    """What is announced out of order is handed on in order."""
    both = [await house.publisher(), await house.publisher()]
    async with hub.subscribe(most=100) as reader:
        await reader.follow(LEAGUE, 0)
        asks = [
            both[n % 2].publish(LEAGUE, rows(n), source=f"{n % 30}") for n in range(60)
        ]
        await asyncio.gather(*asks)
        assert await numbers(reader, 30) == list(range(1, 31))
        assert await hub.version(LEAGUE) == 30


async def test_a_large_change_is_read_by_who_needs_it(
    hub: Hub, publisher: Publisher
) -> None:
    """It is not sent to all processes."""
    async with hub.subscribe() as reader:
        await reader.follow(LEAGUE, 0)
        text = "x" * (WHOLE + 1)
        with moved("live_fills_total", why="missed"):
            await publisher.publish(LEAGUE, {"text": text}, source="a")
            (change,) = await take(reader, 1)
    assert change.data == {"text": text}


# -- where a reader begins -------------------------------------------------------


async def test_a_reader_gets_just_what_he_missed(
    hub: Hub, publisher: Publisher
) -> None:
    """From MongoDB if he is the first, from memory if others were before him."""
    await publish(publisher, 1, 6)
    async with hub.subscribe() as first, hub.subscribe() as second:
        assert await first.follow(LEAGUE, 6)
        await publish(publisher, 7, 9)
        assert await numbers(first, 3) == [7, 8, 9]
        before = sample("live_fills_total", why="joined")
        assert await second.follow(LEAGUE, 7)
        assert sample("live_fills_total", why="joined") == before
        await publish(publisher, 10, 10)
        assert await numbers(second, 3) == [8, 9, 10]
        assert await second.follow(LEAGUE, 2)
        assert sample("live_fills_total", why="joined") == before + 1
        assert await numbers(second, 8) == [3, 4, 5, 6, 7, 8, 9, 10]


@pytest.mark.parametrize("others", [False, True])
async def test_what_has_expired_cannot_be_followed(
    house: Installation, hub: Hub, publisher: Publisher, *, others: bool
) -> None:
    """The reader needs the whole anew; from what is kept on he may follow."""
    await publish(publisher, 1, 6)
    async with hub.subscribe() as other, hub.subscribe() as reader:
        if others:
            await other.follow(LEAGUE, 6)
        await expire(house, 3)
        assert not await reader.follow(LEAGUE, 2)
        assert reader.topics == set()
        assert await reader.follow(LEAGUE, 3)
        assert await numbers(reader, 3) == [4, 5, 6]
        await expire(house, 6)
        assert not await reader.follow(LEAGUE, 5)
        assert await reader.follow(LEAGUE, 6)
        await publish(publisher, 7, 7)
        assert await numbers(reader, 1) == [7]


@pytest.mark.parametrize("since", [7, 2**63, 10**30])
async def test_a_version_that_never_was_cannot_be_followed(
    hub: Hub, publisher: Publisher, since: int
) -> None:
    """Whether others follow the topic or not."""
    await publish(publisher, 1, 6)
    async with hub.subscribe() as other, hub.subscribe() as reader:
        with pytest.raises(VersionAhead):
            await reader.follow(LEAGUE, since)
        assert reader.topics == set()
        await other.follow(LEAGUE, 6)
        with pytest.raises(VersionAhead):
            await reader.follow(LEAGUE, since)
        assert await reader.follow(LEAGUE, 6)


async def test_below_nothing_there_is_nothing(hub: Hub, publisher: Publisher) -> None:
    """The reader needs the whole anew."""
    await publish(publisher, 1, 6)
    async with hub.subscribe() as reader:
        assert not await reader.follow(LEAGUE, -1)


async def test_a_version_that_others_have_seen_first_is_waited_for(
    hub: Hub, publisher: Publisher
) -> None:
    """A new primary may not stand by the last writes at once."""
    await publish(publisher, 1, 6)
    async with hub.subscribe() as reader:
        following = asyncio.ensure_future(reader.follow(LEAGUE, 7))
        await publish(publisher, 7, 8)
        assert await following
        assert await numbers(reader, 1) == [8]


async def test_more_than_may_wait_is_not_caught_up(
    hub: Hub, publisher: Publisher
) -> None:
    """The whole anew is less than all of its changes."""
    await publish(publisher, 1, 6)
    async with hub.subscribe(most=5) as reader:
        assert not await reader.follow(LEAGUE, 0)
        assert await reader.follow(LEAGUE, 1)
        with pytest.raises(VersionAhead):
            await reader.follow("entry:7", 1)
        assert await numbers(reader, 5) == [2, 3, 4, 5, 6]


async def test_a_snapshot_and_what_follows_have_no_gap(
    house: Installation, hub: Hub
) -> None:
    """Readers that come while it is published: version first, then follow."""
    publisher = await house.publisher()

    async def read() -> list[int]:
        async with hub.subscribe(most=100) as reader:
            version = await hub.version(LEAGUE)
            assert await reader.follow(LEAGUE, version)
            return [version, *await numbers(reader, 40 - version)]

    publishing = asyncio.create_task(publish(publisher, 1, 40))
    readers = []
    async with hub.subscribe(most=100) as pace:
        await pace.follow(LEAGUE, 0)
        for _ in range(20):
            await take(pace, 1)
            readers.append(asyncio.create_task(read()))
        await publishing
        for each in await asyncio.gather(*readers):
            assert each == list(range(each[0], 41))


async def test_many_readers_at_once_ask_mongodb_little(
    hub: Hub, publisher: Publisher
) -> None:
    """One read for all who come with the same version."""
    await publish(publisher, 1, 6)
    readers = [hub.subscribe() for _ in range(200)]
    before = sample("live_fills_total", why="joined")
    begun = await asyncio.gather(*(reader.follow(LEAGUE, 2) for reader in readers))
    assert all(begun)
    assert sample("live_fills_total", why="joined") == before + 1
    for reader in readers:
        assert await numbers(reader, 4) == [3, 4, 5, 6]
        await reader.aclose()


async def test_who_follows_anew_gets_nothing_twice(
    hub: Hub, publisher: Publisher
) -> None:
    """What waited of that topic gives way to what follows from there."""
    await publish(publisher, 1, 4)
    async with hub.subscribe() as reader:
        await reader.follow(LEAGUE, 0)
        await reader.follow("entry:7", 0)
        await reader.follow(LEAGUE, 2)
        await publish(publisher, 5, 5)
        assert await numbers(reader, 3) == [3, 4, 5]


async def test_who_leaves_while_he_joins_does_not_follow(
    hub: Hub, publisher: Publisher
) -> None:
    """Nothing comes, and nothing is left in memory."""
    await publish(publisher, 1, 2)
    async with hub.subscribe() as reader:
        joining = asyncio.create_task(reader.follow(LEAGUE, 0))
        await asyncio.sleep(0)
        reader.leave(LEAGUE)
        assert not await joining
        given_up = asyncio.create_task(reader.follow(LEAGUE, 0))
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.gather(given_up, return_exceptions=True)
        assert reader.topics == set()
        assert hub._feeds._feeds == {}


# -- what is announced, and the end ----------------------------------------------


async def test_everything_announced_is_news(hub: Hub, publisher: Publisher) -> None:
    """Changed or read anew, followed or not; until one wants to hear no more."""
    news: list[str] = []
    stop = hub.on_news(news.append)
    async with hub.subscribe() as reader:
        await reader.follow("status", 0)
        await publisher.refresh([LEAGUE, "entry:7"])
        await publish(publisher, 1, 1)
        with moved("live_delay_seconds_count"):
            await publish(publisher, 1, 1, "status")
            assert await numbers(reader, 1) == [1]
        assert news == [LEAGUE, "entry:7", LEAGUE, "status"]
        stop()
        stop()
        await publish(publisher, 2, 2, "status")
        assert await numbers(reader, 1) == [2]
    assert len(news) == 4


async def test_a_listener_that_fails_silences_nobody(
    hub: Hub, publisher: Publisher, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told once for each time, and the others hear."""
    news: list[str] = []

    def fail(_: str) -> None:
        raise RuntimeError("a bug")

    hub.on_news(fail)
    hub.on_news(news.append)
    async with hub.subscribe() as reader:
        await reader.follow(LEAGUE, 0)
        with caplog.at_level(logging.CRITICAL):
            await publish(publisher, 1, 2)
            assert await numbers(reader, 2) == [1, 2]
    assert news == [LEAGUE, LEAGUE]


async def test_a_hub_that_closes_lets_its_readers_go(house: Installation) -> None:
    """Also one who waits, and one who comes too late."""
    hub = await house.hub()
    reader = hub.subscribe()
    await reader.follow(LEAGUE, 0)
    waiting = asyncio.create_task(reader.next())
    await asyncio.sleep(0)
    await hub.aclose()
    for late in (waiting, hub.subscribe().next()):
        with pytest.raises(TooSlow):
            await late
    await hub.aclose()
