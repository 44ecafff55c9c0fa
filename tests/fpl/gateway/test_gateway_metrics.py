"""What the gateway gives, and why it gives nothing, moves the metrics."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from tests.fpl.gateway.house import Forward, House, Process
from tests.metered import moved, sample

from fplbanter.cluster.answers import Answers
from fplbanter.cluster.leases import Leases
from fplbanter.errors import BanterError
from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.copies import Copy
from fplbanter.fpl.shelves import Shelves
from fplbanter.simulator.faults import Fault

pytestmark = pytest.mark.anyio

SEASON = Asked.of(endpoints.SEASON)
FIXTURES = Asked.of(endpoints.FIXTURES)
LIVE = Asked.of(endpoints.LIVE, gw=7)
TABLE = Asked.of(endpoints.CLASSIC, league_id=900)
NOBODY = Asked.of(endpoints.PROFILE, entry_id=2**31 - 1)
NOW = datetime(2026, 10, 3, tzinfo=UTC)


async def find(process: Process, question: Asked, patience: float = 50) -> None:
    with suppress(BanterError):
        await process.gateway.find(question, patience=patience)


async def at_rest(process: Process) -> None:
    async with asyncio.timeout(10):
        while process.gateway.busy:
            await asyncio.sleep(0.005)


async def test_each_way_of_giving_is_counted(
    process: Process, forward: Forward
) -> None:
    """Fetched, near, for all who wait, stale; and FPL's no."""
    with (
        moved("copies_served_total", endpoint="season", how="fetched"),
        moved("leases_total", outcome="held"),
    ):
        await find(process, SEASON)
    with (
        moved("copies_served_total", endpoint="season", how="hit"),
        moved("copy_age_seconds_count", endpoint="season"),
    ):
        await find(process, SEASON)
    await find(process, FIXTURES)
    await find(process, LIVE)
    forward(120)
    with (
        moved("copies_served_total", endpoint="live", how="stale"),
        moved("stale_age_seconds_sum", 100),
    ):
        await find(process, LIVE)
    await find(process, NOBODY)
    with moved("copies_served_total", endpoint="profile", how="negative"):
        await find(process, NOBODY)
    await at_rest(process)


async def test_who_waits_for_another_process_is_counted(house: House) -> None:
    """One fetches, the other one's lease is taken."""
    async with house.process() as a, house.process() as b:
        await find(a, SEASON)
        await find(b, SEASON)
        house.simulator.faults.add(Fault("leagues", "slow", delay=0.5))
        with (
            moved("copies_served_total", endpoint="classic", how="collapsed"),
            moved("leases_total", outcome="collapsed"),
        ):
            await asyncio.gather(find(a, TABLE), find(b, TABLE))


async def test_who_waits_in_vain_is_counted(house: House, process: Process) -> None:
    """Patience is over before FPL has answered."""
    await find(process, SEASON)
    house.simulator.faults.add(Fault("leagues", "status", status=500, delay=0.3))
    with moved("copies_served_total", endpoint="classic", how="waited_in_vain"):
        await find(process, TABLE, patience=0.05)
    await at_rest(process)


async def test_a_fetch_without_valkey_is_counted(house: House) -> None:
    """Each process is on its own then."""
    with moved("leases_total", outcome="alone"):
        async with house.process(redis_url="redis://127.0.0.1:9/0") as process:
            await find(process, SEASON)


async def test_a_bad_body_moves_its_reason_and_the_state(
    house: House, process: Process, forward: Forward
) -> None:
    """The answer is refused, FPL is in trouble, and an outage has begun."""
    for question in (SEASON, FIXTURES, LIVE):
        await find(process, question)
    house.simulator.faults.add(Fault("event/", "changed", field="elements"))
    forward(120)
    with (
        moved("upstream_refused_bodies_total", endpoint="live", reason="shape"),
        moved("upstream_outages_total", kind="changed"),
    ):
        await find(process, LIVE)
        await at_rest(process)
        await process.outages.aclose()
    assert sample("upstream_state", kind="changed") == 1
    assert sample("upstream_state", kind="down") == 0


async def test_a_refusal_halves_the_rate_and_is_counted(
    house: House, process: Process
) -> None:
    """A 429 teaches everybody."""
    house.simulator.faults.add(Fault("leagues", "status", status=429))
    with moved("budget_penalties_total"):
        await find(process, TABLE)


async def test_a_breaker_shows_its_state(house: House, process: Process) -> None:
    """Ten failures in a row open it, and that is one change."""
    await find(process, SEASON)
    assert sample("breaker_state", group="season") == 0
    house.simulator.faults.add(Fault("entry", "status", status=500))
    with moved("breaker_changes_total", group="entry", to="open"):
        for entry_id in range(1, 13):
            await find(process, Asked.of(endpoints.PROFILE, entry_id=entry_id))
    assert sample("breaker_state", group="entry") == 2


async def test_copies_that_need_room_are_counted(house: House) -> None:
    """Two that do not fit together: one of them goes."""
    async with house.process() as process:
        shelves = Shelves(Answers(process.valkey), house.store.answers, max_bytes=3_000)
        copy = Copy(b"x" * 2_000, NOW, NOW)
        shelves.put_near("a", copy)
        assert sample("copies_held") == 1
        assert sample("copies_bytes") >= 2_000
        with moved("copy_evictions_total"):
            shelves.put_near("b", copy)
        assert sample("copies_held") == 1
        await shelves.close()


async def test_a_late_answer_is_counted(house: House) -> None:
    """Whoever lost his lease drops what he has fetched."""
    async with house.process() as process, Answers(process.valkey) as answers:
        leases = Leases(process.valkey)
        shelves = Shelves(answers, house.store.answers, max_bytes=100_000)
        late = await leases.acquire("fetch:x", 5)
        assert late
        await leases.release(late)
        newer = await leases.acquire("fetch:x", 5)
        assert newer
        await shelves.save("x", Copy(b"new", NOW, NOW), newer, ttl=60)
        with moved("late_answers_total"):
            kept = await shelves.save("x", Copy(b"old", NOW, NOW), late, ttl=60)
        assert kept.body == b"new"
        await shelves.close()
