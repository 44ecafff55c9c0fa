"""
How long the event loop of a matchday is held up, and what the collector costs.

    python benchmarks/pauses.py [seconds]

The demo as `fplbanter demo` runs it, its pages asked for again and again, in a
process of its own: once with Python's own collector, once as the product sets it.
"""

import asyncio
import gc
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx2

from fplbanter.ops import garbage
from fplbanter.settings import Settings
from fplbanter.web.server import address, listening
from fplbanter.wiring.plan import DEMO
from fplbanter.wiring.serving import serve

EVERY = 0.01
SETTLE = 5.0
PATHS = ("/l/900", "/leagues/900/standings?limit=50", "/status", "/l/904")


async def look(base_url: str, until: float) -> int:
    """Ask for the pages until then, a few a second; return how many answered."""
    count = 0
    async with httpx2.AsyncClient(base_url=base_url) as client:
        while time.monotonic() < until:
            for path in PATHS:
                count += (await client.get(path)).is_success
            await asyncio.sleep(0.2)
    return count


async def lags(until: float) -> list[float]:
    """Return by how many seconds each look at the loop came too late."""
    found = []
    while time.monotonic() < until:
        due = time.monotonic() + EVERY
        await asyncio.sleep(EVERY)
        found.append(time.monotonic() - due)
    return found


class Collections:
    """Times every run of the collector."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._begun = 0.0

    def __call__(self, phase: str, _: dict[str, int]) -> None:
        """Be told by the collector."""
        if phase == "start":
            self._begun = time.perf_counter()
        else:
            self.seconds.append(time.perf_counter() - self._begun)


async def measure(seconds: float) -> None:
    """Run the demo for a while and print one line of a table."""
    with tempfile.TemporaryDirectory(prefix="fplb-") as folder:
        with listening("127.0.0.1", 0) as free:
            base_url = address(free)
        port = int(base_url.rpartition(":")[2])
        settings = Settings(port=port, data_dir=Path(folder))
        started = asyncio.Event()
        serving = asyncio.create_task(serve(settings, DEMO, lambda _: started.set()))
        await started.wait()
        await asyncio.sleep(SETTLE)
        collections, until = Collections(), time.monotonic() + seconds
        gc.callbacks.append(collections)
        late, answered = await asyncio.gather(lags(until), look(base_url, until))
        gc.callbacks.remove(collections)
        os.kill(os.getpid(), signal.SIGTERM)
        await serving
    late.sort()
    p99, worst = late[int(len(late) * 0.99)] * 1000, late[-1] * 1000
    over = sum(one > 0.1 for one in late)
    busy = sum(collections.seconds)
    longest = max(collections.seconds, default=0.0) * 1000
    print(
        f"| {len(late):,} | {answered:,} | {p99:.1f} ms | {worst:.0f} ms | {over} "
        f"| {busy:.2f} s | {longest:.0f} ms |"
    )


def main() -> None:
    """Measure both ways, each in a process of its own."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else "60"
    if len(sys.argv) > 2:
        logging.basicConfig(level="ERROR")
        if sys.argv[2] == "python":
            setattr(garbage, "spare_the_loop", lambda: None)  # noqa: B010
        asyncio.run(measure(float(seconds)))
        return
    print(
        "| collector | looks at the loop | answers | p99 late | worst | over 100 ms "
        "| collecting | longest |\n|---|---:|---:|---:|---:|---:|---:|---:|"
    )
    for name in ("python", "product"):
        command = [sys.executable, __file__, seconds, name]
        found = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        print(f"| {name}'s {found.stdout.splitlines()[-1]}", flush=True)


if __name__ == "__main__":
    main()
