"""
0 missed and 0 doubled versions, whatever breaks (issue 5).

Leaders are real processes that are killed; readers have hubs of their own, whose
connections to Valkey are cut again and again; Valkey or mongod is killed and comes
back. Each test prints what it saw.
"""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from tests.faults.change_publisher import TOPIC, Orders
from tests.faults.processes import Running, running
from tests.faults.servers import Server, Servers, own_servers
from tests.faults.toxic_proxy import ToxicProxy, Toxics
from tests.metered import sample

from fplbanter.cluster.connection import connect
from fplbanter.errors import StoreUnavailable
from fplbanter.live.hub import Hub
from fplbanter.store import database

pytestmark = [pytest.mark.anyio, pytest.mark.faults, pytest.mark.timeout(240)]

READERS = 20
"""Of each hub; every other one leaves now and then, and comes back."""


@pytest.fixture
async def servers(
    anyio_backend: str,  # noqa: ARG001  Asking for it makes anyio run this fixture.
) -> AsyncIterator[Servers]:
    """Give servers of our own."""
    async with own_servers() as servers:
        yield servers


@dataclass(slots=True)
class Reader:
    """What one reader was given, and how often he came back."""

    name: str
    versions: list[int] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    returns: int = 0

    async def read(self, hub: Hub, events: int, *, leaves: bool) -> None:
        """Read until all events are there."""
        while len(self.versions) < events:
            stay = random.randint(5, 60) if leaves else events
            async with hub.subscribe(most=10_000) as subscription:
                last = self.versions[-1] if self.versions else 0
                try:
                    assert await subscription.follow(TOPIC, last), (self.name, last)
                except StoreUnavailable:
                    await asyncio.sleep(0.1)
                    continue
                for _ in range(min(stay, events - len(self.versions))):
                    change = await subscription.next()
                    self.versions.append(change.version)
                    self.events.append(change.data["event"])
            self.returns += 1


class Matchday:
    """Leaders, hubs and readers on servers that are broken meanwhile."""

    def __init__(self, stack: AsyncExitStack, servers: Servers, events: int) -> None:
        self.stack = stack
        self.servers = servers
        self.events = events
        self.orders = Orders(
            servers.mongod.url,
            servers.valkey.url,
            f"test_{uuid4().hex}",
            f"test-{uuid4().hex}:",
            events,
        )
        self.leaders: list[Running] = []
        self.readers: list[Reader] = []
        self.reading: list[asyncio.Task[None]] = []
        self.kills = self.cuts = 0

    async def begin(self, proxies: list[ToxicProxy]) -> None:
        """Have two leaders, one hub behind each proxy and one behind none."""
        urls = [f"redis://127.0.0.1:{proxy.port}/0" for proxy in proxies]
        for number, url in enumerate([*urls, self.servers.valkey.url]):
            store = database.connect(self.orders.mongo, self.orders.database)
            self.stack.push_async_callback(store.close)
            await store.changes.prepare()
            valkey = connect(url, prefix=self.orders.prefix)
            await self.stack.enter_async_context(valkey)
            hub = await self.stack.enter_async_context(Hub(store.changes, valkey))
            for each in range(READERS):
                reader = Reader(f"{number}.{each}")
                self.readers.append(reader)
                reading = reader.read(hub, self.events, leaves=bool(each % 2))
                self.reading.append(asyncio.create_task(reading))
        for _ in range(2):
            await self.hire()

    async def hire(self) -> None:
        """Have one more begin, who leads when the others do not."""
        program = ("-m", "tests.faults.change_publisher", str(self.orders))
        self.leaders.append(await self.stack.enter_async_context(running(*program)))

    async def kill_the_leader(self) -> None:
        """Kill the one who leads without a word; another begins in his place."""
        for leader in self.leaders:
            if "leads" in leader.said and leader.code is None:
                leader.kill()
                self.leaders.remove(leader)
                self.kills += 1
                await self.hire()
                return

    async def cut(self, proxy: ToxicProxy) -> None:
        """Break all connections off, for a moment."""
        await proxy.become(Toxics(refuse=True))
        await asyncio.sleep(random.uniform(0.0, 0.2))
        await proxy.become(Toxics())
        self.cuts += 1

    async def all_read(self, seconds: float) -> None:
        """Wait until every reader has all events, or say who has not."""
        async with asyncio.timeout(seconds):
            await asyncio.gather(*self.reading)

    def told(self, what: str, since: float) -> tuple[int, int, int]:
        """Print and return the missed, the doubled, and the events out of place."""
        wanted = list(range(1, self.events + 1))
        missed = sum(len({*wanted} - {*each.versions}) for each in self.readers)
        doubled = sum(
            len(each.versions) - len({*each.versions}) for each in self.readers
        )
        strange = sum(each.versions != each.events for each in self.readers)
        print(
            f"\n{what}: {self.events} events to {len(self.readers)} readers in "
            f"{time.monotonic() - since:.1f} s: {missed} missed, {doubled} doubled, "
            f"{strange} with an event out of place\n  {self.kills} leaders killed, "
            f"{self.cuts} cuts, {sum(r.returns for r in self.readers)} returns; reads "
            f"of MongoDB: {sample('live_fills_total', why='missed'):.0f} for missed, "
            f"{sample('live_fills_total', why='joined'):.0f} for returned",
            flush=True,
        )
        return missed, doubled, strange


async def every(low: float, high: float, action: object) -> None:
    """Do something again and again."""
    assert callable(action)
    while True:
        await asyncio.sleep(random.uniform(low, high))
        await action()


async def play(
    servers: Servers, events: int, what: str, broken: Server | None
) -> tuple[int, int, int]:
    """Play a matchday on which everything is cut and killed."""
    async with AsyncExitStack() as stack:
        matchday, begun = Matchday(stack, servers, events), time.monotonic()
        proxies = [
            await stack.enter_async_context(ToxicProxy(servers.valkey.socket, seed=n))
            for n in range(2)
        ]
        await matchday.begin(proxies)
        breaking = [
            asyncio.create_task(every(1.2, 2.4, matchday.kill_the_leader)),
            asyncio.create_task(every(0.2, 0.9, lambda: matchday.cut(proxies[0]))),
            asyncio.create_task(every(1.0, 3.0, lambda: matchday.cut(proxies[1]))),
        ]
        try:
            for _ in range(2):
                await asyncio.sleep(3.0)
                if broken is not None:
                    await broken.kill()
                    await asyncio.sleep(1.5)
                    await broken.start()
            await matchday.all_read(150)
        finally:
            for task in breaking:
                task.cancel()
            await asyncio.gather(*breaking, return_exceptions=True)
            for task in matchday.reading:
                task.cancel()
            await asyncio.gather(*matchday.reading, return_exceptions=True)
            figures = matchday.told(what, begun)
        assert matchday.kills >= 1
        assert all(
            each.versions == [*range(1, events + 1)] for each in matchday.readers
        )
        return figures


async def test_a_thousand_events_with_valkey_killed_twice(servers: Servers) -> None:
    """None is missed, none comes twice, and each is the version it should be."""
    figures = await play(servers, 1_000, "Valkey killed twice", servers.valkey)
    assert figures == (0, 0, 0)


async def test_three_hundred_events_with_mongod_killed_twice(servers: Servers) -> None:
    """What was about to be kept is kept once, by whoever comes next."""
    figures = await play(servers, 300, "mongod killed twice", servers.mongod)
    assert figures == (0, 0, 0)
