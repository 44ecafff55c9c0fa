"""
One process that asks FPL as fast as the shared budget lets it: the real client.

    python -m tests.faults.budget_worker '{"fpl": URL, "valkey": URL, ...}'

It says "asking" when it begins. Told to end (SIGTERM), it says goodbye to the
others and last, as JSON, how its budget stood.
"""

import asyncio
import json
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import count, cycle

import time_machine
from tests.faults.older_budget import older_version

from fplbanter.cluster.budget import ClusterBudget
from fplbanter.cluster.connection import connect
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.pulses import pulses_of_this_machine
from fplbanter.errors import UpstreamBusy, UpstreamError
from fplbanter.fpl.client import FPLClient
from fplbanter.fpl.endpoints import DAY_STATUS, PROFILE

_ENTRIES = 50


@dataclass(frozen=True, slots=True)
class Orders:
    """
    What a worker is to do.

    `readers` ask in `lane`, each again and again after a `pause`: one in five for the
    day's status, the others for 50 profiles in turn, or all for `only` one. `hours` is
    how wrong its wall clock is, forth and back every second. `older` makes it another
    version of the program; unless it is `seen`, the others cannot see whether it
    sleeps, nor it the others, as on another machine.
    """

    fpl: str
    valkey: str
    per_second: float = 20.0
    per_minute: int = 1200
    processes: int = 4
    in_flight: int = 8
    readers: int = 25
    lane: int = int(Lane.PERSON)
    pause: float = 0.0
    only: int = 0
    hours: float = 0.0
    older: bool = False
    seen: bool = True

    def __str__(self) -> str:
        return json.dumps(asdict(self))


class Worker:
    """Readers of one process, and what they met."""

    def __init__(self, orders: Orders, budget: ClusterBudget) -> None:
        self._orders = orders
        self._budget = budget
        self._numbers = count()
        self._asked: list[float] = []
        self.met: Counter[str] = Counter()

    async def read(self, client: FPLClient, reader: int) -> None:
        """Ask for ever."""
        while True:
            with self._noted():
                await self._ask(client, reader)
            # Whoever is refused while FPL wants a rest comes back a little later.
            rest = 0.1 if self._budget.paused(PROFILE.group) else 0.0
            await asyncio.sleep(max(rest, self._orders.pause))

    async def _ask(self, client: FPLClient, reader: int) -> None:
        """Ask once; what FPL says of a rest, all processes are told (`fpl/asking`)."""
        took_off = asyncio.Event()
        number = self._orders.only or (
            next(self._numbers) % _ENTRIES + 1 if reader % 5 else 0
        )
        lane = Lane(self._orders.lane)
        try:
            if number:
                await client.fetch(PROFILE, lane, began=took_off.set, entry_id=number)
            else:
                await client.fetch(DAY_STATUS, lane, began=took_off.set)
        except UpstreamBusy as busy:
            if took_off.is_set():
                await self._budget.penalise(str(busy))
                group = PROFILE.group if number else DAY_STATUS.group
                await self._budget.pause_until(busy.retry_after or 0.0, group)
            raise

    @contextmanager
    def _noted(self) -> Iterator[None]:
        if self._orders.pause:
            self._asked.append(time.monotonic())
        try:
            yield
            self.met["answered"] += 1
        except UpstreamError as error:
            self.met[error.kind] += 1

    def told(self) -> str:
        """Say how it went, in one line."""
        report = self._budget.report()
        return json.dumps(
            {
                "spent": report.spent,
                "lost": report.lost,
                "shared": report.shared,
                "factor": report.factor,
                "pauses": dict(report.pauses),
                "met": dict(self.met),
                "asked": self._asked,
                "clock": datetime.now(UTC).timestamp(),
            }
        )


async def work(orders: Orders) -> None:
    """Let all readers ask until the process is told to end."""
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    async with (
        connect(orders.valkey, prefix="bench:") as valkey,
        ClusterBudget(
            valkey,
            orders.per_second,
            orders.per_minute,
            orders.processes,
            orders.in_flight,
            pulses=pulses_of_this_machine() if orders.seen else None,
        ) as budget,
        FPLClient(orders.fpl, budget, retry_pause=lambda: 0.05) as client,
    ):
        worker = Worker(orders, budget)
        readers = [
            asyncio.create_task(worker.read(client, reader))
            for reader in range(orders.readers)
        ]
        print("asking", flush=True)
        await ended.wait()
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)
        print(worker.told(), flush=True)


async def swing(hours: float, traveller: time_machine.Traveller) -> None:
    """Set the wall clock forth and back every second; it goes on in between."""
    for sign in cycle((-2, 2)):
        await asyncio.sleep(1.0)
        traveller.shift(timedelta(hours=sign * hours))


async def work_with_a_wrong_clock(orders: Orders) -> None:
    """Work while the wall clock is an hour ahead, an hour behind, and so on."""
    wrong = datetime.now(UTC) + timedelta(hours=orders.hours)
    with time_machine.travel(wrong) as traveller:
        swinging = asyncio.create_task(swing(orders.hours, traveller))
        await work(orders)
        swinging.cancel()


def main(text: str) -> None:
    """Do as ordered."""
    orders = Orders(**json.loads(text))
    with older_version() if orders.older else nullcontext():
        asyncio.run(work_with_a_wrong_clock(orders) if orders.hours else work(orders))


if __name__ == "__main__":
    main(sys.argv[1])
