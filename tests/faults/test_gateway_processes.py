"""
The gateway in real processes: what FPL sees of a thousand readers, and they of it.

One request for all of them, half an hour without FPL, and fetchers that die or
freeze in the middle. The long ones are what `make faults` runs; each prints its figures.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import httpx2
import pytest
from tests.faults.load import Answer, Load, ask_at_once
from tests.faults.pretend_fpl import PretendFPL, pretend_fpl
from tests.faults.processes import Running, free_port, running
from tests.faults.servers import Servers, own_servers

pytestmark = [pytest.mark.anyio, pytest.mark.processes]

SEASON = "/fpl/bootstrap-static/"
FIXTURES = "/fpl/fixtures/"
LIVE = "/fpl/event/7/live/"
TABLE = "/fpl/leagues-classic/900/standings/"
SUMMARY = "/fpl/element-summary/{}/"


@dataclass(frozen=True, slots=True)
class Process:
    """A process of the product, and where it listens."""

    program: Running
    port: int

    async def metric(self, name: str) -> float:
        """Read one of its metrics, all its labels together; `name` is a pattern."""
        async with httpx2.AsyncClient(trust_env=False, timeout=10) as http:
            text = (await http.get(f"http://127.0.0.1:{self.port}/metrics")).text
        labels = "" if "{" in name else "(?:{.*})?"
        found = re.findall(rf"^{name}{labels} (\S+)$", text, re.MULTILINE)
        return sum(map(float, found))


class Installation:
    """Servers, a pretend FPL, and as many processes as a test starts."""

    def __init__(
        self, stack: AsyncExitStack, servers: Servers, fpl: PretendFPL
    ) -> None:
        self._stack = stack
        self.servers = servers
        self.fpl = fpl

    async def start(self, count: int, *options: str, **settings: str) -> list[Process]:
        """Start some processes and wait until all of them serve."""
        environment = {
            "FPLBANTER_MONGO_URL": self.servers.mongod.url,
            "FPLBANTER_REDIS_URL": self.servers.valkey.url,
            "FPLBANTER_FPL_RATE": "20",
            "FPLBANTER_FPL_PER_MINUTE": "1200",
            "FPLBANTER_PROCESSES": str(count),
            "FPLBANTER_COLD_KEYS_PER_MINUTE": "10000",
            "FPLBANTER_LOG_FORMAT": "line",
        } | {f"FPLBANTER_{name.upper()}": value for name, value in settings.items()}
        ports = [free_port() for _ in range(count)]
        command = ("-m", "tests.faults.paced")
        programs = [
            await self._stack.enter_async_context(
                running(*command, port, self.fpl.url, *options, environment=environment)
            )
            for port in ports
        ]
        for program in programs:
            await program.line("serving", 60)
        return [Process(*one) for one in zip(programs, ports, strict=True)]

    async def asked(self, path: str) -> int:
        """Count how often FPL was asked for a path."""
        counts = (await self.fpl.requests())["counts"]
        return sum(
            n for p, n in counts.items() if p.endswith(path.removeprefix("/fpl"))
        )


@asynccontextmanager
async def installed() -> AsyncIterator[Installation]:
    async with AsyncExitStack() as stack:
        servers = await stack.enter_async_context(own_servers())
        fpl = await stack.enter_async_context(pretend_fpl())
        yield Installation(stack, servers, fpl)


async def read(process: Process, path: str) -> Answer:
    """Ask one process once."""
    (answer,) = await ask_at_once([process.port], path, 1)
    return answer


async def read_at_once(
    what: str, processes: list[Process], path: str, readers: int
) -> list[Answer]:
    """Have many ask in the same moment, shared out; say how long they waited."""
    answers = await ask_at_once([one.port for one in processes], path, readers)
    waited = sorted(answer.seconds for answer in answers)
    print(
        f"{readers} readers at once over {len(processes)} processes, {what}: half "
        f"answered after {waited[len(waited) // 2]:.2f} s, all after {waited[-1]:.2f} s"
    )
    assert {answer.status for answer in answers} == {200}
    return answers


async def one_request(count: int, readers: int) -> None:
    """Ask cold, then stale: FPL sees one request each time."""
    async with installed() as home:
        processes = await home.start(count)
        for process in processes:
            for path in (SEASON, FIXTURES):
                await read(process, path)
        await read_at_once("cold", processes, LIVE, readers)
        assert await home.asked(LIVE) == 1
        await read_at_once("warm", processes, LIVE, readers)
        await home.fpl.clock(advance=3600)
        for process in processes:
            process.program.kill()
        again = await home.start(count)
        stale = await read_at_once("stale", again, LIVE, readers)
        statuses = {a.headers["cache-status"].split(";")[1].strip() for a in stale}
        print(f"Cache-Status: {statuses}")
        async with asyncio.timeout(20):
            while await home.asked(LIVE) < 2:
                await asyncio.sleep(0.05)
        await read_at_once("fresh again", again, LIVE, readers)
        assert await home.asked(LIVE) == 2


async def test_many_readers_over_two_processes_cost_one_request() -> None:
    """Sixty at once, cold and stale."""
    await one_request(2, 60)


@pytest.mark.faults
async def test_a_thousand_readers_over_four_processes_cost_one_request() -> None:
    """The figure that is promised."""
    await one_request(4, 1000)


@pytest.mark.faults
async def test_a_fetcher_that_dies_is_replaced() -> None:
    """SIGKILL in the middle of a fetch: another takes over, readers are answered."""
    async with installed() as home:
        first, second = await home.start(2)
        for process in (first, second):
            await read(process, SEASON)
        await home.fpl.fail("slow", match="leagues-classic", delay=3.0)
        dying = asyncio.ensure_future(read(first, TABLE))
        async with asyncio.timeout(20):
            while not await home.asked(TABLE):
                await asyncio.sleep(0.05)
        waiting = asyncio.ensure_future(read_at_once("one dies", [second], TABLE, 20))
        await home.fpl.recover()
        began = time.monotonic()
        first.program.kill()
        await waiting
        print(f"taken over and answered {time.monotonic() - began:.2f} s later")
        assert await home.asked(TABLE) == 2
        await asyncio.gather(dying, return_exceptions=True)


@pytest.mark.faults
async def test_what_a_frozen_fetcher_brings_too_late_is_dropped() -> None:
    """SIGSTOP past its lease: the fence keeps the newer answer."""
    async with installed() as home:
        first, second = await home.start(2)
        for process in (first, second):
            await read(process, SEASON)
        await home.fpl.fail("slow", match="leagues-classic", delay=1.0)
        sleeping = asyncio.ensure_future(read(first, TABLE))
        async with asyncio.timeout(20):
            while not await home.asked(TABLE):
                await asyncio.sleep(0.05)
        first.program.freeze()
        await home.fpl.recover()
        await home.fpl.clock(advance=120)
        async with asyncio.timeout(30):
            while (await read(second, TABLE)).status != 200:
                await asyncio.sleep(0.2)
        newest = await read(second, TABLE)
        first.program.thaw()
        await asyncio.wait_for(sleeping, 30)
        late = await read(first, TABLE)
        assert late.body == newest.body
        assert await first.metric("fplbanter_late_answers_total") == 1


PACE = 60.0
MINUTES = 30
SETTLING = 14
"""Minutes until every group has failed often enough to be left alone."""

PERIODS = r'fplbanter_breaker_changes_total{group="\w+",to="half_open"}'
READ = (SEASON, FIXTURES, LIVE, TABLE, *map(SUMMARY.format, range(1, 9)))


@pytest.mark.faults
async def test_half_an_hour_without_fpl() -> None:
    """Thirty simulated minutes at 200 requests a second: nobody sees an error."""
    async with installed() as home:
        await home.fpl.clock(pace=PACE)
        await home.fpl.limit(per_second=20)
        (process,) = await home.start(1)
        for path in READ:
            assert (await read(process, path)).status == 200, path
        process.program.kill()
        # Two hours later, in a process that begins anew, every copy is stale.
        await home.fpl.clock(advance=7200)
        (process,) = await home.start(1)
        await home.fpl.fail("status", status=503)
        await home.fpl.forget()
        async with Load(process.port, READ, 200) as load:
            began = time.monotonic()
            await load.passing(SETTLING * 60 / PACE)
            first = (await home.fpl.requests())["total"]
            periods = await process.metric(PERIODS)
            await load.passing((MINUTES - SETTLING) * 60 / PACE)
            ended = time.monotonic()
            probes = (await home.fpl.requests())["total"] - first
            periods = await process.metric(PERIODS) - periods
            await home.fpl.recover()
            await home.fpl.forget()
            await load.passing(15)
        during = load.between(began, ended)
        after = await home.fpl.requests()
        lines = [x for x in process.program.said.splitlines() if "FPL" in x]
        print(f"{MINUTES} simulated minutes at {PACE:g} times: {during.told()}")
        print(
            f"FPL was asked {first} times in the first {SETTLING} minutes, then "
            f"{probes} times in {periods:g} open periods"
        )
        print(
            f"after: {after['total']} requests, {after['violations']} over the limit,"
            f" at most {after['most_in_a_second']} in a second"
        )
        print("\n".join(lines))
        assert set(load.seen and {seen.status for seen in load.seen}) == {200}
        assert 0 < probes <= periods + 1
        assert after["violations"] == 0
        assert after["total"] > 0
        away = [line for line in lines if "answer" in line]
        assert len(away) == 2
