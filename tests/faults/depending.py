"""The product as a real process, on servers that a test may freeze and kill."""

import asyncio
import json
import math
import re
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.faults.load import Load, Seens, ask
from tests.faults.processes import Running, free_port, running
from tests.faults.servers import Servers

LEAGUES = (900, 901, 902, 903, 906, 907, 950)
RATE = 50.0
PROMISED = 2.0
"""Seconds that no request may take (issue 3)."""

LAG_PROMISED = 0.1
RECOVERY_PROMISED = 5.0

READY = "/readyz"
_BUCKET = re.compile(r'fplbanter_loop_lag_seconds_bucket\{le="([^"]+)"\} (\S+)')


@dataclass(frozen=True, slots=True)
class Depending:
    """A product that serves, what it depends on, and what people look at."""

    port: int
    program: Running
    servers: Servers
    paths: tuple[str, ...]

    async def lags(self) -> dict[float, float]:
        """Return how often the event loop's lag stayed within so many seconds."""
        _, text = await ask(self.port, "/metrics")
        return {float(le): float(n) for le, n in _BUCKET.findall(text)}


@dataclass(frozen=True, slots=True)
class Figures:
    """What readers saw before, during and after a fault."""

    what: str
    calm: Seens
    fault: Seens
    lag_before: float
    lag: float
    recovery: float

    def told(self) -> str:
        """Say it, for the output of `make faults`."""
        return (
            f"\n{self.what}\n"
            f"  before: {self.calm.told()}, loop lag within {self.lag_before:g} s\n"
            f"  during: {self.fault.told()}, loop lag within {self.lag:g} s\n"
            f"  usable again after {self.recovery:.2f} s"
        )

    @property
    def is_quiet(self) -> bool:
        """Whether the machine was quiet enough for a promise to be held against it."""
        return self.lag_before <= LAG_PROMISED and self.calm.worst < PROMISED / 4


@asynccontextmanager
async def depending_on(
    servers: Servers, *, mongo_url: str | None = None, redis_url: str | None = None
) -> AsyncIterator[Depending]:
    """Run a small demo on the servers until all that it shows has been read."""
    port = free_port()
    environment = {
        "FPLBANTER_MONGO_URL": mongo_url or servers.mongod.url,
        "FPLBANTER_REDIS_URL": redis_url or servers.valkey.url,
        "FPLBANTER_PORT": str(port),
        "FPLBANTER_DATA_DIR": str(servers.folder / f"product-{port}"),
        "FPLBANTER_LOG_LEVEL": "WARNING",
    }
    command = ("-m", "tests.faults.small_demo")
    async with running(*command, environment=environment) as program:
        await program.line("Ctrl-C stops it", 60)
        await _read_whole(port)
        yield Depending(port, program, servers, await _paths(port))


async def watch(
    depending: Depending, what: str, begin: object, seconds: float, end: object
) -> Figures:
    """
    Have readers ask all the time: before, during and after a fault.

    `begin` and `end` are called, and awaited where they are asynchronous.
    """
    async with Load(depending.port, (*depending.paths, READY), RATE) as load:
        calm_lags = await depending.lags()
        begun = time.monotonic()
        await load.passing(3.0)
        lags = await depending.lags()
        broke = time.monotonic()
        await _called(begin)
        await load.passing(seconds)
        await _called(end)
        mended = time.monotonic()
        back = await load.until(lambda s: s.path == READY and s.status == 200, 30.0)
        after = await depending.lags()
        await load.passing(2.0)
    calm, fault = load.between(begun, broke), load.between(broke, mended)
    return Figures(
        what=what,
        calm=_known(calm),
        fault=_known(fault),
        lag_before=_worst(calm_lags, lags),
        lag=_worst(lags, after),
        recovery=back.ended_at - mended,
    )


def _known(seens: Seens) -> Seens:
    """Leave out the question whether it is ready: during a fault it is not."""
    return Seens(seen for seen in seens if seen.path != READY)


def _worst(before: Mapping[float, float], after: Mapping[float, float]) -> float:
    """Return within which bucket's bound all lags between two readings stayed."""
    new = {le: after[le] - before.get(le, 0.0) for le in after}
    return min((le for le, n in new.items() if n >= new[math.inf]), default=math.inf)


async def _called(action: object) -> None:
    done = action() if callable(action) else None
    if asyncio.iscoroutine(done):
        await done


async def _read_whole(port: int) -> None:
    async with asyncio.timeout(100):
        for league_id in LEAGUES:
            while True:
                status, body = await ask(port, f"/leagues/{league_id}/progress")
                if status == 200 and json.loads(body)["state"] == "complete":
                    break
                # Somebody who looks has it read; nobody else would for a while.
                await ask(port, f"/leagues/{league_id}/standings?limit=1")
                await asyncio.sleep(0.3)


async def _paths(port: int) -> tuple[str, ...]:
    """Return what people look at most; all of it has been seen once."""
    _, body = await ask(port, "/leagues/900/standings?limit=1")
    entry_id = json.loads(body)["items"][0]["entry_id"]
    paths = (
        "/",
        "/api/data",
        "/status",
        "/l/900",
        "/l/900/table",
        f"/m/{entry_id}",
        f"/entries/{entry_id}",
        f"/entries/{entry_id}/gameweeks/7",
        "/leagues/900/standings?limit=50",
        "/leagues/901/standings",
        "/leagues/900/progress",
        "/leagues/902/captains",
        "/fpl/bootstrap-static/",
        "/fpl/fixtures/",
        "/livez",
    )
    for path in paths:
        status, _ = await ask(port, path)
        assert status == 200, (path, status)
    return paths
