"""FPL's outages are known to all processes, recorded once, and two lines in the log."""

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from tests.cluster.conftest import breakable_valkey

from fplbanter.clock import FrozenClock
from fplbanter.cluster.connection import Valkey, connect
from fplbanter.errors import (
    UpstreamBusy,
    UpstreamChanged,
    UpstreamDown,
    UpstreamError,
    UpstreamForbidden,
    UpstreamNotFound,
    UpstreamUpdating,
    UpstreamWaiting,
)
from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.endpoints import Group
from fplbanter.fpl.outages import Outages
from fplbanter.ops import metrics
from fplbanter.ops.embedded import Services
from fplbanter.store.database import Store
from fplbanter.store.database import connect as store_at
from fplbanter.store.outages import Outage

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 10, 10, 15, tzinfo=UTC)
SEASON = Asked.of(endpoints.SEASON)
LIVE = Asked.of(endpoints.LIVE, gw=7)
PICKS = Asked.of(endpoints.PICKS, entry_id=1, gw=7)
UPDATING = UpstreamUpdating("closed")

Lines = Callable[[], list[tuple[str, str]]]


class QuickClock(FrozenClock):
    """A clock of a demo: its seconds are short."""

    pace = 10.0


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOW)


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Lines:
    """Give what is logged about FPL so far: level and sentence."""
    caplog.set_level(logging.INFO, "fplbanter.fpl")
    return lambda: [
        (record.levelname, record.getMessage())
        for record in caplog.records
        if record.getMessage().startswith("FPL ")
    ]


@pytest.fixture
async def four(
    services: Services, store: Store, clock: FrozenClock
) -> AsyncIterator[list[Outages]]:
    """Give what four processes of one installation know."""
    prefix = f"test-{uuid4().hex}:"
    async with AsyncExitStack() as stack:
        doors = [
            await stack.enter_async_context(connect(services.redis_url, prefix=prefix))
            for _ in range(4)
        ]
        yield [Outages(clock, door, store.outages) for door in doors]
        await doors[0].call("DEL", doors[0].key("outages"))


async def settle(processes: list[Outages]) -> None:
    for process in processes:
        await process.settle()


async def recorded(process: Outages) -> tuple[Outage, ...]:
    return await process.recent(NOW - timedelta(days=7), 10)


def told(lines: Lines) -> list[str]:
    return [level for level, _ in lines()]


async def test_an_outage_is_two_lines_and_one_record_for_all(
    four: list[Outages], clock: FrozenClock, lines: Lines
) -> None:
    """However many processes find out, at the same moment, in whatever parts."""
    await asyncio.gather(
        *(p.failed(asked, UPDATING, 60.0) for p in four for asked in (SEASON, LIVE))
    )
    await settle(four)
    clock.move_to(NOW + timedelta(minutes=9))
    await asyncio.gather(*(p.answered(SEASON) for p in four))
    await settle(four)
    assert told(lines) == ["WARNING"]
    await asyncio.gather(*(p.answered(LIVE) for p in four))
    await settle(four)
    assert told(lines) == ["WARNING", "INFO"]
    went, came = (sentence for _, sentence in lines())
    assert went.endswith(" (updating): closed")
    assert came == "FPL answers again, after 9 min (updating)"
    (outage,) = await recorded(four[0])
    assert (outage.began_at, outage.ended_at) == (NOW, clock.now())
    assert (outage.kind, outage.kinds) == ("updating", ("updating",))


async def test_a_process_that_asks_nothing_learns_of_it(four: list[Outages]) -> None:
    """It shows pages as well."""
    await four[0].failed(LIVE, UPDATING, 60.0)
    assert four[3].trouble() is None
    await four[3].refresh()
    found = four[3].trouble()
    assert found
    assert (found.kind, found.since) == ("updating", NOW)
    assert found.next_try == NOW + timedelta(seconds=60)
    assert four[3].trouble(Group.MATCHDAY) == found
    assert four[3].trouble(Group.SEASON, Group.LEAGUE) is None
    assert {g.group: g.trouble and g.trouble.kind for g in four[3].groups()} == {
        Group.SEASON: None,
        Group.MATCHDAY: "updating",
        Group.ENTRY: None,
        Group.LEAGUE: None,
    }


async def test_failures_of_several_processes_are_in_a_row(four: list[Outages]) -> None:
    """And another's answer in between means that they are not."""
    await four[0].answered(LIVE)
    await four[1].failed(LIVE, UpstreamDown("lost"))
    await four[2].answered(LIVE)
    await four[1].failed(LIVE, UpstreamDown("lost"))
    assert four[1].trouble() is None
    assert four[1].doubt(endpoints.LIVE)
    await four[3].failed(LIVE, UpstreamDown("lost"))
    assert four[3].trouble()


async def test_another_kind_is_in_the_record_and_no_line(
    four: list[Outages], lines: Lines
) -> None:
    """The most telling of them names the outage."""
    await four[0].failed(SEASON, UpstreamBusy("429", retry_after=30.0))
    await settle(four)
    await four[1].failed(LIVE, UPDATING)
    await settle(four)
    assert told(lines) == ["WARNING"]
    (outage,) = await recorded(four[2])
    assert outage.kinds == ("busy", "updating")
    assert outage.kind == "updating"
    assert outage.ended_at is None


@pytest.mark.parametrize(
    "error", [UpstreamNotFound("none"), UpstreamForbidden("log in")]
)
async def test_a_no_is_an_answer(clock: FrozenClock, error: UpstreamError) -> None:
    """FPL that says 404 is well."""
    outages = Outages(clock)
    await outages.failed(LIVE, UPDATING)
    await outages.failed(LIVE, error)
    assert outages.trouble() is None
    assert outages.answered_at == NOW


async def test_that_somebody_would_not_wait_is_neither(clock: FrozenClock) -> None:
    """It says nothing about FPL."""
    outages = Outages(clock)
    await outages.failed(LIVE, UpstreamWaiting("asked"))
    assert outages.trouble() is None
    assert outages.answered_at is None


async def test_what_only_other_tools_ask_for_is_no_outage_of_ours(
    clock: FrozenClock,
) -> None:
    """A page of ours would say that FPL is away, with all its numbers fresh."""
    outages = Outages(clock)
    extra = next(e for e in endpoints.ENDPOINTS.values() if e.group.value not in ours())
    for _ in range(3):
        await outages.failed(Asked(extra), UPDATING)
    assert outages.trouble() is None


def ours() -> set[str]:
    return {"season", "matchday", "entry", "league"}


async def test_seconds_until_the_next_try_are_real_ones() -> None:
    """On a demo's clock more time passes until then."""
    outages = Outages(QuickClock(NOW))
    await outages.failed(LIVE, UPDATING, 6.0)
    found = outages.trouble()
    assert found
    assert found.next_try == NOW + timedelta(seconds=60)


async def test_the_metrics_tell_of_it(four: list[Outages]) -> None:
    """Each process says what it knows; the outage itself is counted once."""
    counted = metrics.UPSTREAM_OUTAGES.labels(kind="updating")._value.get
    before = counted()
    state = metrics.UPSTREAM_STATE.labels(kind="updating")._value.get
    await asyncio.gather(*(p.failed(LIVE, UPDATING) for p in four))
    await settle(four)
    assert (state(), counted() - before) == (1, 1)
    await four[0].answered(LIVE)
    assert state() == 0


async def test_an_answer_refused_by_its_reader_is_not_mended_by_another_fetch(
    clock: FrozenClock,
) -> None:
    """Else FPL would go and come with each reading, and the log with it."""
    outages = Outages(clock)
    await outages.answered(LIVE)
    await outages.refused(endpoints.LIVE, UpstreamChanged("strangers", field="x"))
    await outages.answered(LIVE)
    assert outages.trouble()
    await outages.accepted(endpoints.LIVE)
    assert outages.trouble() is None


# -- without Valkey, without MongoDB -------------------------------------------


async def test_while_valkey_is_gone_each_finds_out_and_one_logs(
    store: Store, clock: FrozenClock, lines: Lines
) -> None:
    """MongoDB says who was first; what one knew alone is told when Valkey is back."""
    with tempfile.TemporaryDirectory(prefix="fplbanter-test-") as directory:
        async with breakable_valkey(Path(directory)) as broken:
            a, b = connect(broken.url, rest=0.0), connect(broken.url, rest=0.0)
            processes = [Outages(clock, door, store.outages) for door in (a, b)]
            await processes[0].answered(LIVE)
            broken.freeze()
            for process in processes:
                await process.failed(LIVE, UPDATING)
                assert process.trouble()
            await settle(processes)
            assert told(lines) == ["WARNING"]
            broken.thaw()
            await _answering(a)
            await _answering(b)
            await processes[0].answered(LIVE)
            await processes[1].refresh()
            await settle(processes)
            assert processes[1].trouble() is None
            assert told(lines) == ["WARNING", "INFO"]
            assert len(await recorded(processes[0])) == 1
            for door in (a, b):
                await door.aclose()


async def _answering(door: Valkey) -> None:
    """Wait until Valkey has worked off what it was sent while it was frozen."""
    async with asyncio.timeout(5):
        while True:
            try:
                await door.ping()
            except Exception:  # noqa: BLE001 - whatever it is, it is not well yet
                await asyncio.sleep(0.02)
            else:
                return


async def test_a_flushed_valkey_does_not_begin_it_anew(
    four: list[Outages], services: Services, clock: FrozenClock, lines: Lines
) -> None:
    """Whoever knew of the outage tells the others."""
    await four[0].failed(LIVE, UPDATING)
    await four[1].refresh()
    await settle(four)
    shared = four[0]._shared
    assert shared
    async with connect(services.redis_url, prefix="") as door:
        await door.call("DEL", shared._key)
    clock.move_to(NOW + timedelta(minutes=1))
    await four[1].failed(LIVE, UPDATING)
    await four[2].refresh()
    await settle(four)
    found = four[2].trouble()
    assert found
    assert found.since == NOW
    assert told(lines) == ["WARNING"]


async def test_a_database_that_is_gone_delays_nobody_and_is_told_later(
    services: Services, clock: FrozenClock, lines: Lines
) -> None:
    """The lines are logged all the same, once in each process."""
    nowhere = store_at("mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=50", "x")
    there = store_at(services.mongo_url, f"test_{uuid4().hex}")
    outages = Outages(clock, None, nowhere.outages)
    await outages.failed(LIVE, UPDATING)
    await outages.settle()
    clock.move_to(NOW + timedelta(minutes=3))
    await outages.answered(LIVE)
    await outages.settle()
    assert told(lines) == ["WARNING", "INFO"]
    outages._record._book = outages._book = there.outages
    await outages.refresh()
    (outage,) = await recorded(outages)
    assert (outage.began_at, outage.ended_at) == (NOW, clock.now())
    await there.database.drop_collection("outages")
    for store in (nowhere, there):
        await store.close()


async def test_what_a_process_did_not_live_to_end_is_ended(
    store: Store, clock: FrozenClock
) -> None:
    """It is over when somebody last knew of it."""
    await Outages(clock, book=store.outages).failed(LIVE, UPDATING)
    dead = Outages(clock, book=store.outages)
    await dead.failed(LIVE, UPDATING)
    await dead.settle()
    clock.move_to(NOW + timedelta(days=1))
    alive = Outages(clock, book=store.outages)
    await alive.answered(LIVE)
    await alive.refresh()
    (outage,) = await recorded(alive)
    assert outage.ended_at == NOW
