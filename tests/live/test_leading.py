"""One leader at a time; another takes over; a server that is away changes nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from tests.metered import moved, sample

from fplbanter.cluster.connection import connect
from fplbanter.cluster.leases import Leases
from fplbanter.live.leading import Leader
from fplbanter.ops.embedded import Services
from fplbanter.store.database import Store
from fplbanter.store.database import connect as connect_store

pytestmark = pytest.mark.anyio

QUICK = {"lasts": 2.0, "beat": 0.1, "pause": 0.05}
NO_VALKEY = "redis://127.0.0.1:1"
NO_MONGO = "mongodb://%2Fnonexistent%2Fmongod.sock"


@dataclass(slots=True)
class Candidate:
    """A process that would lead: what it was given, and whether it leads now."""

    leader: Leader
    leading: asyncio.Event = field(default_factory=asyncio.Event)
    fences: list[int] = field(default_factory=list)
    task: "asyncio.Task[None] | None" = None

    async def work(self, fence: int) -> None:
        self.fences.append(fence)
        self.leading.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.leading.clear()

    def begin(self) -> None:
        self.task = asyncio.create_task(self.leader.lead(self.work))

    async def stop(self) -> None:
        assert self.task
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    async def leads(self) -> int:
        async with asyncio.timeout(10):
            await self.leading.wait()
        return self.fences[-1]


class Home:
    """An installation whose candidates may each have lost a server."""

    def __init__(self, stack: AsyncExitStack, services: Services, store: Store) -> None:
        self.stack, self.services, self.store = stack, services, store
        self.prefix = f"{store.database.name}:"

    async def leases(self, *, valkey: bool = True) -> Leases:
        url = self.services.redis_url if valkey else NO_VALKEY
        door = connect(url, prefix=self.prefix)
        return Leases(await self.stack.enter_async_context(door))

    async def candidate(self, *, valkey: bool = True, mongo: bool = True) -> Candidate:
        store = self.store
        if not mongo:
            store = connect_store(NO_MONGO, "nowhere")
            self.stack.push_async_callback(store.close)
        leases = await self.leases(valkey=valkey)
        candidate = Candidate(Leader(leases, store.leaders, **QUICK))
        candidate.begin()
        self.stack.push_async_callback(candidate.stop)
        return candidate


@pytest.fixture
async def home(services: Services, store: Store) -> AsyncIterator[Home]:
    """Give an installation nobody leads yet."""
    async with AsyncExitStack() as stack:
        yield Home(stack, services, store)


async def one_of(*candidates: Candidate) -> Candidate:
    """Wait until somebody leads; it is one."""
    waits = {asyncio.create_task(c.leading.wait()): c for c in candidates}
    async with asyncio.timeout(10):
        done, others = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for other in others:
        other.cancel()
    assert sum(c.leading.is_set() for c in candidates) == 1
    return waits[done.pop()]


async def test_of_many_one_leads_and_the_next_has_a_higher_fence(home: Home) -> None:
    """A leader that is told to end makes room at once, again and again."""
    candidates = [await home.candidate() for _ in range(4)]
    fences = []
    while candidates:
        leader = await one_of(*candidates)
        fences.append(await leader.leads())
        assert leader.leader.fence == fences[-1]
        candidates.remove(leader)
        await leader.stop()
        assert leader.leader.fence is None
    assert fences == sorted(set(fences))


async def test_it_is_seen_in_the_metrics(home: Home) -> None:
    """Who leads, and how often somebody began."""
    with moved("leader_takeovers_total"):
        candidate = await home.candidate()
        await candidate.leads()
        assert sample("leader") == 1
    await candidate.stop()
    assert sample("leader") == 0


async def test_work_that_ends_or_breaks_gives_the_lead_away(home: Home) -> None:
    """What it raises is for whoever began it; the next can lead at once."""
    leader = Leader(await home.leases(), home.store.leaders, **QUICK)

    async def done(_: int) -> None:
        return

    async def broken(_: int) -> None:
        raise KeyError("unheard of")

    await leader.lead(done)
    with pytest.raises(KeyError):
        await leader.lead(broken)
    await leader.lead(done)


@pytest.mark.parametrize("lost", ["valkey", "mongo"])
async def test_one_server_is_enough_to_lead(home: Home, lost: str) -> None:
    """Valkey away, or MongoDB in the middle of an election."""
    candidate = await home.candidate(**{lost: False})
    assert await candidate.leads() > 1_700_000_000_000_000


async def test_without_any_server_nobody_begins(home: Home) -> None:
    """Who cannot know whether he is alone does not lead."""
    candidate = await home.candidate(valkey=False, mongo=False)
    other = await home.candidate()
    await other.leads()
    assert not candidate.leading.is_set()


@pytest.mark.parametrize("lost", ["valkey", "mongo"])
async def test_who_has_lost_a_server_is_not_led_beside(home: Home, lost: str) -> None:
    """Those who see both find the other seat taken."""
    cut_off = await home.candidate(**{lost: False})
    await cut_off.leads()
    whole = Leader(await home.leases(), home.store.leaders, **QUICK)
    for _ in range(3):
        assert await whole._try() is None
    assert cut_off.leading.is_set()
    await cut_off.stop()
    assert await whole._try() is not None


async def test_a_dead_leader_is_replaced(home: Home) -> None:
    """Its seats end by themselves, whatever it would still do."""
    leases, dead = await home.leases(), "dead"
    lease = await leases.acquire("leader", QUICK["lasts"])
    assert lease
    span = timedelta(seconds=QUICK["lasts"])
    assert await home.store.leaders.save_claim(dead, span, lease.fence, 2.0)
    assert await (await home.candidate()).leads() > lease.fence


async def test_a_leader_that_has_lost_its_seats_stops_working(home: Home) -> None:
    """As one that was frozen: another leads by the time it wakes."""
    frozen = await home.candidate()
    first = await frozen.leads()
    ends = datetime.now(UTC) + timedelta(seconds=60)
    stolen = {"holder": "thief", "fence": first + 1, "ends": ends}
    await home.store.leaders._update_one({"_id": "leader"}, stolen)
    async with asyncio.timeout(10):
        while frozen.leading.is_set():
            await asyncio.sleep(0.01)
    assert frozen.leader.fence is None
    await home.store.leaders.drop_claim("thief", 2.0)
    assert await frozen.leads() > first + 1


async def test_two_seats_that_are_lost_by_turns_change_nobody_s_place(
    home: Home,
) -> None:
    """Valkey forgets everything, then MongoDB does: the leader takes its seat anew."""
    leader = Leader(await home.leases(), home.store.leaders)
    other = Leader(await home.leases(), home.store.leaders)
    fence = await leader._try()
    assert fence is not None
    async with connect(home.services.redis_url, prefix=home.prefix) as valkey:
        await valkey.clear()
    assert await other._try() is None
    await leader._ask_valkey()
    assert leader._still_leads(fence)
    await home.store.leaders.clear()
    assert await other._try() is None
    await leader._ask_mongo(fence)
    assert leader._still_leads(fence)
    assert await other._try() is None
