"""
The simulator, or a recording, as a process of its own beside the product.

A process, so that playing a season never holds up whoever watches it.
"""

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fplbanter.errors import StartupError
from fplbanter.ops.directory import make_private
from fplbanter.ops.processes import Child, Program

START_SECONDS = 20.0
_PROBE_SECONDS = 0.05
_ANSWER_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class PretendFPL:
    """Where the simulator listens, and its process."""

    port: int
    child: Child

    @property
    def url(self) -> str:
        """The base address that takes the place of FPL's."""
        return f"http://127.0.0.1:{self.port}/api/"

    async def clock(self) -> tuple[datetime, float]:
        """
        Ask the control door for the time there, and its pace.

        Raises StartupError when it does not answer.
        """
        body = await _get(self.port, "/control/clock")
        try:
            found = json.loads(body)
            return datetime.fromisoformat(found["now"]), float(found["pace"])
        except (ValueError, KeyError, TypeError) as error:
            raise StartupError("The simulator does not tell the time.") from error


@asynccontextmanager
async def pretend_fpl(directory: Path, *arguments: str) -> AsyncIterator[PretendFPL]:
    """
    Run the simulator for as long as the block lasts; its log is in `directory`.

    Raises StartupError when it does not come up.
    """
    port = _free_port()
    logs = make_private(make_private(directory) / "logs")
    command = (sys.executable, "-m", "fplbanter.simulator", "--port", str(port))
    program = Program(
        name="The simulator",
        setting="",
        command=(*command, *arguments),
        folder=directory,
        log=logs / "simulator.log",
        ready=lambda: _answering(port),
    )
    child = await Child.start(program)
    try:
        await child.ready(START_SECONDS)
        yield PretendFPL(port, child)
    finally:
        await child.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _answering(port: int) -> None:
    """Return once something accepts connections on the port."""
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(_PROBE_SECONDS)
        else:
            writer.close()
            return


async def _get(port: int, path: str) -> bytes:
    """Ask the control door; nothing here needs more than a line of HTTP."""
    ask = f"GET {path} HTTP/1.1\r\nHost: simulator\r\nConnection: close\r\n\r\n"
    try:
        async with asyncio.timeout(_ANSWER_SECONDS):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(ask.encode())
                answer = await reader.read()
            finally:
                writer.close()
                await writer.wait_closed()
    except (OSError, TimeoutError) as error:
        raise StartupError("The simulator does not answer.") from error
    return answer.partition(b"\r\n\r\n")[2]
