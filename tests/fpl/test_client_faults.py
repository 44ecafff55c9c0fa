"""The real client against a server that fails in mid-answer, or without one."""

import asyncio
import gzip
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from fplbanter.cluster.local_budget import Budget
from fplbanter.errors import (
    UpstreamBlocked,
    UpstreamChanged,
    UpstreamDown,
    UpstreamSlow,
)
from fplbanter.fpl.client import FPLClient
from fplbanter.fpl.endpoints import DAY_STATUS, LIVE, PICKS, SEASON

if TYPE_CHECKING:
    from tests.fpl.conftest import Replies, ScriptedServer

pytestmark = pytest.mark.anyio


async def test_a_refused_connection_is_down(
    client: FPLClient, server: "ScriptedServer", pauses: list[float]
) -> None:
    """Nobody listens: two tries, then "down"."""
    async with FPLClient("http://127.0.0.1:9/api", Budget(1e4, 100)) as nobody:
        nobody._sleep = client._sleep
        with pytest.raises(UpstreamDown, match="no answer"):
            await nobody.get(SEASON)
    assert len(pauses) == 1
    assert server.asked == []


async def test_a_reset_before_the_answer_is_down_after_two_tries(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """A kept connection that was closed meanwhile looks the same."""
    server.will(replies.reset())
    with pytest.raises(UpstreamDown):
        await client.get(SEASON)
    assert len(server.asked) == 2


async def test_a_reset_once_is_survived(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """The second try has its answer."""
    server.will(replies.reset(), replies.json({"leagues": ""}))
    assert await client.get(DAY_STATUS) == {"leagues": ""}


async def test_half_an_answer_is_refused(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """Whether cut short or cut off, it never becomes data."""
    server.will(replies.truncated())
    with pytest.raises(UpstreamChanged) as caught:
        await client.get(SEASON)
    assert caught.value.field == "body"
    server.will(replies.reset(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"))
    with pytest.raises((UpstreamDown, UpstreamChanged)):
        await client.get(SEASON)


async def test_half_a_packing_is_refused(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """Gzip that ends early, and what is not gzip at all."""
    packed = gzip.compress(b'{"leagues": "' + b"abc" * 9999 + b'"}')
    for body in (packed[: len(packed) // 2], b"not gzip"):
        server.will(replies.plain(200, body, content_encoding="gzip"))
        with pytest.raises(UpstreamChanged) as caught:
            await client.get(SEASON)
        assert caught.value.field == "body"


@pytest.mark.parametrize(
    "body",
    [
        b"<!doctype html><html>Sorry</html>",
        b'"Something else"',
        b"null",
        b"7",
        b"",
        b"{",
        b'{"a": NaN}',
        b'{"a": "\xff"}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
)
async def test_what_is_not_an_object_is_refused(
    client: FPLClient, server: "ScriptedServer", replies: "Replies", body: bytes
) -> None:
    """HTML with 200, a bare value, nothing, half, bad bytes, endless nesting."""
    server.will(replies.plain(200, body))
    with pytest.raises(UpstreamChanged) as caught:
        await client.get(SEASON)
    assert caught.value.field == "body"
    assert len(server.asked) == 1


async def test_a_packing_nobody_asked_for_is_refused(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """Only gzip is asked for, so nothing else is unpacked."""
    server.will(replies.plain(200, b"{}", content_encoding="br"))
    with pytest.raises(UpstreamChanged) as caught:
        await client.get(SEASON)
    assert caught.value.field == "content-encoding"


async def test_a_drip_ends_at_the_deadline(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """A byte every tenth of a second never lets a read time out: the whole does."""
    server.will(replies.drip())
    start = time.monotonic()
    with pytest.raises(UpstreamSlow):
        await client.get(SEASON)
    assert time.monotonic() - start < 3.0
    assert len(server.asked) == 1


async def test_silence_ends_at_the_deadline(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """A server that takes the request and says nothing is slow."""
    server.will(replies.silence())
    with pytest.raises(UpstreamSlow):
        await client.get(SEASON)
    assert len(server.asked) == 1


async def test_no_connection_is_left_behind(
    server: "ScriptedServer", replies: "Replies"
) -> None:
    """Time-outs and bad answers close what they opened."""
    unread = replies.plain(200, b"x" * 100_000, content_encoding="br")
    server.will(replies.silence(), replies.drip(), replies.truncated(), unread)
    async with FPLClient(
        server.base_url, Budget(1e4, 10_000), total_timeout=0.05
    ) as client:
        for _ in range(6):
            with pytest.raises((UpstreamSlow, UpstreamChanged)):
                await client.get(SEASON)
        pool = client._http._transport._pool  # type: ignore[attr-defined]
        assert pool.connections == []


async def test_waiting_for_a_slot_is_not_the_servers_time(
    server: "ScriptedServer", replies: "Replies"
) -> None:
    """The deadline starts with the request, not with the queue before it."""
    server.will(replies.json({"leagues": ""}))
    budget = Budget(4.0, 100)
    async with FPLClient(server.base_url, budget, total_timeout=0.2) as client:
        answers = await asyncio.gather(*(client.get(DAY_STATUS) for _ in range(3)))
    assert answers == [{"leagues": ""}] * 3


def bomb(megabytes: int) -> bytes:
    """Pack that many megabytes of spaces into a thousandth of them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(b" " * 2**20) for _ in range(megabytes)]
    return b"".join([*parts, packer.flush()])


@contextmanager
def little_memory() -> Iterator[None]:
    """Fail if the block takes 20 MB or more at any moment."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


async def test_a_gzip_bomb_is_left_early(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """200 MB in 200 kB: refused at the limit, without the memory."""
    packed = bomb(200)
    assert len(packed) < 250_000
    server.will(replies.plain(200, packed, content_encoding="gzip"))
    with little_memory(), pytest.raises(UpstreamChanged) as caught:
        await client.get(SEASON)
    assert caught.value.field == "body"


async def test_each_endpoint_has_its_own_limit(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """A body that would do for the season is too large for picks."""
    body = b'{"padding": "' + b"x" * PICKS.max_bytes + b'"}'
    server.will(replies.plain(200, body))
    assert await client.get(LIVE, gw=1)
    with pytest.raises(UpstreamChanged, match="over 65536 bytes"):
        await client.get(PICKS, entry_id=1, gw=1)


async def test_a_bomb_in_a_refusal_is_harmless(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """Only the beginning of a refusal is read."""
    server.will(replies.plain(403, bomb(50), content_encoding="gzip"))
    with little_memory(), pytest.raises(UpstreamBlocked):
        await client.get(SEASON)


async def test_the_client_is_of_use_after_a_fault(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """No place in flight and no connection is lost to bad answers."""
    server.will(replies.truncated())
    for _ in range(8):
        with pytest.raises(UpstreamChanged):
            await client.get(SEASON)
    server.will(replies.json({"leagues": ""}))
    assert await client.get(DAY_STATUS) == {"leagues": ""}
