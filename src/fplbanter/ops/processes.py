"""A server that runs as our child: started tethered, watched, stopped in time."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

from fplbanter.errors import StartupError
from fplbanter.ops.diagnosis import Ending, explain, read_tail
from fplbanter.ops.directory import cannot_write

STOP_SECONDS = 4.0

_TETHER = Path(__file__).with_name("tether.py")


@dataclass(frozen=True, slots=True)
class Program:
    """
    What to run: `folder` is its working directory, `log` takes all it says.

    `ready` returns once it serves; `setting` names what makes it unnecessary.
    """

    name: str
    setting: str
    command: tuple[str, ...]
    folder: Path
    log: Path
    ready: Callable[[], Coroutine[Any, Any, None]]


class Child:
    """A running program; end it with `stop`."""

    def __init__(self, program: Program, process: asyncio.subprocess.Process) -> None:
        self.program = program
        self._process = process

    @classmethod
    async def start(cls, program: Program) -> Self:
        """
        Start the program in a session of its own, so that Ctrl-C is ours to hear.

        On Linux it ends with the thread that called this, however that ends.
        """
        tether = (sys.executable, "-I", "-S", str(_TETHER), str(os.getpid()))
        with _fresh_log(program.log) as log:
            process = await asyncio.create_subprocess_exec(
                *tether,
                *program.command,
                cwd=program.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return cls(program, process)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    async def ready(self, seconds: float) -> None:
        """Wait until it serves; a `StartupError` if it dies or takes longer."""
        probing = asyncio.ensure_future(self.program.ready())
        ending = asyncio.ensure_future(self._process.wait())
        both = {probing, ending}
        try:
            await asyncio.wait(
                both, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if not probing.done():
                raise self._death()
            probing.result()
        finally:
            await _cancel(probing, ending)

    async def death(self) -> StartupError:
        """Wait for as long as it runs, then return the error that says why it ended."""
        await self._process.wait()
        return self._death()

    async def stop(self, grace: float = STOP_SECONDS) -> None:
        """Ask it to end, and end it for sure after `grace` seconds."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(sign)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(grace):
                    await self._process.wait()
                return

    def _death(self) -> StartupError:
        program, code = self.program, self._process.returncode
        log = read_tail(program.log)
        ending = Ending(program.name, program.setting, code, log, program.log)
        return StartupError(explain(ending))


def end_orphan(pid_file: Path, folder: Path) -> None:
    """
    Kill the server that a killed run left behind, where the system did not.

    `pid_file` names it; it is only ours if its command line names `folder`. The
    caller must hold the directory, so that it cannot belong to another run.
    """
    with contextlib.suppress(OSError, ValueError):
        pid = int(pid_file.read_text())
        deadline = time.monotonic() + STOP_SECONDS
        while str(folder) in _command_line(pid) and time.monotonic() < deadline:
            os.kill(pid, signal.SIGKILL)
            time.sleep(0.02)


def _command_line(pid: int) -> str:
    """Return how a process was called; nothing if it is gone or already dead."""
    if sys.platform == "linux":
        return Path(f"/proc/{pid}/cmdline").read_text()
    command = ("/bin/ps", "-o", "command=", "-p", str(pid))
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout


def _fresh_log(log: Path) -> IO[bytes]:
    """Open an empty log; the log of the run before is kept beside it."""
    try:
        if log.exists():
            log.replace(log.with_suffix(".log.1"))
        return log.open("wb")
    except OSError as error:
        raise cannot_write(log.parent, error) from None


async def _cancel(*futures: "asyncio.Future[Any]") -> None:
    for future in futures:
        future.cancel()
    await asyncio.gather(*futures, return_exceptions=True)
