"""
A mongod and a Valkey of our own, to be frozen, killed and started again.

They are set up as the product sets up its own, but nobody ends with them.
"""

import asyncio
import contextlib
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fplbanter.ops import mongod, valkey
from fplbanter.ops.binaries import Machine, find_mongod, find_valkey
from fplbanter.ops.processes import Child, Program

START_SECONDS = 30.0


class Server:
    """One server: its `url` stays the same, whatever happens to its process."""

    def __init__(self, program: Program, url: str, socket: Path) -> None:
        self.program, self.url, self.socket = program, url, socket
        self._child: Child | None = None

    @property
    def pid(self) -> int:
        """The number of its process."""
        assert self._child is not None
        return self._child.pid

    async def start(self) -> None:
        """Start it, or start it again, and wait until it serves."""
        self.socket.unlink(missing_ok=True)
        self._child = await Child.start(self.program)
        await self._child.ready(START_SECONDS)

    def freeze(self) -> None:
        """Stop it in its tracks (SIGSTOP)."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on (SIGCONT)."""
        os.kill(self.pid, signal.SIGCONT)

    async def kill(self) -> None:
        """End it without a word (SIGKILL)."""
        assert self._child is not None
        os.kill(self.pid, signal.SIGKILL)
        await self._child.death()

    async def end(self) -> None:
        """See that nothing is left of it."""
        if self._child is not None:
            with contextlib.suppress(ProcessLookupError):
                self.thaw()
            await self._child.stop()


@dataclass(frozen=True, slots=True)
class Servers:
    """Both servers, and the folder that they and others may use."""

    mongod: Server
    valkey: Server
    folder: Path


@asynccontextmanager
async def own_servers() -> AsyncIterator[Servers]:
    """Run both for as long as the block lasts."""
    machine = Machine()
    with tempfile.TemporaryDirectory(prefix="fplb-") as name:
        folder = Path(name)
        servers = Servers(
            _server(folder, mongod.program, find_mongod(machine), mongod.SOCKET),
            _server(folder, valkey.program, find_valkey(machine), valkey.SOCKET),
            folder,
        )
        both = (servers.mongod, servers.valkey)
        try:
            await asyncio.gather(*(server.start() for server in both))
            yield servers
        finally:
            await asyncio.gather(*(server.end() for server in both))


@asynccontextmanager
async def own_valkey(folder: Path) -> AsyncIterator[Server]:
    """Run a Valkey alone in a folder for as long as the block lasts."""
    server = _server(folder, valkey.program, find_valkey(Machine()), valkey.SOCKET)
    try:
        await server.start()
        yield server
    finally:
        await server.end()


def _server(
    folder: Path,
    make: Callable[[Path, Path, Path, Path], Program],
    binary: Path,
    socket: str,
) -> Server:
    data = folder / socket.partition(".")[0]
    data.mkdir(mode=0o700)
    program = make(binary, data, folder, folder / f"{data.name}.log")
    address = mongod.url if socket == mongod.SOCKET else valkey.url
    return Server(program, address(folder), folder / socket)
