"""
A crew: so many processes of one program, each replaced when it ends.

A member says a line on its standard output once it serves; what else it says goes
where ours goes. On Linux none outlives us, however we end.
"""

import asyncio
import contextlib
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from fplbanter.errors import StartupError

log = logging.getLogger(__name__)

STOP_SECONDS: Final = 9.0
"""What a member has to end by itself."""

FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 5.0
STEADY_SECONDS: Final = 30.0
"""
Before one that ended is replaced: at once where it ran for long, else twice the
pause before, so that one that cannot start does not keep the machine busy.
"""

_TETHER: Final = Path(__file__).with_name("tether.py")


class Crew:
    """
    `count` processes of a program, which inherit the files `fds`.

    `serving` is called once, when all of them have said that they serve.
    """

    def __init__(
        self,
        program: Sequence[str],
        count: int,
        *,
        fds: Sequence[int] = (),
        serving: Callable[[], None] = lambda: None,
    ) -> None:
        self._program = program
        self._count = count
        self._fds = tuple(fds)
        self._serving = serving
        self._served: set[int] = set()

    async def work(self, stop: "asyncio.Future[Any]") -> None:
        """
        Keep the crew complete until `stop` is done, then have all of it end.

        Raises StartupError when a place is left before anybody has served there:
        whoever left has said why.
        """
        places = [asyncio.create_task(self._place(n)) for n in range(self._count)]
        try:
            await asyncio.wait({stop, *places}, return_when=asyncio.FIRST_COMPLETED)
            for place in places:
                if place.done():
                    place.result()
        finally:
            for place in places:
                place.cancel()
            await asyncio.gather(*places, return_exceptions=True)

    async def _place(self, number: int) -> None:
        """Fill one place for ever."""
        pause = FIRST_PAUSE
        while True:
            begun = time.monotonic()
            await self._member(number)
            if number not in self._served:
                raise StartupError("A process could not start; it says above why.")
            steady = time.monotonic() - begun >= STEADY_SECONDS
            pause = FIRST_PAUSE if steady else min(pause * 2, LONGEST_PAUSE)
            await asyncio.sleep(pause)

    async def _member(self, number: int) -> None:
        """Run one process until it ends."""
        process = await self._start()
        try:
            if process.stdout is not None and await process.stdout.readline():
                self._note_serving(number)
            code = await process.wait()
        finally:
            await _ended(process)
        log.warning("Process %d ended with code %d", process.pid, code)

    def _note_serving(self, number: int) -> None:
        if number in self._served:
            return
        self._served.add(number)
        if len(self._served) == self._count:
            self._serving()

    async def _start(self) -> asyncio.subprocess.Process:
        """Start a process in a session of its own, so that Ctrl-C is ours to hear."""
        tether = (sys.executable, "-I", "-S", str(_TETHER), str(os.getpid()))
        return await asyncio.create_subprocess_exec(
            *tether,
            *self._program,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            start_new_session=True,
            pass_fds=self._fds,
        )


async def _ended(process: asyncio.subprocess.Process) -> None:
    """See that a process has ended: asked first, then made to."""
    for end in (process.terminate, process.kill):
        if process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            end()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
