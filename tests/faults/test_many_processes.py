"""
Three that serve, two that read, two that work; a replica set, a Valkey: one after another dies.

Readers ask all the time, and so does somebody who wants leagues read anew. What
must hold: FPL's limit, no error and no answer that is wrong or gone, the table
moving again within ten seconds, one leader at a time, and every job that was
acknowledged done in the end. Whoever listens is given every version, once.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

import httpx2
import pytest
from tests.faults.crowded import LEAGUES, TABLE, Installation, Part, end, installation
from tests.faults.listeners import Crowd, listening_crowd
from tests.faults.load import Load, Seens

pytestmark = [pytest.mark.anyio, pytest.mark.faults, pytest.mark.timeout(600)]

RATE = 20.0
TOPIC = "league:900"
PATHS = (TABLE, "/l/900", "/api/data", "/leagues/903/standings", "/fpl/fixtures/", "/")
MOVES_AGAIN = 10.0
TAKES_OVER = 5.0
BUSY = 3.0
"""What a machine on which everything else runs as well may take longer."""


@dataclass(slots=True)
class Watch:
    """What was seen of one fault after the other."""

    home: Installation
    load: Load
    crowd: Crowd
    jobs: list[str] = field(default_factory=list)
    moved: list[float] = field(default_factory=list)

    async def over(
        self, what: str, deed: Callable[[], Awaitable[object]], mine: int = 0
    ) -> None:
        """
        Do something terrible, and hold what must hold against what readers see.

        `mine` connections at most may be lost: those of the process that was killed.
        """
        begun = time.monotonic()
        await deed()
        await self.moves()
        # Whoever was asked last has answered by then.
        await self.load.passing(2.0)
        ended = time.monotonic() - 1.0
        seen, still = self.load.between(begun, ended), self.standstill(begun)
        line = f"{what}: {seen.told()}, the table stood still for {still:.1f} s"
        print(line, flush=True)
        lost = Seens(each for each in seen if each.status != 200)
        assert len(lost) <= mine, [(each.path, each.status) for each in lost]
        assert set(lost.kinds) <= {0, 503}
        assert still < MOVES_AGAIN * BUSY

    async def look_at_the_table(self) -> None:
        """Note whenever it is newer than ever before."""
        newest: datetime | None = None
        while True:
            shown = await self.home.as_of()
            if shown and (newest is None or shown > newest):
                newest = shown
                self.moved.append(time.monotonic())
            await asyncio.sleep(0.1)

    async def moves(self) -> None:
        """Wait until the table moves."""
        count = len(self.moved)
        async with asyncio.timeout(60):
            while len(self.moved) == count:
                await asyncio.sleep(0.05)

    def standstill(self, since: float) -> float:
        """Return for how many seconds at most it has not moved."""
        moved = [since, *(at for at in self.moved if at > since)]
        return max(after - before for before, after in pairwise(moved))

    async def ask_for_refreshes(self) -> None:
        """Ask again and again; what was acknowledged is written down."""
        for n in range(10_000):
            job = await self.home.refresh(LEAGUES[n % len(LEAGUES)])
            if job is not None and job not in self.jobs:
                self.jobs.append(job)
            await asyncio.sleep(1.0)


@asynccontextmanager
async def watched() -> AsyncIterator[Watch]:
    """Give an installation at work, readers and somebody who wants more."""
    async with installation() as home:
        try:
            await home.begin()
            # Once each, so that every process that serves has seen them.
            async with Load(home.port, PATHS, RATE) as load:
                await load.passing(8.0)
                load.seen.clear()
                async with listening_crowd(
                    home.port, home.mongo.url, home.valkey.url, topic=TOPIC
                ) as crowd:
                    watch = Watch(home, load, crowd)
                    doing = [watch.ask_for_refreshes(), watch.look_at_the_table()]
                    tasks = [asyncio.create_task(each) for each in doing]
                    try:
                        yield watch
                    finally:
                        for task in tasks:
                            task.cancel()
                        await asyncio.gather(*tasks, return_exceptions=True)
        except BaseException:
            for part in home.parts:
                print(part.name, part.program.code, _events(part), flush=True)
            raise


def _events(part: Part) -> str:
    """Return what a process said, without its readers."""
    lines = part.program.said.splitlines()
    return "\n".join(x for x in lines if '"logger": "access"' not in x)[-6_000:]


async def test_one_after_another_dies() -> None:
    """A server of pages, the leader (killed, then frozen), a worker, a primary, Valkey."""
    async with watched() as watch:
        home = watch.home
        for what, deed, mine in (
            ("nothing yet", lambda: all_are_watched(home), 0),
            ("one of three that serve killed", lambda: kill_serving(home), 3),
            ("the leader killed", lambda: kill_leader(home), 0),
            ("the leader frozen", lambda: freeze_leader(home), 0),
            ("one of two that work killed", lambda: kill_worker(home), 0),
            ("the primary killed", lambda: kill_primary(home), 0),
            ("Valkey killed and started again", lambda: restart_valkey(home), 0),
        ):
            await watch.over(what, deed, mine)
        await nothing_is_lost(watch.crowd)
        await all_done(watch)
        one_leader_at_a_time(home)
        await hold_the_limit(home)
        nothing_broke(home)


async def all_are_watched(home: Installation) -> None:
    """Prometheus finds each of them, and they see each other's pulse."""
    assert await home.watched() == {"web": 3, "live": 2, "work": 2}
    assert await home.pulses() == (7, 7)


async def kill_serving(home: Installation) -> None:
    """Kill one of the processes that serve; another takes its place."""
    (web,) = home.alive("web")
    before = home.serving(web)
    assert len(before) == 3
    end(before[0])
    async with asyncio.timeout(60):
        while len(set(home.serving(web)) - {before[0]}) < 3:
            await asyncio.sleep(0.05)


async def kill_leader(home: Installation) -> None:
    """Kill the one that reads FPL; the other one takes over."""
    fence, leader = await home.leader()
    begun = time.monotonic()
    home.kill(leader)
    _, other = await home.leader(since=fence)
    took = time.monotonic() - begun
    print(f"another leads after {took:.2f} s", flush=True)
    assert other is not leader
    assert took < TAKES_OVER * BUSY
    part = await home.start("live")
    await part.program.line("ready to", 60)


async def freeze_leader(home: Installation) -> None:
    """Freeze the one that reads FPL; when it wakes it learns that it leads no more."""
    fence, leader = await home.leader()
    begun = time.monotonic()
    leader.program.freeze()
    try:
        await home.leader(since=fence)
        print(f"another leads after {time.monotonic() - begun:.2f} s", flush=True)
    finally:
        leader.program.thaw()
    await leader.program.line("Another process leads now")


async def kill_worker(home: Installation) -> None:
    """Kill one of those that work; another begins in its place."""
    home.kill(home.alive("work")[0])
    part = await home.start("work")
    await part.program.line("Working", 60)


async def kill_primary(home: Installation) -> None:
    """Kill the primary and start it again once there is another."""
    primary = await home.mongo.primary()
    begun = time.monotonic()
    await primary.kill()
    other = await home.mongo.primary()
    print(f"another primary after {time.monotonic() - begun:.2f} s", flush=True)
    assert other is not primary
    await primary.start()


async def restart_valkey(home: Installation) -> None:
    """Kill Valkey; three seconds without it."""
    await home.valkey.kill()
    await asyncio.sleep(3.0)
    await home.valkey.start()


async def all_done(watch: Watch) -> None:
    """Everything that was acknowledged is there, and done in the end."""
    states: dict[str, str] = {}
    with suppress(TimeoutError):
        async with asyncio.timeout(60):
            while any(states.get(job) != "done" for job in watch.jobs):
                states = {job: await watch.home.job(job) for job in watch.jobs}
                await asyncio.sleep(0.5)
    print(f"{len(watch.jobs)} jobs acknowledged", flush=True)
    assert watch.jobs
    assert {job: state for job, state in states.items() if state != "done"} == {}


def one_leader_at_a_time(home: Installation) -> None:
    """Fences rise, and whoever began before was gone by then."""
    turns = home.turns()
    print("turns at the lead:", [fence for fence, _, _ in turns], flush=True)
    assert len({fence for fence, _, _ in turns}) == len(turns)
    assert [began for _, began, _ in turns] == sorted(began for _, began, _ in turns)
    for (_, _, before), (_, began, part) in pairwise(turns):
        assert part is not before
        assert before.ended_at is None or before.ended_at < began.timestamp()
    # One was killed and one frozen: nobody else lost the lead.
    assert len(turns) == 3


def nothing_broke(home: Installation) -> None:
    """Nobody has logged an error, and the one that holds the port still does."""
    assert [p.program.code for p in home.alive("web")] == [None]
    errors = [_events(p) for p in home.parts if '"level": "error"' in p.program.said]
    assert errors == []


async def nothing_is_lost(crowd: Crowd) -> None:
    """Everybody who listened has every version once, whoever told him."""
    try:
        await crowd.caught_up(30)
    finally:
        print(crowd.told(), flush=True)
    assert (crowd.missed, crowd.doubled, crowd.anew) == (0, 0, 0)


async def hold_the_limit(home: Installation) -> None:
    """FPL has seen no more than it allows, whoever died."""
    seen = await home.fpl.requests(0)
    print(
        f"FPL: {seen['total']} requests, {seen['violations']} over the limit, "
        f"at most {seen['most_in_a_second']} in a second",
        flush=True,
    )
    assert seen["violations"] == 0


# -- a new version beside the old one ------------------------------------------


@dataclass(slots=True)
class Keeper:
    """A reader who keeps his connection, and says of each answer whether it came."""

    port: int
    answers: int = 0
    failures: list[str] = field(default_factory=list)
    closed: int = 0

    async def read(self) -> None:
        """Read for ever, on one connection as long as it is kept."""
        base = f"http://127.0.0.1:{self.port}"
        limits = httpx2.Limits(max_connections=1)
        async with httpx2.AsyncClient(
            base_url=base, trust_env=False, timeout=10, limits=limits
        ) as http:
            while True:
                await self._ask(http)
                await asyncio.sleep(0.2)

    async def _ask(self, http: httpx2.AsyncClient) -> None:
        try:
            answer = await http.get(TABLE)
        except httpx2.HTTPError as error:
            self.failures.append(repr(error))
            return
        self.answers += 1
        self.closed += answer.headers.get("connection") == "close"
        if answer.status_code != 200 or len(json.loads(answer.text)["items"]) != 50:
            self.failures.append(answer.text[:200])


async def test_a_new_version_takes_over_without_a_failed_request() -> None:
    """A new `web` beside the old one, which is then told to end; and a new `live`."""
    async with watched() as watch:
        home = watch.home
        keepers = [Keeper(home.port) for _ in range(6)]
        tasks = [asyncio.create_task(keeper.read()) for keeper in keepers]
        for _ in range(2):
            await watch.over("a new version of all that serve", lambda: renew(home))
        # Each was sent home by one that was stopped while he listened to it.
        assert all(each.goodbyes for each in watch.crowd.listeners)
        fence, leader = await home.leader()
        await home.start("live")
        told_at = time.time()
        assert await leader.program.stop() == 0
        leader.ended_at = time.time()
        await home.leader(since=fence)
        took = home.turns()[-1][1].timestamp() - told_at
        print(f"another leads {took:.2f} s after the first was told to end", flush=True)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        failures = [each for keeper in keepers for each in keeper.failures]
        answers = sum(keeper.answers for keeper in keepers)
        closed = sum(keeper.closed for keeper in keepers)
        print(
            f"on kept connections: {answers} answers, {closed} of them the last on "
            f"theirs, {len(failures)} failures; all others {watch.load.seen.told()}"
        )
        assert failures == []
        assert closed > 0
        await nothing_is_lost(watch.crowd)
        assert set(watch.load.seen.kinds) == {200}
        await hold_the_limit(home)
        nothing_broke(home)


async def renew(home: Installation) -> None:
    """Start a new one beside the old one, and tell the old one to end."""
    (old,) = home.alive("web")
    await home.web()
    begun = time.monotonic()
    assert await old.program.stop(20.0) == 0
    old.ended_at = time.time()
    print(f"the old one ended within {time.monotonic() - begun:.1f} s", flush=True)
