"""
How soon a change has pushed what it moves out of every process's ready answers.

    python benchmarks/pushed.py [CHANGES]

Three edges with hubs of their own, as three web processes have them, on a real
MongoDB and a real Valkey. Measured is the time from before a change is published
until each edge has asked its application anew.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from uuid import uuid4

if (root := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, root)

from benchmarks.played import telling
from tests.web.test_edge_hub import TABLE, House, house

from fplbanter.cluster.connection import connect
from fplbanter.live.publishing import Publisher
from fplbanter.ops.embedded import embedded
from fplbanter.store.database import connect as connect_store

EDGES, CHANGES = 3, 200


async def pushed(each: House, count: int) -> float:
    """Wait until an edge has heard of a change and asked anew; return when."""
    while await each.heard.get() != "league:900":
        pass
    assert await each.count(TABLE) == count
    return time.perf_counter()


async def measure(changes: int) -> list[float]:
    """Publish changes one after the other; return the last edge's seconds of each."""
    name = f"pushed-{uuid4().hex}"
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="fplb-"))
        services = await stack.enter_async_context(embedded(Path(folder)))
        store = connect_store(services.mongo_url, "pushed")
        stack.push_async_callback(store.close)
        await store.prepare()
        houses = [
            await stack.enter_async_context(house(store, services, name))
            for _ in range(EDGES)
        ]
        valkey = await stack.enter_async_context(
            connect(services.redis_url, prefix=f"{name}:")
        )
        publisher = Publisher(store.changes, valkey)
        while any(each.heard.empty() for each in houses):
            await publisher.refresh(["status"])
            await asyncio.sleep(0.01)
        for each in houses:
            assert await each.count(TABLE) == 1
        took = []
        for number in range(changes):
            begun = time.perf_counter()
            waiting = [asyncio.ensure_future(pushed(h, number + 2)) for h in houses]
            source = f"change:{number}"
            await publisher.publish("league:900", {"rows": []}, source=source)
            took.append(max(await asyncio.gather(*waiting)) - begun)
        return took


def main() -> None:
    """Measure, and keep what came out."""
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else CHANGES
    took = [1000 * each for each in asyncio.run(measure(changes))]
    lines = [
        telling.heading(),
        "",
        f"{changes} changes, {EDGES} edges; load average {os.getloadavg()[0]:.1f}.",
        "",
        "| From before it is published to the last edge's new answer | ms |",
        "|---|---:|",
        f"| median | {statistics.median(took):.1f} |",
        f"| worst | {max(took):.1f} |",
        "",
        f"Goal: 1 s: {'met' if max(took) < 1000 else 'missed'}.",
    ]
    telling.keep("pushed", "\n".join(lines))


if __name__ == "__main__":
    main()
