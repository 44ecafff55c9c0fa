"""How Valkey is run on one machine: durable, bounded, on a Unix socket only."""

import asyncio
import contextlib
from functools import partial
from pathlib import Path
from urllib.parse import quote

from fplbanter.ops.processes import Program

NAME = "valkey-server"
SOCKET = "valkey.sock"
SETTING = "FPLBANTER_REDIS_URL"
PID_FILE = "valkey.pid"

_POLL_SECONDS = 0.02


def program(binary: Path, data: Path, sockets: Path, log: Path) -> Program:
    """Return how to run Valkey on `data`: every write logged, none ever evicted."""
    options = (
        *("--port", "0"),
        *("--unixsocket", str(sockets / SOCKET)),
        *("--unixsocketperm", "700"),
        *("--dir", str(data)),
        *("--pidfile", str(data / PID_FILE)),
        *("--appendonly", "yes"),
        *("--appendfsync", "everysec"),
        *("--save", ""),
        *("--maxmemory", "256mb"),
        # Jobs and budgets live here too: rather refuse a write than lose one.
        *("--maxmemory-policy", "noeviction"),
    )
    command = (str(binary), *options)
    return Program(NAME, SETTING, command, sockets, log, partial(answering, sockets))


def url(sockets: Path) -> str:
    """Return the URL of the running Valkey."""
    return f"unix://{quote(str(sockets / SOCKET))}"


async def answering(sockets: Path) -> None:
    """Return when Valkey has read its log and answers."""
    while not await _answers(sockets / SOCKET):
        await asyncio.sleep(_POLL_SECONDS)


async def _answers(socket: Path) -> bool:
    with contextlib.suppress(OSError):
        reader, writer = await asyncio.open_unix_connection(socket)
        try:
            writer.write(b"PING\r\n")
            return await reader.readline() == b"+PONG\r\n"
        finally:
            writer.close()
    return False
