"""Running the public suite: npm's packages, its origin server, and its client."""

import asyncio
import json
import shutil
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from tests.http_cache.judging import Outcome

HERE: Final = Path(__file__).parent
_START_SECONDS: Final = 30.0
_RUN_SECONDS: Final = 300.0
_INSTALL: Final = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")


class CannotRun(Exception):
    """Something that the suite needs is not here; the message says what."""


async def install() -> None:
    """Put what package-lock.json names into place, unless it is; raises CannotRun."""
    if not (shutil.which("node") and shutil.which("npm")):
        raise CannotRun("the HTTP cache tests need node (18 or newer) and npm")
    lock = HERE / "package-lock.json"
    installed = HERE / "node_modules" / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    npm = await asyncio.create_subprocess_exec(*_INSTALL, cwd=HERE, stdout=PIPE)
    said, _ = await npm.communicate()
    if npm.returncode:
        raise CannotRun(f"npm ci has failed: {said.decode(errors='replace')}")


@asynccontextmanager
async def origin() -> AsyncIterator[str]:
    """Run the suite's origin server on a free port of loopback; give its address."""
    async with _node("origin.mjs") as process:
        out = _stdout(process)
        async with asyncio.timeout(_START_SECONDS):
            line = (await out.readline()).decode()
        if "listening" not in line:
            raise CannotRun("the suite's origin server has not started")
        # It says more where a test goes wrong; nobody may let the pipe fill up.
        listening = asyncio.create_task(out.read())
        try:
            yield line.split()[-1]
        finally:
            listening.cancel()


async def run(base: str, only: str = "") -> list[Outcome]:
    """Run the suite's client through an address; `only` names a single test."""
    async with _node("client.mjs", base, only) as process:
        async with asyncio.timeout(_RUN_SECONDS):
            told = await _stdout(process).read()
            code = await process.wait()
    if code:
        raise CannotRun("the suite's client has failed")
    return [Outcome.of(one) for one in json.loads(told)]


@asynccontextmanager
async def _node(*arguments: str) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        "node", "--no-warnings", *arguments, cwd=HERE, stdout=PIPE
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _stdout(process: Process) -> asyncio.StreamReader:
    assert process.stdout is not None
    return process.stdout
