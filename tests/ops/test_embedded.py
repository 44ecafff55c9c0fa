"""A real mongod and a real Valkey, started, stopped, killed and moved."""

import asyncio
import os
import select
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import AsyncMongoClient, WriteConcern
from redis.asyncio import Redis

from fplbanter.errors import StartupError
from fplbanter.ops import mongod
from fplbanter.ops.binaries import find_binaries
from fplbanter.ops.embedded import Services, embedded

pytestmark = [pytest.mark.anyio, pytest.mark.processes]


def mongo(services: Services) -> AsyncMongoClient[dict[str, Any]]:
    return AsyncMongoClient(services.mongo_url, timeoutMS=5_000)


@pytest.fixture
def home() -> Iterator[Path]:
    """Give a directory that is gone afterwards: each has a journal of 300 MB."""
    with tempfile.TemporaryDirectory(prefix="fplbanter-test-") as folder:
        yield Path(folder)


async def write(services: Services) -> None:
    """Leave a document and a value whose keeping is promised."""
    sure = WriteConcern(w="majority", j=True)
    async with mongo(services) as client, Redis.from_url(services.redis_url) as redis:
        rows = client.kept.get_collection("rows", write_concern=sure)
        await rows.insert_one({"_id": "here"})
        await redis.set("key", "here")


async def is_kept(services: Services) -> bool:
    async with mongo(services) as client, Redis.from_url(services.redis_url) as redis:
        row = await client.kept.rows.find_one()
        return row == {"_id": "here"} and await redis.get("key") == b"here"


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_data_outlives_a_run_and_a_move(home: Path) -> None:
    """A second run finds what the first wrote, also under quite another path."""
    async with embedded(home / "first") as services:
        await write(services)
    (home / "first").rename(home / "With Capitals & spaces")
    async with embedded(home / "With Capitals & spaces") as services:
        assert await is_kept(services)
    assert all(is_gone(child.pid) for child in services.children)


async def test_both_are_private_durable_and_bounded(home: Path) -> None:
    """No TCP port, folders for the owner only, and limits that a laptop can bear."""
    async with embedded(home) as services:
        async with mongo(services) as client:
            options = (await client.admin.command("getCmdLineOpts"))["parsed"]
        async with Redis.from_url(services.redis_url) as redis:
            config = await redis.config_get("*")
        sessions = {os.getsid(child.pid) for child in services.children}
        modes = {mode(home / name) for name in ("", "mongo", "valkey", "logs")}
        sockets = {mode(home / name) for name in ("mongod.sock", "valkey.sock")}
    assert options["net"]["bindIp"] == "./mongod.sock"
    assert options["net"]["unixDomainSocket"] == {"enabled": False}, "a second one"
    assert options["storage"]["wiredTiger"]["engineConfig"]["cacheSizeGB"] == 0.25
    assert (config["port"], config["appendonly"]) == ("0", "yes")
    assert (config["appendfsync"], config["save"]) == ("everysec", "")
    assert config["maxmemory-policy"] == "noeviction"
    assert config["maxmemory"] == str(256 * 1024**2)
    assert modes == sockets == {0o700}
    assert os.getsid(0) not in sessions, "Ctrl-C would reach them before us"


async def test_a_killed_mongod_is_noticed_and_loses_nothing(home: Path) -> None:
    """The product is told in words; the next run has every acknowledged write."""
    async with embedded(home) as services:
        await write(services)
        os.kill(services.children[0].pid, signal.SIGKILL)
        os.kill(services.children[1].pid, signal.SIGKILL)
        with pytest.raises(StartupError, match=r"was killed .*\.log"):
            await services.failed()
    async with embedded(home) as services:
        assert await is_kept(services)


async def test_a_renamed_member_is_taken_back(home: Path) -> None:
    """A replica set that was set up under another name is primary again."""
    async with (
        embedded(home, redis_url="unix:///none") as services,
        mongo(services) as client,
    ):
        # mongod reads this at its next start, as it would data from elsewhere.
        change = {"q": {}, "u": {"$set": {"members.0.host": "./other.sock"}}}
        done = await client.local.command("update", "system.replset", updates=[change])
        assert done["nModified"] == 1
    async with (
        embedded(home, redis_url="unix:///none") as services,
        mongo(services) as client,
    ):
        assert (await client.admin.command("hello"))["hosts"] == ["./mongod.sock"]


async def test_a_directory_serves_one_run_at_a_time(home: Path) -> None:
    """The second is told who has it, and where; the first is not disturbed."""
    async with embedded(home, mongo_url="mongodb://none") as services:
        with pytest.raises(StartupError) as refusal:
            async with embedded(home):
                pytest.fail("two runs on one directory")
        assert not is_gone(services.children[0].pid)
    assert f"process {os.getpid()}" in str(refusal.value)
    assert str(home) in str(refusal.value)
    assert "FPLBANTER_DATA_DIR" in str(refusal.value)


async def test_a_long_path_will_do(home: Path) -> None:
    """Sockets move to a short private folder where their paths would not work."""
    home = home / ("long" * 30)
    async with embedded(home) as services:
        await write(services)
        short = (home / "sockets").readlink()
        assert mode(short) == 0o700
    assert not short.exists()
    assert not (home / "sockets").is_symlink()


async def test_a_server_of_ones_own_is_not_started(home: Path) -> None:
    """Its URL is passed on; with both there is nothing to start or to fail."""
    own = embedded(home, mongo_url="mongodb://own", redis_url="redis://own")
    async with own as services:
        watching = asyncio.ensure_future(services.failed())
        assert (services.mongo_url, services.redis_url) == (
            "mongodb://own",
            "redis://own",
        )
        assert services.children == ()
        assert not watching.done()
        watching.cancel()


async def test_stopping_is_not_interrupted(home: Path) -> None:
    """Ctrl-C pressed again and again leaves no server behind."""
    started: asyncio.Future[Services] = asyncio.Future()

    async def run() -> None:
        async with embedded(home, mongo_url="mongodb://none") as services:
            started.set_result(services)
            await asyncio.Event().wait()

    task = asyncio.ensure_future(run())
    services = await started
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=0.01)
    assert task.cancelled()
    assert is_gone(services.children[0].pid)


PARENT = """
import asyncio, sys
from pathlib import Path
from fplbanter.ops.embedded import embedded

async def run():
    async with embedded(Path(sys.argv[1])) as services:
        print(*(child.pid for child in services.children), flush=True)
        await asyncio.Event().wait()

asyncio.run(run())
"""


async def test_a_killed_parent_leaves_nothing_in_the_way(home: Path) -> None:
    """On Linux no child survives it; everywhere the next run just works."""
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PARENT, str(home)), stdout=subprocess.PIPE
    )
    assert parent.stdout
    pids = [int(pid) for pid in (await parent.stdout.readline()).split()]
    assert len(pids) == 2
    if sys.platform == "linux":
        watched = [os.pidfd_open(pid) for pid in pids]
        parent.kill()
        assert all(select.select([one], [], [], 5)[0] for one in watched)
        for one in watched:
            os.close(one)
    else:
        parent.kill()
    await parent.wait()
    async with embedded(home) as services:
        await write(services)


async def test_an_orphan_is_ended_first(home: Path) -> None:
    """Where the system kept a server of a killed run, its data is free again."""
    data = home / "mongo"
    data.mkdir()
    program = mongod.program(find_binaries().mongod, data, home, home / "log")
    orphan = await asyncio.create_subprocess_exec(
        *program.command, cwd=home, stdout=subprocess.DEVNULL
    )
    await asyncio.wait_for(program.ready(), 10)
    async with embedded(home, redis_url="unix:///none") as services:
        assert services.children[0].pid != orphan.pid
    assert await orphan.wait() == -signal.SIGKILL
