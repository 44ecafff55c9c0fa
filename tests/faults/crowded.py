"""
An installation of many processes: web, live and work, on a replica set and a Valkey.

    async with installation() as home:
        await home.begin()
        ...
"""

import asyncio
import contextlib
import json
import math
import os
import re
import signal
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
from redis.asyncio import Redis
from tests.faults.load import ask
from tests.faults.pretend_fpl import PretendFPL, pretend_fpl
from tests.faults.processes import Running, free_port, is_alive, running
from tests.faults.replica_set import ReplicaSet, replica_set
from tests.faults.servers import Server, own_valkey

from fplbanter.cluster.pulses import pulses_of_this_machine
from fplbanter.settings import PORTS_FOR_METRICS

LEAGUES = (900, 901, 902, 903, 906, 907)
"""Small ones: read within seconds at the limit below."""

TABLE = "/leagues/900/standings?limit=50"
LIMIT = 20
PACE = 20.0
"""How fast the simulator's clock runs: points are due every two seconds or so."""

METRICS_PORT = 24_100
"""Below those that the system gives to connections; each process has its own."""

COUNTED = 12
"""Twice three that serve, three that read, two that work, and one more."""


@dataclass(slots=True)
class Part:
    """One process that was begun, and what it was begun as."""

    name: str
    program: Running
    ended_at: float | None = None

    def turns(self) -> list[tuple[int, datetime]]:
        """Return its turns at the lead: the fence, and when it began."""
        found = []
        for line in self.program.said.splitlines():
            if "This process leads" in line:
                told = json.loads(line)
                fence = int(re.findall(r"fence (\d+)", told["event"])[0])
                found.append((fence, datetime.fromisoformat(told["time"])))
        return found


@dataclass(slots=True)
class Installation:
    """Everything that runs, and how to reach and to hurt it."""

    stack: AsyncExitStack
    fpl: PretendFPL
    mongo: ReplicaSet
    valkey: Server
    folder: Path
    port: int = field(default_factory=free_port)
    metrics_port: int = METRICS_PORT
    parts: list[Part] = field(default_factory=list)

    async def begin(self) -> None:
        """Begin three that serve, two that read and two that work; read the leagues."""
        await self.web()
        for name in ("live", "live", "work", "work"):
            await self.start(name)
        await self.read(LEAGUES)

    async def web(self) -> Part:
        """Serve with three processes; one that serves already goes on."""
        part = await self.start("web", "--workers", "3")
        await part.program.line("FPL Banter is at", 90)
        return part

    async def start(self, name: str, *options: str) -> Part:
        """Begin one more process of a kind."""
        environment = {
            "FPLBANTER_MONGO_URL": self.mongo.url,
            "FPLBANTER_REDIS_URL": self.valkey.url,
            "FPLBANTER_FPL_URL": self.fpl.url,
            "FPLBANTER_FPL_RATE": str(LIMIT),
            "FPLBANTER_FPL_RATE_I_KNOW": "1",
            "FPLBANTER_FPL_PER_MINUTE": str(LIMIT * 60),
            "FPLBANTER_PROCESSES": str(COUNTED),
            "FPLBANTER_PORT": str(self.port),
            "FPLBANTER_METRICS_PORT": str(self.metrics_port),
            "FPLBANTER_DATA_DIR": str(self.folder),
            "FPLBANTER_LOG_FORMAT": "json",
        }
        command = ("-m", "tests.faults.crowd", name, *options)
        program = await self.stack.enter_async_context(
            running(*command, environment=environment)
        )
        part = Part(name, program)
        self.parts.append(part)
        return part

    def alive(self, name: str) -> list[Part]:
        """Return what runs of a kind."""
        return [p for p in self.parts if p.name == name and p.ended_at is None]

    def kill(self, part: Part) -> None:
        """End one without a word."""
        part.program.kill()
        part.ended_at = time.time()

    def serving(self, part: Part) -> list[int]:
        """Return the processes that serve for one that holds the port."""
        return [pid for pid in children(part.program.pid) if is_alive(pid)]

    # -- who leads -----------------------------------------------------------

    def turns(self) -> list[tuple[int, datetime, Part]]:
        """Return all turns at the lead, in the order of their fences."""
        found = [(*turn, part) for part in self.parts for turn in part.turns()]
        return sorted(found, key=lambda turn: turn[0])

    async def leader(self, since: int = 0, within: float = 20.0) -> tuple[int, Part]:
        """Wait for a turn with a higher fence than that; return it and whose it is."""
        async with asyncio.timeout(within):
            while True:
                turns = self.turns()
                if turns and turns[-1][0] > since:
                    return turns[-1][0], turns[-1][2]
                await asyncio.sleep(0.02)

    # -- what readers see ----------------------------------------------------

    async def as_of(self) -> datetime | None:
        """Return how old the table is that one of them shows, None without an answer."""
        status, body = await ask(self.port, TABLE, 5)
        return (
            datetime.fromisoformat(json.loads(body)["as_of"]) if status == 200 else None
        )

    async def watched(self) -> Counter[str]:
        """Return what Prometheus finds: how many processes of each command."""
        found: Counter[str] = Counter()
        for port in range(self.metrics_port, self.metrics_port + PORTS_FOR_METRICS):
            _, body = await ask(port, "/metrics", 5)
            found.update(re.findall(r'fplbanter_build_info{command="(\w+)"', body))
        return found

    async def pulses(self) -> tuple[int, int]:
        """Return how many share the budget, and whose pulse the others see."""
        async with Redis.from_url(self.valkey.url, decode_responses=True) as driver:
            (key,) = await driver.keys("*:budget:*:members")
            members = [str(each) for each in await driver.hkeys(key)]
        machine = pulses_of_this_machine()
        seen = machine.asleep(members, math.inf, 0.0) if machine else []
        return len(members), len(seen)

    async def refresh(self, league_id: int) -> str | None:
        """Ask for a refresh; return the job's number once that was acknowledged."""
        url = f"http://127.0.0.1:{self.port}/leagues/{league_id}/refresh"
        with contextlib.suppress(httpx2.HTTPError):
            async with httpx2.AsyncClient(trust_env=False, timeout=10) as http:
                answer = await http.post(url, headers={"Connection": "close"})
            if answer.status_code == 202:
                found: dict[str, Any] = answer.json()
                return str(found["job_id"])
        return None

    async def job(self, job_id: str) -> str:
        """Return the state of a job, or the status of an answer that is none."""
        status, body = await ask(self.port, f"/jobs/{job_id}")
        return str(json.loads(body)["state"]) if status == 200 else str(status)

    async def read(self, leagues: Sequence[int]) -> None:
        """Have leagues be read, one after the other."""
        async with asyncio.timeout(120):
            for league_id in leagues:
                while True:
                    path = f"/leagues/{league_id}"
                    status, body = await ask(self.port, f"{path}/progress")
                    if status == 200 and json.loads(body)["state"] == "complete":
                        break
                    await ask(self.port, f"{path}/standings?limit=1")
                    await asyncio.sleep(0.3)


@asynccontextmanager
async def installation() -> AsyncIterator[Installation]:
    """Give the servers and a pretend FPL with a strict limit; nothing else runs yet."""
    async with AsyncExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="fplb-"))
        folder = Path(name)
        fpl = await stack.enter_async_context(pretend_fpl())
        await fpl.clock(gameweek=7, stage="live")
        await fpl.clock(pace=PACE)
        await fpl.limit(per_second=LIMIT)
        mongo = await stack.enter_async_context(replica_set(folder))
        valkey = await stack.enter_async_context(own_valkey(folder))
        yield Installation(stack, fpl, mongo, valkey, folder)


def children(pid: int) -> list[int]:
    """Return the processes that a process has begun (Linux)."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8")
    return [int(each) for each in found.split()]


def end(pid: int) -> None:
    """Kill one process that serves."""
    os.kill(pid, signal.SIGKILL)
