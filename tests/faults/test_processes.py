"""Processes for fault tests: watched, frozen, killed, and none left behind."""

import asyncio
import os
import signal
import sys

import pytest
from tests.faults.processes import (
    Running,
    Unexpected,
    free_port,
    is_alive,
    port_open,
    resident_bytes,
    running,
    state_of,
)

pytestmark = pytest.mark.anyio

TICKING = "import time\nprint('begun')\nwhile True: print('tick'); time.sleep(.01)"
PARENT = (
    "import subprocess, sys, time\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "print('child', child.pid)\n"
    "time.sleep(60)"
)


async def gone(pid: int) -> None:
    async with asyncio.timeout(5):
        while is_alive(pid):
            await asyncio.sleep(0.01)


async def test_lines_are_waited_for() -> None:
    """A line that was said counts; one that never comes says what was said."""
    async with running("-c", TICKING) as program:
        assert await program.line("beg") == "begun"
        assert await program.line("begun") == "begun"
        with pytest.raises(Unexpected, match="begun"):
            await program.line("never", seconds=0.05)
    assert program.code == -signal.SIGKILL


async def test_one_that_ends_is_not_waited_for() -> None:
    """Whoever waits for its line learns at once how it ended."""
    async with running("-c", "import sys; sys.exit('sorry')") as program:
        with pytest.raises(Unexpected, match="sorry"):
            await program.line("ready", seconds=30)
        assert await program.ended() == 1


async def test_a_frozen_process_does_nothing_until_it_is_thawed() -> None:
    """SIGSTOP and SIGCONT: nothing is said in between."""
    async with running("-c", TICKING) as program:
        await program.line("tick")
        program.freeze()
        await stopped(program.pid)
        # What stood in the pipe is read first; after that nothing can come.
        said = await settled(program)
        program.thaw()
        async with asyncio.timeout(5):
            while program.said == said:
                await asyncio.sleep(0.01)


async def settled(program: Running) -> str:
    """Return what it has said once that no longer grows."""
    said = ""
    while program.said != said:
        said = program.said
        await asyncio.sleep(0.05)
    return said


async def stopped(pid: int) -> None:
    """Wait until the kernel says that it is stopped."""
    async with asyncio.timeout(5):
        while state_of(pid) != "T":
            await asyncio.sleep(0.005)


async def test_what_a_process_started_ends_with_it() -> None:
    """Killed or left alone, even frozen: its children are gone as well."""
    pids = []
    for deed in ("kill", "freeze", "thaw"):
        async with running("-c", PARENT) as program:
            child = int((await program.line("child")).split()[1])
            pids += [program.pid, child]
            assert is_alive(child)
            getattr(program, deed)()
    for pid in pids:
        await gone(pid)


async def test_stop_asks_first() -> None:
    """SIGTERM lets it say goodbye; one that will not is told of."""
    polite = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(3))\n"
        "print('ready'); time.sleep(60)"
    )
    async with running("-c", polite) as program:
        await program.line("ready")
        assert await program.stop() == 3
    async with running("-c", polite.replace("sys.exit(3)", "None")) as program:
        await program.line("ready")
        with pytest.raises(Unexpected, match="still running"):
            await program.stop(0.05)


async def test_it_does_not_outlive_a_killed_test_run() -> None:
    """The one who started it is killed without a chance to clean up."""
    script = (
        "import asyncio\n"
        "from tests.faults.processes import running\n"
        "async def main() -> None:\n"
        "    async with running('-c', 'import time; time.sleep(60)') as program:\n"
        "        print('inner', program.pid)\n"
        "        await program.ended(60)\n"
        "asyncio.run(main())"
    )
    async with running("-c", script) as program:
        inner = int((await program.line("inner")).split()[1])
        os.kill(program.pid, signal.SIGKILL)
        # Other systems than Linux have no such tie.
        if sys.platform == "linux":
            await gone(inner)


async def test_our_code_is_found_and_ports_are_waited_for() -> None:
    """The simulator as a process answers on its port; its memory can be read."""
    port = free_port()
    async with running("-m", "fplbanter.simulator", "--port", port) as program:
        await port_open(port)
        assert 10_000_000 < resident_bytes(program.pid) < 500_000_000
        assert await program.stop() == 0
    with pytest.raises(TimeoutError):
        await port_open(port, seconds=0.05)


async def test_the_environment_is_added_to() -> None:
    """It sees what it is given, and our modules."""
    code = "import os, fplbanter; print(os.environ['WHO'], fplbanter.__file__)"
    async with running("-c", code, environment={"WHO": "me"}) as program:
        line = await program.line("me ")
    assert line.endswith("__init__.py")
