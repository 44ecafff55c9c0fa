"""
A real mongod and a real Valkey for a single machine, as an async context manager.

    async with embedded(directory) as services:
        ...  # services.mongo_url, services.redis_url

Both listen on Unix sockets only and keep everything in `directory`: data in
`mongo` and `valkey`, what they say in `logs`. They start at the same time, end
with us however we end (on Linux), and a run that was killed needs no clearing.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from fplbanter.errors import StartupError
from fplbanter.ops import mongod, valkey
from fplbanter.ops.binaries import Machine, find_mongod, find_valkey
from fplbanter.ops.directory import held, make_private, socket_folder
from fplbanter.ops.processes import Child, Program, end_orphan

START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Services:
    """The addresses of both servers, and the children that serve them."""

    mongo_url: str
    redis_url: str
    children: tuple[Child, ...] = ()

    async def failed(self) -> NoReturn:
        """
        Wait for as long as every server runs, then raise a `StartupError`.

        It says which ended and why. To be awaited beside the product's own work.
        """
        never: asyncio.Future[StartupError] = asyncio.Future()
        deaths = [asyncio.ensure_future(child.death()) for child in self.children]
        try:
            done, _ = await asyncio.wait(
                [never, *deaths], return_when=asyncio.FIRST_COMPLETED
            )
            raise done.pop().result()
        finally:
            for death in deaths:
                death.cancel()


@asynccontextmanager
async def embedded(
    directory: Path,
    *,
    mongo_url: str | None = None,
    redis_url: str | None = None,
    machine: Machine | None = None,
) -> AsyncIterator[Services]:
    """
    Run both servers on `directory` for as long as the block lasts.

    A server whose URL is given is not started, and its URL is passed on. Raises
    `StartupError`, whose message has the cure, when one cannot run.
    """
    machine = machine or Machine()
    children: list[Child] = []
    with _place(directory) as place:
        programs = []
        if mongo_url is None:
            programs.append(place.mongod(find_mongod(machine)))
            mongo_url = mongod.url(place.sockets)
        if redis_url is None:
            programs.append(place.valkey(find_valkey(machine)))
            redis_url = valkey.url(place.sockets)
        try:
            await _start_all(programs, children)
            yield Services(mongo_url, redis_url, tuple(children))
        finally:
            await _to_the_end(_stop_all(children))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the data, the logs and the sockets of one run are."""

    directory: Path
    sockets: Path

    def mongod(self, binary: Path) -> Program:
        data = self._clear("mongo", mongod.PID_FILE, mongod.SOCKET)
        log = self.directory / "logs" / "mongod.log"
        return mongod.program(binary, data, self.sockets, log)

    def valkey(self, binary: Path) -> Program:
        data = self._clear("valkey", valkey.PID_FILE, valkey.SOCKET)
        log = self.directory / "logs" / "valkey.log"
        return valkey.program(binary, data, self.sockets, log)

    def _clear(self, name: str, pid_file: str, socket: str) -> Path:
        """Make the folder of a server, free of what a killed run left behind."""
        data = make_private(self.directory / name)
        end_orphan(data / pid_file, data)
        (self.sockets / socket).unlink(missing_ok=True)
        return data


@contextmanager
def _place(directory: Path) -> Iterator[_Place]:
    directory = directory.absolute()
    with held(directory), socket_folder(directory) as sockets:
        make_private(directory / "logs")
        yield _Place(directory, sockets)


async def _start_all(programs: list[Program], children: list[Child]) -> None:
    """Start all at once; `children` has each one that was started, ready or not."""

    async def start(program: Program) -> None:
        child = await Child.start(program)
        children.append(child)
        await child.ready(START_SECONDS)

    try:
        async with asyncio.TaskGroup() as group:
            for program in programs:
                group.create_task(start(program))
    except ExceptionGroup as failures:
        # One cure at a time: the second failure is often the first one's echo.
        raise failures.exceptions[0] from None


async def _stop_all(children: list[Child]) -> None:
    await asyncio.gather(*(child.stop() for child in children))


async def _to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """Finish `work` even if Ctrl-C is pressed again; then let the cancel through."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled:
        raise cancelled
