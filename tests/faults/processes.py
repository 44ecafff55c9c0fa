"""
Real processes to be watched, frozen and killed: none outlives its test.

    async with running("-m", "fplbanter.simulator", "--port", port) as program:
        await port_open(port)
        program.freeze()

They end with the block, with the test run if that is killed (on Linux), and take
along whatever they started themselves.
"""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import fplbanter
from fplbanter.ops import tether

ROOT = Path(__file__).resolve().parents[2]
_SOURCE = Path(fplbanter.__file__).resolve().parents[1]
_KEPT = 1_000_000
_TOLD = 2_000
_PROBE_SECONDS = 0.02


class Unexpected(AssertionError):
    """A process ended, or did not do in time what was waited for."""


class Running:
    """
    A process and all that it has said, stdout and stderr together.

    `code` is how it ended, None while it runs; below zero is a signal's number.
    """

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._said = bytearray()
        self._changed = asyncio.Event()
        self._listening = asyncio.create_task(self._listen())

    @property
    def pid(self) -> int:
        """The number of the process, and of the group that it leads."""
        return self._process.pid

    @property
    def code(self) -> int | None:
        """How it ended."""
        return self._process.returncode

    @property
    def said(self) -> str:
        """Everything that it said so far."""
        return self._said.decode(errors="replace")

    async def line(self, words: str, seconds: float = 20.0) -> str:
        """
        Wait for a whole line that contains the words, and return it.

        A line that was said before counts. Raises Unexpected.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not (found := self._find(words)):
                    if self._listening.done():
                        raise self._unexpected(f"it ended without {words!r}")
                    self._changed.clear()
                    await self._changed.wait()
                return found
        raise self._unexpected(f"no line with {words!r} in {seconds:g} s")

    async def ended(self, seconds: float = 20.0) -> int:
        """Wait until it has ended and return its code; raises Unexpected."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._listening
                return await self._process.wait()
        raise self._unexpected(f"still running after {seconds:g} s")

    def favour(self) -> None:
        """
        Let it run before others, where the system permits: one that takes time.

        A busy machine would otherwise stamp late what came in time.
        """
        with contextlib.suppress(PermissionError, ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, self.pid, -15)

    def freeze(self) -> None:
        """Stop it in its tracks, with all that it started (SIGSTOP)."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on (SIGCONT)."""
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it without a word, with all that it started (SIGKILL)."""
        self._signal(signal.SIGKILL)

    async def stop(self, seconds: float = 10.0) -> int:
        """Ask it alone to end (SIGTERM) and return its code; raises ProcessEnded."""
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        return await self.ended(seconds)

    async def clean_up(self) -> None:
        """Make sure that nothing of it is left."""
        self.kill()
        await self._process.wait()
        # Somebody who left the group may hold the pipe: nobody waits for that.
        self._listening.cancel()
        await asyncio.gather(self._listening, return_exceptions=True)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        while piece := await self._process.stdout.read(65_536):
            self._said += piece
            del self._said[:-_KEPT]
            self._changed.set()
        self._changed.set()

    def _find(self, words: str) -> str | None:
        lines = self.said.splitlines(keepends=True)
        whole = (line for line in lines if line.endswith("\n"))
        return next((line.rstrip("\n") for line in whole if words in line), None)

    def _unexpected(self, what: str) -> "Unexpected":
        said = self.said[-_TOLD:]
        return Unexpected(f"{what}; code {self.code}; it said:\n{said}")


@asynccontextmanager
async def running(
    *arguments: str | float | Path, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Running]:
    """
    Run our own Python with these arguments for as long as the block lasts.

    `environment` is added to ours. Modules of `src/` and `tests/` are found:
    `running("-m", "fplbanter", "serve")`, `running("-m", "tests.faults.asking")`.
    """
    leash = (sys.executable, "-I", "-S", tether.__file__, str(os.getpid()))
    process = await asyncio.create_subprocess_exec(
        *leash,
        sys.executable,
        *map(str, arguments),
        cwd=ROOT,
        env=_environment(environment or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    program = Running(process)
    try:
        yield program
    finally:
        await program.clean_up()


def _environment(added: Mapping[str, str]) -> dict[str, str]:
    """Return what the process sees: the same code as we do, and no waiting for lines."""
    path = os.pathsep.join((str(_SOURCE), str(ROOT)))
    ours = {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **ours, **added}


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def port_open(port: int, seconds: float = 20.0) -> None:
    """Wait until somebody takes connections on the port; raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not await _answers(port):
            await asyncio.sleep(_PROBE_SECONDS)


async def _answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def state_of(pid: int) -> str:
    """Return the system's letter for a process: R, S, T (stopped), Z; X for none."""
    if sys.platform != "linux":
        return _ps(pid, "state")[:1] or "X"
    try:
        text = Path(f"/proc/{pid}/stat").read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return "X"
    return text.rpartition(")")[2].split()[0]


def is_alive(pid: int) -> bool:
    """Say whether a process is there and has not ended."""
    return state_of(pid) not in "ZX"


def resident_bytes(pid: int) -> int:
    """Return how much memory a process holds; raises ValueError if it is gone."""
    if sys.platform == "linux":
        pages = int(Path(f"/proc/{pid}/statm").read_text("utf-8").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return int(_ps(pid, "rss")) * 1024


def _ps(pid: int, what: str) -> str:
    """Ask the system about a process where there is no /proc."""
    ask = ("/bin/ps", "-o", f"{what}=", "-p", str(pid))
    done = subprocess.run(ask, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip()
