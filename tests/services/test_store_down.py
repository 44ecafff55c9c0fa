"""While MongoDB is frozen or gone, what was seen a moment ago is still served."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

import httpx2
import pytest
from tests.faults.toxic_proxy import ToxicProxy, Toxics
from tests.pretend import asked, fill, forget, product_on, read_season, standings

from fplbanter.errors import StoreUnavailable
from fplbanter.game.model import EntryId, LeagueId
from fplbanter.ops.embedded import Services
from fplbanter.services import memory
from fplbanter.services.answers import Freshness
from fplbanter.services.memory import Memory
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store, connect
from fplbanter.web.app import create_app

pytestmark = pytest.mark.anyio

LEAGUE = 902
FROZEN, GONE = Toxics(blackhole=True), Toxics(refuse=True)


@dataclass(frozen=True, slots=True)
class House:
    """The product, its doors, and what stands before its database."""

    product: Product
    simulator: Simulator
    proxy: ToxicProxy
    http: httpx2.AsyncClient
    paths: tuple[str, ...]

    async def look(self) -> tuple[list[int], float]:
        """Ask for everything at once; return the statuses and the longest wait."""
        begun = time.monotonic()
        async with asyncio.timeout(20):
            answers = await asyncio.gather(*(self.http.get(p) for p in self.paths))
        return [each.status_code for each in answers], time.monotonic() - begun

    async def recover(self) -> float:
        """Have the database back; return after how many seconds it is used again."""
        await self.proxy.become(Toxics())
        begun = time.monotonic()
        async with asyncio.timeout(20):
            while True:
                try:
                    await self.product.store.ping()
                except StoreUnavailable:
                    await asyncio.sleep(0.02)
                else:
                    return time.monotonic() - begun


@pytest.fixture(scope="module")
async def whole_house(services: Services) -> AsyncIterator[House]:
    """Run the application on a database that a proxy can freeze."""
    socket = services.mongo_url.removeprefix("mongodb://").partition("/")[0]
    simulator = Simulator(26)
    simulator.move_to(7, "live")
    async with (
        ToxicProxy(Path(unquote(socket))) as proxy,
        stored_behind(proxy) as store,
        product_on(store, simulator) as product,
    ):
        await read_season(product)
        await fill(product, LEAGUE)
        entry_id = (await standings(product, LEAGUE)).page.items[0].entry_id
        inside = httpx2.ASGITransport(create_app(product, checks={}))
        async with httpx2.AsyncClient(transport=inside, base_url="http://x") as http:
            yield House(product, simulator, proxy, http, paths_of(entry_id))


@pytest.fixture
async def house(whole_house: House) -> AsyncIterator[House]:
    """Lend the application out: all is warm and well, FPL was asked nothing."""
    assert set((await whole_house.look())[0]) == {200}
    forget(whole_house.simulator)
    yield whole_house
    await whole_house.recover()


@asynccontextmanager
async def stored_behind(proxy: ToxicProxy) -> AsyncIterator[Store]:
    """Open a store of our own through the proxy; it is dropped at the end."""
    url = f"mongodb://127.0.0.1:{proxy.port}/?directConnection=true"
    store = connect(url, f"test_{uuid4().hex}")
    await store.prepare()
    yield store
    await store.database.client.drop_database(store.database.name)
    await store.close()


def paths_of(entry_id: EntryId | None) -> tuple[str, ...]:
    """List what people look at most."""
    return (
        "/",
        "/api/data",
        f"/l/{LEAGUE}",
        f"/l/{LEAGUE}/table",
        f"/m/{entry_id}",
        f"/leagues/{LEAGUE}",
        f"/leagues/{LEAGUE}/standings",
        f"/leagues/{LEAGUE}/captains",
        f"/leagues/{LEAGUE}/progress",
        f"/entries/{entry_id}",
        f"/entries/{entry_id}/gameweeks/7",
        "/gameweeks/current",
        "/players",
    )


@pytest.mark.parametrize("toxics", [FROZEN, GONE], ids=["frozen", "gone"])
async def test_what_was_seen_is_served_while_the_database_is_away(
    house: House, toxics: Toxics
) -> None:
    """The first look waits a little, the next ones do not; FPL is not asked."""
    await house.proxy.become(toxics)

    first, waited = await house.look()
    again, waited_again = await house.look()

    assert (set(first), set(again)) == ({200}, {200})
    # Generous: what is promised is measured in tests/faults.
    assert waited < 5.0
    assert waited_again < waited + 1.0
    assert asked(house.simulator) == []
    assert await house.recover() < 10.0
    assert set((await house.look())[0]) == {200}


async def test_what_was_never_seen_is_503_and_costs_fpl_nothing(house: House) -> None:
    """Without its database the product does not ask FPL for what it may well have."""
    await house.proxy.become(GONE)

    for path in ("/leagues/901/standings", "/entries/777", "/leagues/901/progress"):
        async with asyncio.timeout(20):
            answer = await house.http.get(path)
        assert answer.status_code == 503
        assert answer.json()["type"] in ("/problems/store-down", "/problems/too-slow")
        assert int(answer.headers["Retry-After"]) <= 15
    assert asked(house.simulator) == []


async def test_live_points_move_on_while_the_database_is_away(house: House) -> None:
    """What FPL says is shown at once, and saved when it is read the next time."""
    product, season = house.product, house.product.board.season
    before = (await standings(product, LEAGUE)).freshness.as_of
    await house.proxy.become(GONE)
    house.simulator.clock.advance(600)
    gameweek = product.board.started_gameweek(None)

    with pytest.raises(StoreUnavailable):
        await product.season_reader.refresh_live(gameweek)
    after = (await standings(product, LEAGUE)).freshness.as_of

    assert before is not None
    assert after is not None
    assert after > before
    await house.recover()
    await product.season_reader.refresh_live(gameweek)
    stored = await product.store.live.find_live(season, gameweek)
    assert stored is not None
    assert stored.as_of >= after


async def test_a_league_is_read_on_when_the_database_is_back(house: House) -> None:
    """An intake that could not save begins again at the next look, not later."""
    product, league_id = house.product, LeagueId(901)
    await product.desk.look(league_id)
    gameweek = product.board.started_gameweek(None)
    await house.proxy.become(GONE)
    product.intakes.start(league_id, gameweek)
    while product.intakes.are_running:
        await asyncio.sleep(0.01)
    await house.recover()

    product.intakes.start(league_id, gameweek)
    while product.intakes.are_running:
        await asyncio.sleep(0.01)
    assert (await standings(product, league_id)).coverage.is_complete


class Reading:
    """Something that is read; how it goes is for the test to say."""

    def __init__(self) -> None:
        self.value: str | None = "first"
        self.error: Exception | None = None
        self.waits: asyncio.Event | None = None
        self.reads = 0

    async def find(self) -> str | None:
        self.reads += 1
        if self.waits is not None:
            await self.waits.wait()
        if self.error is not None:
            raise self.error
        return self.value


class Seconds:
    """Monotonic seconds that pass when they are told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


async def test_every_look_reads_anew_while_the_store_answers() -> None:
    """The memory is no cache: it has no life of its own."""
    read, kept = Reading(), Memory()
    assert await kept.read("k", read.find) == "first"
    read.value = "second"
    assert await kept.read("k", read.find) == "second"
    read.value = None
    assert await kept.read("k", read.find) is None
    assert read.reads == 3
    read.error = StoreUnavailable("away")
    with pytest.raises(StoreUnavailable):
        await kept.read("k", read.find)


async def test_however_many_look_at_once_it_is_read_once() -> None:
    """A thousand readers of one league are one question to the database."""
    read, kept = Reading(), Memory()
    found = await asyncio.gather(*(kept.read("k", read.find) for _ in range(1_000)))
    assert (set(found), read.reads) == ({"first"}, 1)


async def test_one_waits_for_a_slow_store_and_the_others_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is known is shown; the late reading is there for the next look."""
    monkeypatch.setattr(memory, "PATIENCE", 0.02)
    seconds = Seconds()
    read, kept = Reading(), Memory(seconds)
    await kept.read("k", read.find)
    read.value, read.waits = "second", asyncio.Event()

    assert await kept.read("k", read.find) == "first"
    assert kept._patience() == memory.HASTE
    read.waits.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert await kept.read("k", read.find) == "second"
    seconds.now += memory.HASTE_FOR
    assert kept._patience() == memory.PATIENCE


async def test_only_an_old_reading_makes_an_answer_stale() -> None:
    """A freeze of seconds changes nothing; after a minute the answer says so."""
    seconds = Seconds()
    read, kept = Reading(), Memory(seconds)
    fresh, down = Freshness(None), Freshness(None, stale=True, reason="down")
    await kept.read("k", read.find)
    read.error = StoreUnavailable("away")
    seconds.now += memory.OLD_AFTER
    assert await kept.read("k", read.find) == "first"
    assert kept.marked(fresh, "k") == fresh
    seconds.now += 1
    assert kept.marked(fresh, "k") == Freshness(None, stale=True, reason="database")
    assert kept.marked(down, "k") == down
    assert kept.marked(fresh, "never read") == fresh


async def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """And numbers that somebody tries take no room at all."""
    monkeypatch.setattr(memory, "KEPT", 3)
    read, kept = Reading(), Memory()
    for number in range(10):
        await kept.read(number, read.find)
    read.value = None
    for number in range(100, 200):
        await kept.read(number, read.find)
    assert [n for n in range(200) if n in kept._kept] == [7, 8, 9]
