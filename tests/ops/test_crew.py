"""A crew stays complete, and ends together."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.faults.processes import is_alive

from fplbanter.errors import StartupError
from fplbanter.ops.crew import Crew

pytestmark = [pytest.mark.anyio, pytest.mark.processes]

MEMBER = (
    "import os, pathlib, signal, sys, time\n"
    "signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))\n"
    "folder = pathlib.Path(sys.argv[1])\n"
    "(folder / str(os.getpid())).touch()\n"
    "print('Serving.', flush=True)\n"
    "time.sleep(60)\n"
)


@asynccontextmanager
async def crew(folder: Path, count: int) -> AsyncIterator["asyncio.Task[None]"]:
    """Run a crew until the block ends; it has served by then."""
    stop: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    serving = asyncio.Event()
    program = (sys.executable, "-c", MEMBER, str(folder))
    task = asyncio.create_task(Crew(program, count, serving=serving.set).work(stop))
    async with asyncio.timeout(30):
        await serving.wait()
        yield task
        stop.set_result(None)
        await task


def pids(folder: Path) -> set[int]:
    return {int(path.name) for path in folder.iterdir()}


async def test_one_that_is_killed_is_replaced(tmp_path: Path) -> None:
    """The others go on; told to stop, all end."""
    async with crew(tmp_path, 2):
        first = pids(tmp_path)
        assert len(first) == 2
        killed = min(first)
        os.kill(killed, signal.SIGKILL)
        async with asyncio.timeout(20):
            while len(pids(tmp_path)) < 3:
                await asyncio.sleep(0.01)
        assert is_alive(max(first))
    assert not any(map(is_alive, pids(tmp_path)))


@pytest.mark.parametrize("program", ["import sys; sys.exit(1)", "no python"])
async def test_one_that_cannot_start_ends_all(program: str) -> None:
    """It has said why; nobody tries for ever."""
    stop: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    async with asyncio.timeout(30):
        with pytest.raises(StartupError, match="could not start"):
            await Crew((sys.executable, "-c", program), 2).work(stop)
