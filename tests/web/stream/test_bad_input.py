"""What no reader should do: he is told with the right code, and logged once."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable

import pytest
from tests.metered import moved, sample
from tests.web.stream.conftest import Publish
from tests.web.stream.listening import (
    LEAGUE,
    Running,
    answered,
    follow,
    heard,
    news,
    running,
    say,
)
from tests.web.stream.raw import BINARY, TEXT, RawSocket, raw_socket
from websockets.exceptions import InvalidStatus

from fplbanter.live.hub import Hub
from fplbanter.web.stream import Limits

pytestmark = pytest.mark.anyio

Misdeed = Callable[[RawSocket], Awaitable[None]]


async def a_megabyte(raw: RawSocket) -> None:
    raw.put(TEXT, b"x" * 2**20)


async def many_parts(raw: RawSocket) -> None:
    raw.put(TEXT, b"x" * 3_000, final=False)
    raw.put(0, b"x" * 3_000)


async def binary(raw: RawSocket) -> None:
    raw.put(BINARY, b'{"type": "ping"}')


async def no_utf_8(raw: RawSocket) -> None:
    raw.put(TEXT, b'{"type": "\xff\xfe"}')


async def no_utf_8_in_two_parts(raw: RawSocket) -> None:
    raw.put(TEXT, b'{"type": "\xc3', final=False)
    raw.put(0, b'"}')


async def a_thousand(raw: RawSocket) -> None:
    for _ in range(1_000):
        raw.put(TEXT, b'{"type": "ping"}')


async def no_json(raw: RawSocket) -> None:
    for _ in range(30):
        raw.put(TEXT, b"hello?")


async def an_unknown_topic(raw: RawSocket) -> None:
    raw.put(TEXT, b'{"type": "follow", "topic": "weather:7"}')


async def leagues_that_are_none(raw: RawSocket) -> None:
    for _ in range(30):
        raw.put(TEXT, b'{"type": "follow", "topic": "league:78"}')


async def a_version_from_the_future(raw: RawSocket) -> None:
    raw.put(TEXT, b'{"type": "follow", "topic": "league:900", "since": 9000}')


async def ten_thousand_topics(raw: RawSocket) -> None:
    for number in range(10_000):
        frame = {"type": "follow", "topic": f"entry:{number + 1_000}", "since": 0}
        raw.put(TEXT, json.dumps(frame).encode())


@pytest.mark.parametrize(
    ("misdeed", "code", "reason"),
    [
        (a_megabyte, 1009, "message-too-big"),
        (many_parts, 1009, "message-too-big"),
        (binary, 1003, "text-only"),
        (no_utf_8, 1007, "no-UTF-8"),
        (no_utf_8_in_two_parts, 1007, "no-UTF-8"),
        (a_thousand, 1008, "too-many-messages"),
        (no_json, 1008, "too-many-mistakes"),
        (an_unknown_topic, 1008, "unknown-topic"),
        (leagues_that_are_none, 1008, "too-many-mistakes"),
        (a_version_from_the_future, 1008, "version-from-the-future"),
        (ten_thousand_topics, 1008, "too-many-mistakes"),
    ],
)
async def test_who_misbehaves_is_sent_away(
    hub: Hub,
    caplog: pytest.LogCaptureFixture,
    misdeed: Misdeed,
    code: int,
    reason: str,
) -> None:
    """With the code for it, one line in the log, and no traceback."""
    caplog.set_level(logging.INFO)
    async with running(hub) as here, raw_socket(here.port) as raw:
        with moved("stream_sent_away_total", door="ws", reason=reason):
            await misdeed(raw)
            assert await raw.code() == code
            raw.writer.close()
            await here.end()
    assert len(sent_away(caplog)) == 1
    assert "127.0.0.0/24" in sent_away(caplog)[0]
    assert_calm(caplog)


def sent_away(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [t for r in caplog.records if "sent away" in (t := r.getMessage())]


def assert_calm(caplog: pytest.LogCaptureFixture) -> None:
    """Nothing but that is worse than a remark, and nothing has a traceback."""
    worse = [r for r in caplog.records if r.levelno > logging.INFO or r.exc_info]
    assert worse == []


async def test_who_does_not_answer_a_ping_is_sent_away(
    hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    """He may be long gone, and his line still open."""
    caplog.set_level(logging.INFO)
    async with (
        running(hub, Limits(heartbeat=0.2)) as here,
        raw_socket(here.port) as raw,
    ):
        assert await raw.code() == 1011
        await here.end()
    assert len(sent_away(caplog)) == 1
    assert_calm(caplog)


@pytest.mark.parametrize(
    ("origin", "allowed", "let_in"),
    [
        (None, (), True),
        ("http://127.0.0.1:{port}", (), True),
        ("http://evil.example", (), False),
        ("http://127.0.0.1:1", (), False),
        ("http://127.0.0.1:{port}.evil.example", (), False),
        ("null", (), False),
        ("https://friend.example", ("https://friend.example",), True),
        ("https://evil.example", ("*",), True),
    ],
)
async def test_pages_of_other_hosts_may_not_listen(
    hub: Hub, origin: str | None, allowed: tuple[str, ...], *, let_in: bool
) -> None:
    """A browser says where a page is from; other programs say nothing."""
    async with running(hub, Limits(origins=allowed)) as here:
        named = None if origin is None else origin.format(port=here.port)
        assert await lets_in(here, named) is let_in


async def lets_in(here: Running, origin: str | None) -> bool:
    try:
        async with here.connect(origin=origin) as reader:
            await heard(reader, "hello")
            return True
    except InvalidStatus as refused:
        return refused.response.status_code != 403


async def test_one_address_has_so_many_seats(hub: Hub) -> None:
    """Who leaves makes room for the next."""
    async with running(hub, Limits(sockets_per_address=2)) as here:
        async with here.connect() as first, here.connect() as second:
            for reader in (first, second):
                await heard(reader, "hello")
            with pytest.raises(InvalidStatus) as refused:
                await here.connect()
            assert refused.value.response.status_code == 429
            assert "Retry-After" in refused.value.response.headers
        async with here.connect() as third:
            await heard(third, "hello")


async def test_topics_have_an_end(hub: Hub, publish: Publish) -> None:
    """What is too much is refused; what was followed before goes on."""
    async with running(hub, Limits(topics=2)) as here, here.connect() as reader:
        await heard(reader, "hello")
        for topic in ("gameweek", LEAGUE):
            await follow(reader, topic)
            await heard(reader, "snapshot")
        await follow(reader, "status")
        assert (await heard(reader, "error"))["code"] == "bad-request"
        await answered(reader)
        await publish(LEAGUE, news(1))
        assert (await heard(reader, "change"))["topic"] == LEAGUE
        await say(reader, type="leave", topic="gameweek")
        await follow(reader, "status")
        assert (await heard(reader, "snapshot"))["topic"] == "status"


async def test_who_stops_reading_is_dropped_and_harms_nobody(
    hub: Hub, publish: Publish, caplog: pytest.LogCaptureFixture
) -> None:
    """The others hear every change meanwhile, and the server can stop."""
    caplog.set_level(logging.INFO)
    limits = Limits(patience=0.5)
    async with running(hub, limits) as here:
        async with (
            here.connect() as healthy,
            raw_socket(here.port, receive_bytes=4096) as stalled,
        ):
            await heard(healthy, "hello")
            await follow(healthy)
            await heard(healthy, "snapshot")
            stalled.put(TEXT, b'{"type": "follow", "topic": "league:900"}')
            number = 0
            while not sent_away(caplog):
                number += 1
                await publish(LEAGUE, news(number, size=50_000))
                change = await heard(healthy, "change")
                assert change["version"] == number
            async with asyncio.timeout(20):
                while sample("stream_readers", door="ws") > 1:
                    await asyncio.sleep(0)
            # Nobody is busy with him any more; that he was sent away waits for him.
            assert await stalled.code() == 1013
        await here.end()
    assert len(sent_away(caplog)) == 1
    assert_calm(caplog)


async def test_who_never_reads_again_does_not_keep_the_server(
    hub: Hub, publish: Publish, caplog: pytest.LogCaptureFixture
) -> None:
    """It stops all the same, and every other reader hears a goodbye."""
    caplog.set_level(logging.INFO)
    async with running(hub, Limits(patience=30)) as here, here.connect() as healthy:
        await heard(healthy, "hello")
        await follow(healthy)
        await heard(healthy, "snapshot")
        async with raw_socket(here.port, receive_bytes=4096) as stalled:
            stalled.put(TEXT, b'{"type": "follow", "topic": "league:900"}')
            for number in range(1, 40):
                await publish(LEAGUE, news(number, size=50_000))
                await heard(healthy, "change")
            await here.end()
            await heard(healthy, "bye")
    assert_calm(caplog)
