"""What was not heard is found in MongoDB: a message missed, Valkey away, a death."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.cluster.conftest import Breakable, breakable_valkey
from tests.faults.toxic_proxy import ToxicProxy, Toxics
from tests.live.hubs import (
    LEAGUE,
    Installation,
    keep_only,
    numbers,
    publish,
)

from fplbanter.errors import StoreUnavailable, TooSlow
from fplbanter.live.hub import Hub
from fplbanter.live.publishing import Publisher
from fplbanter.store.database import connect

pytestmark = pytest.mark.anyio


@pytest.fixture
async def breakable(
    anyio_backend: str,  # noqa: ARG001  Asking for it makes anyio run this fixture.
) -> AsyncIterator[Breakable]:
    with tempfile.TemporaryDirectory(prefix="fplbanter-test-") as directory:
        async with breakable_valkey(Path(directory)) as broken:
            yield broken


async def test_what_nobody_announced_is_found(house: Installation) -> None:
    """A publisher died in between: the heads are looked at now and then."""
    hub, news = await house.hub(look=0.02, look_anyway=0.04), list[str]()
    hub.on_news(news.append)
    async with hub.subscribe() as reader:
        await reader.follow(LEAGUE, 0)
        await keep_only(house, "a")
        await keep_only(house, "b")
        assert await numbers(reader, 2) == [1, 2]
    assert news[0] == LEAGUE


async def test_what_was_missed_is_found_with_the_next(
    house: Installation, publisher: Publisher
) -> None:
    """In order, whatever is not announced in between."""
    hub = await house.hub(look_anyway=1e6)
    async with hub.subscribe() as reader:
        await reader.follow(LEAGUE, 0)
        await publisher.publish(LEAGUE, {}, source="a")
        await keep_only(house, "b")
        await keep_only(house, "c")
        await publisher.publish(LEAGUE, {}, source="d")
        assert await numbers(reader, 4) == [1, 2, 3, 4]


async def test_what_is_not_understood_is_looked_up(house: Installation) -> None:
    """Another release may say it in other words."""
    hub, valkey = await house.hub(look_anyway=1e6), await house.valkey()
    async with hub.subscribe() as reader:
        await reader.follow(LEAGUE, 0)
        await keep_only(house, "a")
        await valkey.call("PUBLISH", valkey.key("live", "changes"), b"2 \xff new")
        assert await numbers(reader, 1) == [1]
        await keep_only(house, "b")
        strange = b"1 change league:900 2 0 0\nno json"
        await valkey.call("PUBLISH", valkey.key("live", "changes"), strange)
        assert await numbers(reader, 1) == [2]


async def test_without_valkey_changes_come_all_the_same(house: Installation) -> None:
    """From MongoDB, where the heads of what is followed are asked for at once."""
    valkey = await house.valkey("redis://127.0.0.1:1/0")
    missed, publisher = asyncio.Event(), Publisher(house.store.changes, valkey)
    async with Hub(house.store.changes, valkey, look=0.02, look_anyway=1e6) as hub:
        hub.on_missed(missed.set)
        async with hub.subscribe() as reader:
            await reader.follow(LEAGUE, 0)
            await publish(publisher, 1, 3)
            assert await numbers(reader, 3) == [1, 2, 3]
            await missed.wait()
            assert hub.is_deaf


async def test_changes_that_are_gone_end_their_readers(house: Installation) -> None:
    """He who was away for hours is let go, and comes back for the whole."""
    hub = await house.hub(look=0.02, look_anyway=0.04)
    async with hub.subscribe() as reader:
        await reader.follow(LEAGUE, 0)
        await house.store.database["changes"].insert_one(
            {"_id": LEAGUE, "version": 3, "fence": 0}
        )
        with pytest.raises(TooSlow):
            await numbers(reader, 1)
        async with hub.subscribe() as again:
            assert await again.follow(LEAGUE, 3)


async def test_without_mongodb_a_reader_is_told(house: Installation) -> None:
    """Following needs to know what is kept."""
    nowhere = connect("mongodb://127.0.0.1:1/", "nothing")
    async with (
        Hub(nowhere.changes, await house.valkey()) as hub,
        hub.subscribe() as reader,
    ):
        with pytest.raises(StoreUnavailable):
            await reader.follow(LEAGUE, 0)
        with pytest.raises(StoreUnavailable):
            await hub.version(LEAGUE)
        assert reader.topics == set()
    await nowhere.close()


def note(hub: Hub, listens: asyncio.Event) -> None:
    if not hub.is_deaf:
        listens.set()


async def test_a_connection_that_is_cut_misses_nothing(
    house: Installation, publisher: Publisher
) -> None:
    """Cut again and again; also what is published while it is gone comes at once."""
    socket = Path(unquote(house.redis_url.removeprefix("unix://")))
    async with ToxicProxy(socket) as proxy:
        url = f"redis://127.0.0.1:{proxy.port}/0"
        hub, listens = await house.hub(url, look=0.02, look_anyway=1e6), asyncio.Event()
        async with hub.subscribe() as reader:
            await reader.follow(LEAGUE, 0)
            for round_ in range(3):
                first = 1 + 10 * round_
                await publish(publisher, first, first + 2)
                await proxy.become(Toxics(refuse=True))
                await publish(publisher, first + 3, first + 6)
                assert await numbers(reader, 7) == [*range(first, first + 7)]
                assert hub.is_deaf
                stop = hub.on_missed(partial(note, hub, listens))
                await proxy.become(Toxics())
                await asyncio.wait_for(listens.wait(), 20)
                stop()
                listens.clear()
                await publish(publisher, first + 7, first + 9)
                assert await numbers(reader, 3) == [*range(first + 7, first + 10)]


async def test_a_frozen_valkey_delays_and_loses_nothing(
    house: Installation, breakable: Breakable
) -> None:
    """It takes connections and says nothing: the heads are looked at all the same."""
    hub = await house.hub(breakable.url, look=0.02, look_anyway=0.1)
    publisher = await house.publisher(breakable.url)
    async with hub.subscribe() as reader:
        await reader.follow(LEAGUE, 0)
        await publish(publisher, 1, 3)
        breakable.freeze()
        await publish(publisher, 4, 6)
        assert await numbers(reader, 6) == [1, 2, 3, 4, 5, 6]
        breakable.thaw()
        await publish(publisher, 7, 9)
        assert await numbers(reader, 3) == [7, 8, 9]
