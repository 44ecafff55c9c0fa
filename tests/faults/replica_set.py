"""Three real mongods as one replica set, each to be killed and started again."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pymongo import AsyncMongoClient
from pymongo.errors import PyMongoError
from tests.faults.processes import free_port, port_open

from fplbanter.ops.binaries import Machine, find_mongod
from fplbanter.ops.processes import Child, Program

NAME = "rs0"
ELECTION_MS = 2_000
"""Without a word of the primary until another is elected; ten seconds unless set."""

START_SECONDS = 60.0


class Member:
    """One mongod; its port and its data stay, whatever happens to its process."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._data = folder / f"mongod-{self.port}"
        self._data.mkdir(mode=0o700)
        self._child: Child | None = None
        self.runs = False

    @property
    def address(self) -> str:
        """Where it listens, as the set knows it."""
        return f"127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start it, or start it again, and wait until it takes connections."""
        self._child = await Child.start(self._program())
        await self._child.ready(START_SECONDS)
        self.runs = True

    async def kill(self) -> None:
        """End it without a word (SIGKILL)."""
        assert self._child is not None
        self.runs = False
        os.kill(self._child.pid, signal.SIGKILL)
        await self._child.death()

    async def end(self) -> None:
        """See that nothing is left of it."""
        if self._child is not None:
            await self._child.stop()

    def _program(self) -> Program:
        options = (
            *("--dbpath", str(self._data)),
            *("--bind_ip", "127.0.0.1", "--port", str(self.port), "--nounixsocket"),
            *("--replSet", NAME, "--oplogSize", "64"),
            *("--wiredTigerCacheSizeGB", "0.25", "--quiet"),
            *("--setParameter", "diagnosticDataCollectionEnabled=false"),
        )
        command = (str(find_mongod(Machine())), *options)
        log = self._data.with_suffix(".log")
        return Program(
            "mongod", "", command, self._data, log, lambda: port_open(self.port, 60)
        )


class ReplicaSet:
    """Three members; `url` names all of them."""

    def __init__(self, members: list[Member]) -> None:
        self.members = members
        addresses = ",".join(member.address for member in members)
        self.url = f"mongodb://{addresses}/?replicaSet={NAME}"

    async def initiate(self) -> None:
        """Make them one set, and wait until it has a primary."""
        members = [{"_id": n, "host": m.address} for n, m in enumerate(self.members)]
        config = {
            "_id": NAME,
            "members": members,
            "settings": {"electionTimeoutMillis": ELECTION_MS},
        }
        first = self.members[0].address
        async with _client(f"mongodb://{first}/?directConnection=true") as client:
            await client.admin.command("replSetInitiate", config)
        await self.primary()

    async def primary(self, seconds: float = 60.0) -> Member:
        """Wait until one of those that run is the primary; return it."""
        async with asyncio.timeout(seconds):
            while True:
                # PyMongo leaks a socket where nobody listens: the dead are not asked.
                for member in (each for each in self.members if each.runs):
                    if await _is_primary(member):
                        return member
                await asyncio.sleep(0.1)


@asynccontextmanager
async def replica_set(folder: Path) -> AsyncIterator[ReplicaSet]:
    """Run a replica set for as long as the block lasts."""
    members = [Member(folder) for _ in range(3)]
    try:
        await asyncio.gather(*(member.start() for member in members))
        found = ReplicaSet(members)
        await found.initiate()
        yield found
    finally:
        await asyncio.gather(*(member.end() for member in members))


async def _is_primary(member: Member) -> bool:
    url = f"mongodb://{member.address}/?directConnection=true"
    async with _client(url) as client:
        try:
            hello = await client.admin.command("hello")
        except PyMongoError:
            return False
    return bool(hello.get("isWritablePrimary"))


def _client(url: str) -> AsyncMongoClient[dict[str, Any]]:
    return AsyncMongoClient(url, timeoutMS=5_000, serverSelectionTimeoutMS=500)
