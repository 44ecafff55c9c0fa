"""What was told to be saved is there after a kill, and after the disk was full."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from tests.faults.servers import Servers, own_servers

from fplbanter.errors import StoreUnavailable
from fplbanter.game.model import League, LeagueId, LeagueKind, Season
from fplbanter.ops import mongod
from fplbanter.ops.binaries import Machine, find_mongod
from fplbanter.ops.processes import Child
from fplbanter.store.answers import KeptAnswer
from fplbanter.store.database import Store, connect
from fplbanter.store.leagues import StoredLeague

pytestmark = [pytest.mark.anyio, pytest.mark.faults, pytest.mark.timeout(180)]

SEASON = Season("2026-27")
WRITERS = 4
WRITES = 1_000
NOW = datetime(2026, 10, 17, 15, 0, tzinfo=UTC)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
async def servers(anyio_backend: str) -> AsyncIterator[Servers]:  # noqa: ARG001
    async with own_servers() as found:
        yield found


async def test_no_acknowledged_write_is_lost_when_mongod_is_killed(
    servers: Servers,
) -> None:
    """A thousand writes were told to be done, with two kills: all are there."""
    store = connect(servers.mongod.url, "writes")
    await store.prepare()
    saved = await _write(store, servers)
    await servers.mongod.kill()
    await servers.mongod.start()

    await _usable(store)
    found = await store.leagues.find_watched(SEASON, LONG_AGO, 10 * WRITES)
    lost = saved - {each.league.league_id for each in found}
    print(f"\nacknowledged {len(saved)}, lost {len(lost)}")
    assert len(saved) >= WRITES
    assert lost == set()
    await store.close()


async def _write(store: Store, servers: Servers) -> set[LeagueId]:
    """Save leagues until a thousand were acknowledged, one kill half way."""
    saved: set[LeagueId] = set()
    numbers = count(1)
    half = asyncio.Event()

    async def write() -> None:
        while len(saved) < WRITES:
            league_id = LeagueId(next(numbers))
            try:
                await store.leagues.save_league(SEASON, _league(league_id))
            except StoreUnavailable:
                await asyncio.sleep(0.02)
            else:
                saved.add(league_id)
            if len(saved) > WRITES / 2:
                half.set()

    async def kill() -> None:
        await half.wait()
        await servers.mongod.kill()
        await servers.mongod.start()

    await asyncio.gather(kill(), *(write() for _ in range(WRITERS)))
    return saved


def _league(league_id: LeagueId) -> StoredLeague:
    league = League(league_id, f"League {league_id}", LeagueKind.CLASSIC)
    return StoredLeague(league, NOW, asked_at=NOW)


async def _usable(store: Store) -> None:
    async with asyncio.timeout(10):
        while True:
            try:
                return await store.ping()
            except StoreUnavailable:
                await asyncio.sleep(0.02)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[None]:
    """Have a disk of that size at a folder; skip where that is not allowed."""
    mount = (
        "/bin/mount",
        "-t",
        "tmpfs",
        "-o",
        f"size={megabytes}m",
        "tmpfs",
        str(folder),
    )
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux may mount a small disk")
    if subprocess.run(mount, check=False, capture_output=True).returncode:  # noqa: S603
        pytest.skip("this system does not allow to mount a small disk")
    try:
        yield
    finally:
        subprocess.run(("/bin/umount", "--lazy", str(folder)), check=True)  # noqa: S603


def enlarge(folder: Path, megabytes: int) -> None:
    """Make room on such a disk."""
    options = ("-o", f"remount,size={megabytes}m")
    subprocess.run(("/bin/mount", *options, str(folder)), check=True)  # noqa: S603


async def test_a_full_disk_is_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    """The server ends, we say why; with room again all that was saved is there."""
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder, 60):
        (folder / "mongo").mkdir()
        log = tmp_path / "mongod.log"
        binary = find_mongod(Machine())
        program = mongod.program(binary, folder / "mongo", folder, log)
        child = await Child.start(program)
        await child.ready(30)
        store = connect(mongod.url(folder), "full")
        saved = await _fill(store)
        sentence = str(await child.death())

        enlarge(folder, 600)
        (folder / mongod.SOCKET).unlink(missing_ok=True)
        child = await Child.start(program)
        try:
            await child.ready(30)
            await _usable(store)
            found = [await store.answers.find_answer(key) for key in saved]
        finally:
            await child.stop()
            await store.close()
    print(f"\nacknowledged {len(saved)} before the disk was full: {sentence}")
    assert sentence.startswith("The disk is full, so mongod cannot run: make room")
    assert len(saved) > 10
    assert None not in found


async def _fill(store: Store) -> list[str]:
    """Save until the server is gone; return what was acknowledged."""
    saved: list[str] = []
    begun = time.monotonic()
    while time.monotonic() - begun < 60:
        key = f"key-{len(saved)}"
        try:
            answer = KeptAnswer(os.urandom(60_000), {}, 1)
            await store.answers.save_answer(key, answer, days=1)
        except StoreUnavailable:
            return saved
        saved.append(key)
    pytest.fail("the disk did not fill up")
