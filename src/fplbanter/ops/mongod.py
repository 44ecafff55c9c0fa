"""How mongod is run on one machine: a replica set of one, on a Unix socket only."""

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fplbanter.ops.processes import Program

if TYPE_CHECKING:
    from pymongo import AsyncMongoClient

NAME = "mongod"
SOCKET = "mongod.sock"
SETTING = "FPLBANTER_MONGO_URL"
PID_FILE = "mongod.lock"  # mongod's own file in its data folder

_REPLICA_SET = "fplbanter"
# mongod runs in the socket's folder and knows itself by this relative path, so
# that the data may be moved without the replica set losing its member.
_MEMBER = f"./{SOCKET}"
_POLL_SECONDS = 0.02
_NOT_YET_INITIALIZED = 94


def program(binary: Path, data: Path, sockets: Path, log: Path) -> Program:
    """Return how to run mongod on `data`: journal on, no TCP port, small cache."""
    options = (
        *("--dbpath", str(data)),
        *("--bind_ip", _MEMBER),
        # Else a second socket with a well-known name would appear elsewhere.
        "--nounixsocket",
        *("--replSet", _REPLICA_SET),
        *("--oplogSize", "256"),
        *("--wiredTigerCacheSizeGB", "0.25"),
        *("--setParameter", "diagnosticDataCollectionEnabled=false"),
        "--quiet",
    )
    command = (str(binary), *options)
    return Program(NAME, SETTING, command, sockets, log, partial(primary, sockets))


def url(sockets: Path) -> str:
    """
    Return the URL of the running mongod.

    The connection is direct, since only mongod itself can use its relative name.
    """
    return f"mongodb://{quote(str(sockets / SOCKET), safe='')}/?directConnection=true"


async def primary(sockets: Path) -> None:
    """Return when mongod is the primary of its replica set, which it makes first."""
    await _listening(sockets / SOCKET)
    from pymongo import AsyncMongoClient
    from pymongo.errors import PyMongoError

    client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(
        url(sockets), timeoutMS=5_000
    )
    async with client:
        while True:
            try:
                if await _is_primary(client):
                    return
            except PyMongoError:
                # Not yet: it says no to much until it has read its own set-up.
                pass
            await asyncio.sleep(_POLL_SECONDS)


async def _listening(socket: Path) -> None:
    while True:
        try:
            _, writer = await asyncio.open_unix_connection(socket)
        except OSError:
            await asyncio.sleep(_POLL_SECONDS)
        else:
            writer.close()
            return


async def _is_primary(client: "AsyncMongoClient[dict[str, Any]]") -> bool:
    hello = await client.admin.command("hello")
    if hello.get("isWritablePrimary"):
        return True
    if "setName" not in hello:
        await _configure(client)
    return False


async def _configure(client: "AsyncMongoClient[dict[str, Any]]") -> None:
    """Make the replica set; or give its member the name it has now."""
    from pymongo.errors import OperationFailure

    try:
        answer = await client.admin.command("replSetGetConfig")
    except OperationFailure as error:
        if error.code != _NOT_YET_INITIALIZED:
            raise
        members = [{"_id": 0, "host": _MEMBER}]
        config = {"_id": _REPLICA_SET, "members": members}
        await client.admin.command("replSetInitiate", config)
    else:
        await _rename(client, answer["config"])


async def _rename(
    client: "AsyncMongoClient[dict[str, Any]]", config: dict[str, Any]
) -> None:
    member = config["members"][0]
    if member["host"] != _MEMBER:
        config["version"] += 1
        config["members"] = [{**member, "host": _MEMBER}]
        await client.admin.command("replSetReconfig", config, force=True)
