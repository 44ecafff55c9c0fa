"""One socket, many topics: what a reader of `/ws` hears, and in which order."""

import asyncio

import pytest
from tests.web.stream.conftest import Publish
from tests.web.stream.listening import (
    ENTRY,
    LEAGUE,
    answered,
    follow,
    heard,
    news,
    running,
    say,
)
from websockets.exceptions import ConnectionClosed
from websockets.frames import Close

from fplbanter.live.hub import Hub
from fplbanter.web.stream import Limits

pytestmark = pytest.mark.anyio


async def test_a_reader_is_greeted(hub: Hub) -> None:
    """With the protocol's number, and with what he may do."""
    async with running(hub) as here, here.connect() as reader:
        hello = await heard(reader, "hello")
    assert hello["protocol"] == 1
    assert hello["heartbeat"] == 20
    assert hello["limits"]["topics"] == 50


async def test_what_is_followed_comes_whole_and_then_changes(
    hub: Hub, publish: Publish
) -> None:
    """First as REST shows it, then each change with the next version."""
    await publish(LEAGUE, news(0))
    async with running(hub) as here, here.connect() as reader:
        await heard(reader, "hello")
        await follow(reader)
        snapshot = await heard(reader, "snapshot")
        assert (snapshot["topic"], snapshot["version"]) == (LEAGUE, 1)
        assert snapshot["data"]["league"]["league_id"] == 900
        assert len(snapshot["data"]["items"]) == 50
        await answered(reader)
        for number in (2, 3):
            await publish(LEAGUE, news(number))
            change = await heard(reader, "change")
            assert (change["topic"], change["version"]) == (LEAGUE, number)
            assert change["data"]["gone"] == [number]


async def test_many_topics_share_a_socket(hub: Hub, publish: Publish) -> None:
    """Each has versions of its own; what is left is silent."""
    async with running(hub) as here, here.connect() as reader:
        await heard(reader, "hello")
        for topic in (LEAGUE, ENTRY, "gameweek", "status"):
            await follow(reader, topic)
            assert (await heard(reader, "snapshot"))["topic"] == topic
        await say(reader, type="leave", topic=LEAGUE)
        await answered(reader)
        await publish(LEAGUE, news(1))
        await publish("gameweek", {"fixtures": [], "moments": []})
        assert (await heard(reader, "change"))["topic"] == "gameweek"


async def test_who_comes_back_gets_what_he_missed(hub: Hub, publish: Publish) -> None:
    """Just that: no snapshot."""
    async with running(hub) as here:
        for number in (1, 2, 3):
            await publish(LEAGUE, news(number))
        async with here.connect() as reader:
            await heard(reader, "hello")
            await follow(reader, since=1)
            missed = [await heard(reader, "change") for _ in range(2)]
            assert [change["version"] for change in missed] == [2, 3]
            await follow(reader, since=3)
            assert await answered(reader) == []
    assert here.snapshots.made == 0


@pytest.mark.parametrize("since", [2, 9_000, 2**53 - 1])
async def test_a_version_from_the_future_ends_it(
    hub: Hub, publish: Publish, since: int
) -> None:
    """He is told to forget what he has, and gets the whole when he comes again."""
    await publish(LEAGUE, news(1))
    async with running(hub) as here:
        async with here.connect() as reader:
            await heard(reader, "hello")
            await follow(reader, since=since)
            assert (await heard(reader, "resync"))["topic"] == LEAGUE
            with pytest.raises(ConnectionClosed) as closed:
                await heard(reader)
            assert closed.value.rcvd == Close(1008, "version from the future")
        async with here.connect() as reader:
            await heard(reader, "hello")
            await follow(reader)
            assert (await heard(reader, "snapshot"))["version"] == 1


async def test_what_is_no_topic_ends_it_after_a_word(hub: Hub) -> None:
    """He learns why."""
    async with running(hub) as here, here.connect() as reader:
        await heard(reader, "hello")
        await follow(reader, "weather:7")
        error = await heard(reader, "error")
        assert (error["code"], error["topic"]) == ("bad-request", "weather:7")
        assert "league:NUMBER" in error["message"]
        with pytest.raises(ConnectionClosed) as closed:
            await heard(reader)
        assert closed.value.rcvd == Close(1008, "unknown topic")


async def test_what_does_not_exist_is_refused_and_the_rest_goes_on(hub: Hub) -> None:
    """In the words of the JSON door."""
    async with running(hub) as here, here.connect() as reader:
        await heard(reader, "hello")
        await follow(reader, "league:78")
        error = await heard(reader, "error")
        assert (error["code"], error["topic"]) == ("not-found", "league:78")
        await follow(reader, "league:503")
        error = await heard(reader, "error")
        assert error["code"] == "fpl-down"
        assert error["retry_in"] > 0
        await follow(reader)
        assert (await heard(reader, "snapshot"))["topic"] == LEAGUE


async def test_silence_is_broken_by_a_beat(hub: Hub) -> None:
    """So that a reader knows a dead connection from a quiet one."""
    async with running(hub, Limits(heartbeat=0.1)) as here, here.connect() as reader:
        await heard(reader, "hello")
        await heard(reader, "beat")
        await heard(reader, "beat")


async def test_a_snapshot_is_made_once_for_all(hub: Hub) -> None:
    """However many come back at the same time."""
    limits = Limits(sockets_per_address=100)
    async with running(hub, limits) as here:

        async def read() -> int:
            async with here.connect() as reader:
                await heard(reader, "hello")
                await follow(reader)
                return int((await heard(reader, "snapshot"))["version"])

        assert set(await asyncio.gather(*(read() for _ in range(20)))) == {0}
    assert here.snapshots.made == 1


async def test_everybody_is_sent_home_when_the_server_stops(hub: Hub) -> None:
    """With a time to come back, each another one, and the code for a restart."""
    async with running(hub) as here:
        readers = [await here.connect() for _ in range(10)]
        for reader in readers:
            await heard(reader, "hello")
        await here.end()
        byes = [await heard(reader, "bye") for reader in readers]
        for reader in readers:
            await reader.wait_closed()
    times = [bye["come_back_in"] for bye in byes]
    assert len(set(times)) > 5
    assert all(0 <= seconds <= 10 for seconds in times)
    assert {reader.close_code for reader in readers} == {1012}
