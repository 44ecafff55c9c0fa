"""A port goes from an old process to a new one, and nobody in its queue is lost."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from fplbanter.errors import StartupError
from fplbanter.web.handover import give_away, giving_away, listening_beside
from fplbanter.web.server import listening

pytestmark = pytest.mark.anyio

HOST = "127.0.0.1"


@asynccontextmanager
async def holder(port: int, folder: Path) -> AsyncIterator[socket.socket]:
    """Hold a port as `fplbanter web` does."""

    def begin() -> socket.socket:
        return beside.__enter__()

    beside = listening_beside(HOST, port, folder)
    # As another process would: the one that gives it must not be held up.
    listener = await asyncio.to_thread(begin)
    try:
        with giving_away(listener, HOST, folder) as door:
            giving = asyncio.create_task(give_away(door, listener))
            yield listener
            giving.cancel()
            with suppress(asyncio.CancelledError):
                await giving
    finally:
        listener.close()


def places(folder: Path) -> list[Path]:
    """Return where ports are given away."""
    return list(folder.iterdir())


def inode(listener: socket.socket) -> str:
    """Return what tells one socket of the system from another."""
    return Path(f"/proc/self/fd/{listener.fileno()}").readlink().name


async def test_who_stands_in_the_queue_is_served_by_the_next(tmp_path: Path) -> None:
    """Connected while the old one held the port; taken when that is gone."""
    async with holder(0, tmp_path) as old:
        port = old.getsockname()[1]
        waiting = socket.create_connection((HOST, port), timeout=5)
        new = holder(port, tmp_path)
        taken = await new.__aenter__()
        assert inode(taken) == inode(old)
    with waiting:
        connection, _ = taken.accept()
        with connection:
            assert connection.getpeername() == waiting.getsockname()
    await new.__aexit__(None, None, None)


async def test_it_can_be_handed_on_again_and_again(tmp_path: Path) -> None:
    """The place is the newest one's; an old one that ends leaves it alone."""
    async with holder(0, tmp_path) as first:
        port = first.getsockname()[1]
        second = holder(port, tmp_path)
        await second.__aenter__()
    async with holder(port, tmp_path) as third:
        assert third.getsockname()[1] == port
        await second.__aexit__(None, None, None)
        assert len(places(tmp_path)) == 1
    assert places(tmp_path) == []


async def test_a_port_that_is_another_s_is_a_sentence(tmp_path: Path) -> None:
    """Held by who gives nothing away, or from another directory."""
    with listening(HOST, 0) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(StartupError, match="FPLBANTER_PORT"),
            listening_beside(HOST, port, tmp_path),
        ):
            pass


async def test_what_a_killed_one_has_left_is_no_hindrance(tmp_path: Path) -> None:
    """Its socket file is there, and nobody answers."""
    async with holder(0, tmp_path) as old:
        port = old.getsockname()[1]
        place = places(tmp_path)[0]
        copy = tmp_path / "kept"
        copy.hardlink_to(place)
    copy.rename(place)
    async with holder(port, tmp_path) as new:
        assert new.getsockname()[1] == port


async def test_only_we_may_ask_for_it(tmp_path: Path) -> None:
    """Whoever can open the place can have the port."""
    async with holder(0, tmp_path):
        assert places(tmp_path)[0].stat().st_mode & 0o777 == 0o600
