"""
Two thousand users on one process while a matchday goes on.

    python benchmarks/users.py [--users 2000] [--seconds 300] [--pace 1] [--quick]

The product is a real process with its own mongod and Valkey: `fplbanter demo`, in
which a matchday takes three minutes; with `--pace`, `fplbanter up` over a simulator
whose clock runs that much faster than ours (1 is a matchday as it is). Two other
processes are the users (`user_load.py`), and share the machine with it. What they
saw is printed, and put into README.md unless it is `--quick`.
"""

import argparse
import asyncio
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

if (root := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, root)

from benchmarks.played import telling
from benchmarks.user_report import (
    MEGA,
    SOCKETS,
    Sample,
    Seen,
    heading,
    lag_within,
    report,
)
from tests.faults.load import ask
from tests.faults.pretend_fpl import pretend_fpl
from tests.faults.processes import Running, free_port, resident_bytes, running

PROCESSES = 2
LEAGUES = (900, 901, 902, 903)
GAMEWEEK = 7
RAMP, EVERY = 10.0, 30.0
READY_SECONDS = 180.0
BUCKET = re.compile(
    r'^fplbanter_loop_lag_seconds_bucket\{le="([^"]+)"\} (\S+)', re.MULTILINE
)
ANSWERS = re.compile(
    r"^fplbanter_(http_requests|edge_answers)_total\{.*\} (\S+)", re.MULTILINE
)
SETTINGS = {
    "FPLBANTER_LOG_LEVEL": "WARNING",
    "FPLBANTER_STREAM_SOCKETS_PER_ADDRESS": "100000",
    "FPLBANTER_COLD_KEYS_PER_MINUTE": "10000",
}
"""All users come from one address, and nothing else is unlike what is the default."""


# -- the product ---------------------------------------------------------------


@asynccontextmanager
async def product(pace: float | None) -> AsyncIterator[tuple[Running, int]]:
    """Run the product, everything in one process; it serves and has read league 900."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="fplb-") as folder:
        own = {"FPLBANTER_PORT": str(port), "FPLBANTER_DATA_DIR": folder}
        if pace is None:
            command = ("-m", "fplbanter", "demo")
            async with running(*command, environment=SETTINGS | own) as program:
                yield await _ready(program, port)
            return
        async with pretend_fpl() as fpl:
            await fpl.clock(gameweek=GAMEWEEK, stage="live")
            await fpl.clock(pace=pace)
            own |= {"FPLBANTER_FPL_URL": fpl.url, "FPLBANTER_FPL_RATE": "50"}
            own |= {"FPLBANTER_FPL_RATE_I_KNOW": "1"}
            command = ("-m", "tests.faults.crowd", "up")
            async with running(*command, environment=SETTINGS | own) as program:
                yield await _ready(program, port)


async def _ready(program: Running, port: int) -> tuple[Running, int]:
    await program.line("Ctrl-C stops it", READY_SECONDS)
    async with asyncio.timeout(READY_SECONDS):
        for league in LEAGUES:
            while not await _is_read(port, league):
                await asyncio.sleep(0.3)
    return program, port


async def _is_read(port: int, league: int) -> bool:
    """Say whether a league has been read, its banter too; have it read if not."""
    pages = (f"/leagues/{league}/banter", f"/l/{league}/hall", f"/l/{league}")
    statuses = [(await ask(port, path))[0] for path in pages]
    status, body = await ask(port, f"/leagues/{league}/progress")
    is_whole = status == 200 and json.loads(body)["state"] == "complete"
    return is_whole and set(statuses) == {200}


async def _entries(port: int) -> list[int]:
    _, body = await ask(port, "/leagues/900/standings?limit=100")
    return [row["entry_id"] for row in json.loads(body)["items"]]


# -- the run -------------------------------------------------------------------


async def measure(given: argparse.Namespace) -> str:
    """Run once, and return the figures in words."""
    ramp, every = (5.0, 5.0) if given.quick else (RAMP, EVERY)
    async with product(given.pace) as (program, port):
        entries = await _entries(port)
        before = os.getloadavg()[0]
        orders = {
            "port": port,
            "users": given.users // PROCESSES,
            "sockets": int(given.users * SOCKETS) // PROCESSES,
            "ramp": ramp,
            "seconds": given.seconds,
            "entries": entries,
            "gameweek": GAMEWEEK,
        }
        users = [
            asyncio.create_task(_users(orders | {"seed": given.seed + n}))
            for n in range(PROCESSES)
        ]
        await asyncio.sleep(ramp)
        samples = await _watch(program.pid, port, given.seconds, every)
        seen = Seen()
        for told in await asyncio.gather(*users):
            seen.add(told)
        _complain(program)
        load = f"load average {before:.1f} before, {os.getloadavg()[0]:.1f} at the end"
    return "\n".join([*heading(given, load), *report(given, seen, samples)])


async def _users(orders: Mapping[str, Any]) -> dict[str, Any]:
    """Be a part of the users, in a process of its own."""
    command = (str(Path(__file__).with_name("user_load.py")), json.dumps(orders))
    async with running(*command) as program:
        code = await program.ended(orders["ramp"] + orders["seconds"] + 120)
        assert code == 0, program.said
        found: dict[str, Any] = json.loads(program.said.splitlines()[-1])
        return found


async def _watch(pid: int, port: int, seconds: float, every: float) -> list[Sample]:
    """Look at the web process again and again."""
    begun, samples = time.monotonic(), []
    while True:
        at = time.monotonic() - begun
        samples.append(await _sample(pid, port, at))
        lag = lag_within(samples[-2].lags, samples[-1].lags) if len(samples) > 1 else 0
        print(
            f"{at:6.0f} s  {samples[-1].memory / MEGA:6.0f} MB  loop lag within {lag:g} s"
            f"  load {os.getloadavg()[0]:.1f}",
            flush=True,
        )
        if at >= seconds:
            return samples
        await asyncio.sleep(min(every, max(0.1, seconds - at)))


async def _sample(pid: int, port: int, at: float) -> Sample:
    _, text = await ask(port, "/metrics")
    answers: Counter[str] = Counter()
    for name, count in ANSWERS.findall(text):
        answers[name] += float(count)  # type: ignore[assignment]
    lags = {float(le): float(n) for le, n in BUCKET.findall(text)}
    return Sample(at, resident_bytes(pid), _cpu(pid), lags, answers)


def _cpu(pid: int) -> float:
    """Return the seconds of processor time that a process has had (Linux)."""
    parts = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def _complain(program: Running) -> None:
    """Show what the product has complained of, once each."""
    lines = [re.sub(r"^\S*\d\S* ", "", x) for x in program.said.splitlines()]
    for line, count in Counter(lines).most_common(12):
        if "FPL Banter is at" not in line and "Ctrl-C" not in line and line.strip():
            print(f"said {count} times: {line[:300]}", flush=True)


def main() -> None:
    """Measure, print, and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=None)
    parser.add_argument("--seconds", type=float, default=None)
    parser.add_argument("--pace", type=float, default=None)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--quick", action="store_true", help="20 s, 200 users, not kept"
    )
    given = parser.parse_args()
    given.users = given.users or (200 if given.quick else 2_000)
    given.seconds = given.seconds or (20.0 if given.quick else 300.0)
    text = asyncio.run(measure(given))
    if given.quick:
        print(text)
    else:
        telling.keep("users", f"{telling.heading()}\n\n{text}")


if __name__ == "__main__":
    main()
