"""
Stale answers at 200 requests a second, by a real process, while FPL is down.

    python benchmarks/stale.py [--seconds 30] [--rate 200]

Everything was read once; two hours later, in a process that has just begun, every
copy is stale and FPL answers 503. It prints what the process measured itself, and
what the readers saw, and writes it into README.md beside it.
"""

import argparse
import asyncio
import re
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import httpx2

if (root := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, root)

from benchmarks.played import telling
from tests.faults.load import Load, Seens
from tests.faults.pretend_fpl import PretendFPL, pretend_fpl
from tests.faults.processes import Running, free_port, running
from tests.faults.servers import Servers, own_servers

GOAL_MS = 20.0
LEAGUE = "/leagues/900/standings"
DOOR = (
    "/fpl/bootstrap-static/",
    "/fpl/fixtures/",
    "/fpl/event/7/live/",
    "/fpl/leagues-classic/900/standings/",
    *(f"/fpl/element-summary/{player}/" for player in range(1, 9)),
)
PATHS = (*DOOR, LEAGUE, LEAGUE, LEAGUE, LEAGUE)
BUCKET = re.compile(
    r'^fplbanter_http_request_seconds_bucket{(?P<labels>.*)le="(?P<le>[^"]+)"(?P<more>.*)} (?P<count>\S+)$',
    re.MULTILINE,
)
Buckets = dict[float, float]
WATCHING = ("/metrics", "/livez", "/readyz")


async def get(port: int, path: str) -> httpx2.Response:
    """Ask once."""
    async with httpx2.AsyncClient(trust_env=False, timeout=60) as http:
        return await http.get(f"http://127.0.0.1:{port}{path}")


async def buckets(port: int) -> Buckets:
    """Return how many answers took how long at most, as the process counts them."""
    found: Buckets = {}
    for match in BUCKET.finditer((await get(port, "/metrics")).text):
        labels = match["labels"] + match["more"]
        if not any(f'"{route}"' in labels for route in WATCHING):
            le = float(match["le"])
            found[le] = found.get(le, 0.0) + float(match["count"])
    return found


def quantile(before: Buckets, after: Buckets, share: float) -> float:
    """Return the seconds within which that share was answered, between two looks."""
    counts = [(le, after[le] - before.get(le, 0.0)) for le in sorted(after)]
    wanted, low, seen = counts[-1][1] * share, 0.0, 0.0
    for le, count in counts:
        if count >= wanted:
            return low + (le - low) * (wanted - seen) / max(count - seen, 1e-9)
        low, seen = le, count
    return low


async def started(
    stack: AsyncExitStack, servers: Servers, fpl: PretendFPL, *options: str
) -> tuple[Running, int]:
    """Start a process of the product and wait until it serves."""
    port = free_port()
    environment = {
        "FPLBANTER_MONGO_URL": servers.mongod.url,
        "FPLBANTER_REDIS_URL": servers.valkey.url,
        "FPLBANTER_FPL_RATE": "20",
        "FPLBANTER_FPL_PER_MINUTE": "1200",
        "FPLBANTER_COLD_KEYS_PER_MINUTE": "10000",
    }
    module = ("-m", "tests.faults.paced")
    program = await stack.enter_async_context(
        running(*module, port, fpl.url, *options, environment=environment)
    )
    await program.line("serving", 60)
    return program, port


async def read_all(port: int) -> None:
    """Have everything read once, the league whole."""
    async with asyncio.timeout(120):
        for path in DOOR:
            while (await get(port, path)).status_code != 200:
                await asyncio.sleep(0.2)
        while True:
            answer = await get(port, LEAGUE)
            coverage = answer.json().get("coverage", {})
            if coverage and coverage["read"] == coverage["members"]:
                return
            await asyncio.sleep(0.5)


async def measure(rate: float, seconds: float) -> str:
    """Measure, and return what came of it."""
    async with AsyncExitStack() as stack:
        servers = await stack.enter_async_context(own_servers())
        fpl = await stack.enter_async_context(pretend_fpl())
        first, port = await started(stack, servers, fpl, "--poll")
        await read_all(port)
        first.kill()
        await fpl.clock(advance=7_200)
        await fpl.fail("status", status=503)
        _, port = await started(stack, servers, fpl)
        for path in set(PATHS):
            await get(port, path)
        async with Load(port, PATHS, rate) as load:
            await load.passing(3)
            before, began = await buckets(port), time.monotonic()
            await load.passing(seconds)
            after, ended = await buckets(port), time.monotonic()
        statuses = {(await get(port, path)).headers["cache-status"] for path in DOOR}
        league = (await get(port, LEAGUE)).json()
    return told(before, after, load.between(began, ended), league, sorted(statuses))


def told(
    before: Buckets,
    after: Buckets,
    seen: Seens,
    league: dict[str, object],
    statuses: Sequence[str],
) -> str:
    """Put it into words."""
    count = after[max(after)] - before[max(before)]
    p50, p99 = (quantile(before, after, share) * 1e3 for share in (0.5, 0.99))
    within = (after[GOAL_MS / 1e3] - before[GOAL_MS / 1e3]) / count
    rows = [
        ("in the process", f"{count:.0f}", p50, p99, GOAL_MS),
        (
            "by the readers, a connection each",
            f"{len(seen)}",
            seen.quantile(0.5) * 1e3,
            seen.quantile(0.99) * 1e3,
            None,
        ),
    ]
    lines = [
        "| Stale answers | count | p50 ms | p99 ms | goal |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {who} | {n} | {low:.1f} | {high:.1f} | {f'{goal:g} ms' if goal else ''} |"
        for who, n, low, high, goal in rows
    ]
    stale = f"league: stale {league.get('stale')}, {league.get('stale_reason') or league.get('reason')}"
    words = f"Statuses {seen.kinds}; {stale}; `Cache-Status` e.g. `{statuses[0]}`."
    met = "met" if within >= 0.99 else "**missed**"
    return "\n".join(
        [*lines, "", words, f"Within {GOAL_MS:g} ms: {within:.2%}; goal 99 %: {met}."]
    )


def main() -> None:
    """Measure, print, and keep it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", type=float, default=200)
    parser.add_argument("--seconds", type=float, default=30)
    given = parser.parse_args()
    text = asyncio.run(measure(given.rate, given.seconds))
    telling.keep("stale", f"{telling.heading()}\n\n{text}")


if __name__ == "__main__":
    main()
