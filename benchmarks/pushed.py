"""
How soon a change is in what every process answers.

    python benchmarks/pushed.py [CHANGES]

`fplbanter web --workers 3` and `fplbanter live` as real processes, on a replica set
and a Valkey, over a simulator in which a matchday is on. A reader at each of the
three asks for league 900's table again and again, and FPL gives somebody points
whenever the last ones have been seen. Measured is the time from when a
change of the table was kept in MongoDB, before anybody is told, until each process
has answered with all of its rows. Linux only: it finds out whose connection is whose.
"""

import asyncio
import json
import math
import os
import random
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

if (root := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, root)

from benchmarks.goal import give_points, starters
from benchmarks.played import telling
from tests.faults.crowded import Installation, installation

from fplbanter.store.changes import StoredChange
from fplbanter.store.database import Store, connect

LEAGUE, TOPIC = 900, "league:900"
WORKERS, CHANGES = 3, 40
EVERY = 0.004
"""Seconds between a reader's questions."""

PATIENCE = 240.0
SETTLE = 3.0
"""Seconds for the last change to be everywhere, however slowly."""

EARLY = 0.5
"""Seconds: a process may have heard of FPL's answer before the change was kept."""

GOAL = 1.0

Rows = dict[int, dict[str, Any]]


@dataclass(slots=True)
class Reader:
    """Who asks one process, and what he saw when."""

    port: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    tag: str = ""
    seen: list[tuple[float, Rows]] = field(default_factory=list)
    asked: int = 0

    @classmethod
    async def come(cls, port: int) -> "Reader":
        """Come to whichever process takes him, and ask once."""
        found = cls(port, *await asyncio.open_connection("127.0.0.1", port))
        await found.ask()
        return found

    @property
    def own_port(self) -> int:
        """His end of the connection."""
        return int(self.writer.get_extra_info("sockname")[1])

    async def read(self) -> None:
        """Ask for ever."""
        while True:
            await self.ask()
            await asyncio.sleep(EVERY)

    async def ask(self) -> None:
        """Ask once, and note what is new."""
        self.writer.write(
            f"GET /leagues/{LEAGUE}/standings?limit=50 HTTP/1.1\r\nHost: here\r\n"
            f"If-None-Match: {self.tag}\r\n\r\n".encode()
        )
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().lower()
        at = time.time()
        lines = head.split("\r\n")
        told = dict(line.split(": ", 1) for line in lines[1:] if line)
        self.asked += 1
        if lines[0].split()[1] != "304":
            body = await self.reader.readexactly(int(told["content-length"]))
            self.tag = told["etag"]
            rows = json.loads(body)["items"]
            self.seen.append((at, {row["entry_id"]: row for row in rows}))

    def first(self, rows: Sequence[dict[str, Any]], since: float) -> float:
        """Return when he was first answered with all of these rows; infinity: never."""
        for at, shown in self.seen:
            if at >= since and all(shown.get(row["entry_id"]) == row for row in rows):
                return at
        return math.inf


def holder(own_port: int, port: int, pids: Sequence[int]) -> int | None:
    """Return which of the processes has the other end of a connection."""
    ends = f":{port:04X}", f":{own_port:04X}"
    for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]:
        words = line.split()
        if words[1].endswith(ends[0]) and words[2].endswith(ends[1]):
            wanted = f"socket:[{words[9]}]"
            for pid in pids:
                folder = Path(f"/proc/{pid}/fd")
                if any(str(each.readlink()) == wanted for each in folder.iterdir()):
                    return pid
    return None


async def one_at_each(home: Installation) -> list[Reader]:
    """Have a reader at each process."""
    (web,) = home.alive("web")
    pids = home.serving(web)
    assert len(pids) == WORKERS
    found: dict[int, Reader] = {}
    async with asyncio.timeout(PATIENCE):
        while len(found) < WORKERS:
            reader = await Reader.come(home.port)
            pid = holder(reader.own_port, home.port, pids)
            if pid is None or pid in found:
                reader.writer.close()
            else:
                found[pid] = reader
    return list(found.values())


async def changes_after(store: Store, version: int) -> list[StoredChange]:
    """Return what was published since, if it moves a row."""
    newest = (await store.changes.find_versions([TOPIC]))[TOPIC]
    found = await store.changes.find_changes(TOPIC, version, newest, limit=500)
    return [each for each in found if json.loads(each.body)["rows"]]


async def one_more(store: Store, version: int, count: int) -> list[StoredChange]:
    """Wait until there are more changes than that; return them."""
    async with asyncio.timeout(PATIENCE):
        while len(found := await changes_after(store, version)) <= count:
            await asyncio.sleep(0.1)
    return found


async def measure(wanted: int) -> tuple[list[list[float]], int]:
    """
    Watch that many changes arrive.

    Return the seconds of each change to each process, and how often was asked.
    """
    async with installation() as home:
        await home.web()
        await home.start("live")
        await home.read([LEAGUE])
        store = connect(home.mongo.url, "fplbanter")
        readers = await one_at_each(home)
        reading = [asyncio.create_task(each.read()) for each in readers]
        try:
            begun = (await store.changes.find_versions([TOPIC]))[TOPIC]
            players = list((await starters(f"http://127.0.0.1:{home.port}")).values())
            changes: list[StoredChange] = []
            while len(changes) < wanted:
                await give_points(home.fpl, random.choice(players))
                changes = await one_more(store, begun, len(changes))
            await asyncio.sleep(SETTLE)
        finally:
            for task in reading:
                task.cancel()
            await asyncio.gather(*reading, return_exceptions=True)
            await store.close()
    arrivals = [arrived(each, changes) for each in readers]
    delays = [
        [max(0.0, at - change.kept_at.timestamp()) for at in times]
        for change, times in zip(changes, zip(*arrivals, strict=True), strict=True)
    ]
    for change, times in zip(changes, delays, strict=True):
        told = ", ".join(f"{1000 * each:.0f}" for each in times)
        print(f"version {change.version}: {told} ms", flush=True)
    return delays, sum(reader.asked for reader in readers)


def arrived(reader: Reader, changes: Sequence[StoredChange]) -> list[float]:
    """
    Return when a reader had each change: all its rows, or all of a later one.

    Two changes may come so quickly that nobody asks in between.
    """
    found: list[float] = []
    later = math.inf
    for change in reversed(changes):
        rows = json.loads(change.body)["rows"]
        later = min(later, reader.first(rows, change.kept_at.timestamp() - EARLY))
        found.append(later)
    return found[::-1]


def main() -> None:
    """Measure, and keep what came out."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else CHANGES
    before = os.getloadavg()[0]
    delays, asked = asyncio.run(measure(wanted))
    first, last = [min(each) for each in delays], [max(each) for each in delays]
    table = [
        "| From when it was kept to an answer with all its rows | first process | last |",
        "|---|---:|---:|",
        *(
            f"| {name} | {1000 * of(first):.0f} ms | {1000 * of(last):.0f} ms |"
            for name, of in (("median", statistics.median), ("worst", max))
        ),
    ]
    goal = "met" if max(last) < GOAL else "missed"
    summary = (
        f"{WORKERS} processes, {len(delays)} changes of the table; "
        f"{asked:,} answers; load average {before:.1f} before."
    )
    text = [
        telling.heading(),
        "",
        summary,
        "",
        *table,
        "",
        f"Goal: 1 s in every process: {goal}.",
    ]
    telling.keep("pushed", "\n".join(text))


if __name__ == "__main__":
    main()
