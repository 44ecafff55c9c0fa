"""
One process that publishes events while it leads, to be killed and replaced.

    python -m tests.faults.change_publisher '{"mongo": URL, "database": NAME, ...}'

Event 1 is to be version 1, and so on. It begins a few events before the newest
version, as one who does not know what his predecessor has done, and leads on
without Valkey as long as nobody else has a later fence. Some events it only keeps,
as one who dies before he announces. It says "leads", "late" and "done".
"""

import asyncio
import json
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from fplbanter.cluster.connection import Valkey, connect
from fplbanter.cluster.leases import Lease, Leases
from fplbanter.errors import ClusterUnavailable, LeaseLost, StoreUnavailable
from fplbanter.live.publishing import Publisher
from fplbanter.store import database
from fplbanter.store.changes import Changes, Draft

TOPIC = "league:900"
OVERLAP = 3
"""Events that a new leader publishes again."""

NOT_ANNOUNCED = 20
"""One event in so many is kept only."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Where the servers are, how many events there are, and seconds between them."""

    mongo: str
    valkey: str
    database: str
    prefix: str
    events: int
    pause: float = 0.01

    def __str__(self) -> str:
        return json.dumps(asdict(self))


class Leader:
    """Publishes events under its lease until there are none left, or it is late."""

    def __init__(self, orders: Orders, changes: Changes, valkey: Valkey) -> None:
        self._orders = orders
        self._changes = changes
        self._publisher = Publisher(changes, valkey)
        self._leases = Leases(valkey)

    async def lead(self, lease: Lease) -> None:
        keeping = asyncio.create_task(self._hold(lease))
        try:
            event = max(0, await self._newest() - OVERLAP)
            while (event := event + 1) <= self._orders.events:
                await self._event(event, lease.fence)
                await asyncio.sleep(self._orders.pause)
        finally:
            keeping.cancel()

    async def _newest(self) -> int:
        while True:
            try:
                return (await self._changes.find_versions([TOPIC]))[TOPIC]
            except StoreUnavailable:
                await asyncio.sleep(0.1)

    async def _event(self, event: int, fence: int) -> None:
        """Publish an event, again and again until it is kept."""
        while True:
            try:
                await self._once(event, fence)
            except StoreUnavailable:
                await asyncio.sleep(0.1)
            else:
                return

    async def _once(self, event: int, fence: int) -> None:
        data, source = {"event": event}, f"event:{event}"
        if event % NOT_ANNOUNCED:
            await self._publisher.publish(TOPIC, data, source=source, fence=fence)
        else:
            now = datetime.now(UTC)
            draft = Draft(TOPIC, source, now, json.dumps(data), fence)
            await self._changes.keep_changes([draft])

    async def _hold(self, lease: Lease) -> None:
        """Renew the lease; while Valkey is away nobody else can have it either."""
        while True:
            await asyncio.sleep(lease.ttl / 3)
            try:
                await self._leases.renew(lease)
            except ClusterUnavailable:
                continue
            except LeaseLost:
                return


async def publish(orders: Orders) -> None:
    """Wait for the lease, lead, and again if it is lost."""
    store = database.connect(orders.mongo, orders.database)
    async with connect(orders.valkey, prefix=orders.prefix) as valkey:
        leases = Leases(valkey)
        leader = Leader(orders, store.changes, valkey)
        while True:
            try:
                lease = await leases.acquire("leader", 0.6)
            except ClusterUnavailable:
                lease = None
            if lease is None:
                await asyncio.sleep(0.05)
                continue
            print("leads", flush=True)
            try:
                await leader.lead(lease)
            except LeaseLost:
                print("late", flush=True)
            else:
                print("done", flush=True)
                break
    await store.close()


if __name__ == "__main__":
    asyncio.run(publish(Orders(**json.loads(sys.argv[1]))))
