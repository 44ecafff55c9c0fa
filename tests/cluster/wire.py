"""
A worker that asks as fast as its budget allows: a process of its own.

    python wire.py URL PREFIX PORT PER_SECOND PER_MINUTE PROCESSES TASKS
"""

import asyncio
import sys

from fplbanter.cluster.budget import ClusterBudget
from fplbanter.cluster.connection import connect


async def ask(port: int, budget: ClusterBudget) -> None:
    """Spend slots for ever: each one opens a connection and waits for a word."""
    while True:
        async with budget.slot():
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"?")
            await reader.read(1)
            writer.close()


async def main() -> None:
    url, prefix, port, per_second, per_minute, processes, tasks = sys.argv[1:]
    async with (
        connect(url, prefix=prefix) as valkey,
        ClusterBudget(
            valkey, float(per_second), int(per_minute), int(processes)
        ) as budget,
        asyncio.TaskGroup() as group,
    ):
        for _ in range(int(tasks)):
            group.create_task(ask(int(port), budget))


if __name__ == "__main__":
    asyncio.run(main())
