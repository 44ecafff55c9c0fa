"""The proxy that makes connections go wrong: each way, and changing in between."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.faults.toxic_proxy import ToxicProxy, Toxics

pytestmark = pytest.mark.anyio

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer "echo ..." lines with themselves, "much N" with N bytes."""
    try:
        while line := await reader.readline():
            word, _, rest = line.strip().partition(b" ")
            writer.write(b"x" * int(rest) if word == b"much" else line)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


@pytest.fixture
async def proxy() -> AsyncIterator[ToxicProxy]:
    """Stand before a server that answers lines."""
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    target = server.sockets[0].getsockname()
    async with ToxicProxy((target[0], target[1])) as found:
        yield found
    server.close()


async def connected(proxy: ToxicProxy) -> Ends:
    return await asyncio.open_connection("127.0.0.1", proxy.port)


async def ask(ends: Ends, line: bytes, size: int) -> bytes:
    """Send a line and read an answer of that size, or less when it ends."""
    reader, writer = ends
    writer.write(line + b"\n")
    try:
        return await reader.readexactly(size)
    except asyncio.IncompleteReadError as end:
        return end.partial


async def seconds_for(ends: Ends, line: bytes, size: int) -> float:
    start = time.monotonic()
    assert len(await ask(ends, line, size)) == size
    return time.monotonic() - start


async def test_without_toxics_everything_passes(proxy: ToxicProxy) -> None:
    """Both directions, many pieces, several connections; it is counted."""
    for _ in range(2):
        ends = await connected(proxy)
        assert await ask(ends, b"echo one", 9) == b"echo one\n"
        assert len(await ask(ends, b"much 300000", 300_000)) == 300_000
        ends[1].close()
    assert (proxy.accepted, proxy.passed) == (2, 600_018)


async def test_latency_and_jitter_hold_every_piece_up(proxy: ToxicProxy) -> None:
    """Jitter comes on top; without them nobody waits."""
    ends = await connected(proxy)
    assert await seconds_for(ends, b"echo", 5) < 0.05
    await proxy.become(Toxics(latency=0.06))
    assert await seconds_for(ends, b"echo", 5) >= 0.06
    await proxy.become(Toxics(latency=0.02, jitter=0.04))
    taken = [await seconds_for(ends, b"echo", 5) for _ in range(5)]
    assert min(taken) >= 0.02
    assert max(taken) - min(taken) > 0.005
    # What comes together is held up together, however much it is.
    assert await seconds_for(ends, b"much 900000", 900_000) < 0.5
    ends[1].close()


async def test_bandwidth_is_kept(proxy: ToxicProxy) -> None:
    """20,000 bytes at 100,000 a second take a fifth of a second."""
    await proxy.become(Toxics(bandwidth=100_000))
    ends = await connected(proxy)
    assert 0.18 <= await seconds_for(ends, b"much 20000", 20_000) < 1.0
    ends[1].close()


async def test_a_drip_is_one_byte_at_a_time(proxy: ToxicProxy) -> None:
    """No read finds two bytes."""
    await proxy.become(Toxics(drip=0.01))
    reader, writer = ends = await connected(proxy)
    writer.write(b"much 10\n")
    assert [len(await reader.read(10)) for _ in range(10)] == [1] * 10
    ends[1].close()


@pytest.mark.parametrize("size", [0, 1, 7])
async def test_reset_after_so_many_bytes(proxy: ToxicProxy, size: int) -> None:
    """What came before can be read; then the connection is broken, not closed."""
    await proxy.become(Toxics(reset_after=size))
    reader, writer = await connected(proxy)
    writer.write(b"much 1000\n")
    assert await reader.readexactly(size) == b"x" * size
    with pytest.raises(ConnectionResetError):
        await reader.readexactly(1)
    writer.close()


async def test_truncate_after_so_many_bytes(proxy: ToxicProxy) -> None:
    """The connection ends as if that were all; the next one is cut as well."""
    await proxy.become(Toxics(truncate_after=5))
    for _ in range(2):
        ends = await connected(proxy)
        assert await ask(ends, b"much 1000", 1_000) == b"xxxxx"
        ends[1].close()


async def test_a_half_closed_connection_still_takes_what_is_sent(
    proxy: ToxicProxy,
) -> None:
    """An open connection, and a new one, hear the end; sending goes on."""
    old = await connected(proxy)
    assert await ask(old, b"echo", 5) == b"echo\n"
    await proxy.become(Toxics(half_close=True))
    for reader, writer in (old, await connected(proxy)):
        assert await reader.read() == b""
        writer.write(b"much 1000\n" * 10)
        await writer.drain()
        assert not writer.is_closing()
        writer.close()


async def test_a_black_hole_answers_nothing_until_it_is_gone(
    proxy: ToxicProxy,
) -> None:
    """Connecting works, an answer never comes; afterwards nothing is lost."""
    old = await connected(proxy)
    await proxy.become(Toxics(blackhole=True))
    for ends in (old, await connected(proxy)):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await ask(ends, b"echo one", 9)
        ends[1].write(b"echo two\n")
        await proxy.become(Toxics())
        assert await ends[0].readexactly(18) == b"echo one\necho two\n"
        await proxy.become(Toxics(blackhole=True))
        ends[1].close()


async def test_refusing_resets_and_takes_nobody(proxy: ToxicProxy) -> None:
    """As when the server died; later it is back on the same port."""
    reader, writer = await connected(proxy)
    assert await ask((reader, writer), b"echo", 5) == b"echo\n"
    await proxy.become(Toxics(refuse=True))
    with pytest.raises(ConnectionResetError):
        await reader.readexactly(1)
    with pytest.raises(ConnectionRefusedError):
        await connected(proxy)
    await proxy.become(Toxics())
    again = await connected(proxy)
    assert await ask(again, b"echo", 5) == b"echo\n"
    for each in (writer, again[1]):
        each.close()


async def test_toxics_change_in_mid_answer(proxy: ToxicProxy) -> None:
    """A dripping answer flows as soon as the drip is gone."""
    await proxy.become(Toxics(drip=0.01))
    reader, writer = await connected(proxy)
    writer.write(b"much 100000\n")
    assert len(await reader.read(10)) == 1
    await proxy.become(Toxics())
    assert len(await reader.readexactly(99_999)) == 99_999
    writer.close()


async def test_a_server_that_is_gone_resets(proxy: ToxicProxy) -> None:
    """The proxy takes the connection; that nobody is behind it shows as a reset."""
    async with ToxicProxy(("127.0.0.1", 9)) as nobody:
        reader, writer = await connected(nobody)
        with pytest.raises(ConnectionResetError):
            await reader.readexactly(1)
        writer.close()
    assert proxy.accepted == 0


async def test_it_stands_before_a_unix_socket() -> None:
    """As Valkey and mongod listen here."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "server.sock"
        server = await asyncio.start_unix_server(answer, path)
        async with ToxicProxy(path) as proxy:
            ends = await connected(proxy)
            assert await ask(ends, b"echo", 5) == b"echo\n"
            ends[1].close()
        server.close()
