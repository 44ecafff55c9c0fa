"""What one process reads, the others have: told in Valkey, looked for in the store."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from tests.pretend import forget, product_on

from fplbanter.cluster.connection import Valkey, connect
from fplbanter.cluster.lanes import Lane
from fplbanter.game.model import EntryId, Gameweek, LeagueId, Phase
from fplbanter.ops.embedded import Services
from fplbanter.services.following import Following
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio

SEVEN = Gameweek(7)
NEVER = 3600.0
NOBODY = "redis://127.0.0.1:1"


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so():
            await asyncio.sleep(0.01)


class Two:
    """A process that reads FPL, and one that only serves."""

    def __init__(self, reader: Product, server: Product, valkey: Valkey) -> None:
        self.reader, self.server, self.valkey = reader, server, valkey


@asynccontextmanager
async def two(
    product: Product,
    simulator: Simulator,
    url: str,
    *,
    look: float = NEVER,
    deaf: float = NEVER,
) -> AsyncIterator[Two]:
    """Give both; the one that serves hears of what the other reads."""
    prefix = f"{product.store.database.name}:"
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(product_on(product.store, simulator))
        door = await stack.enter_async_context(connect(url, prefix=prefix))
        other = await stack.enter_async_context(connect(url, prefix=prefix))
        heard = Following(server, other, look=look, deaf=deaf)
        await stack.enter_async_context(Following(product, door, look=NEVER))
        await stack.enter_async_context(heard)
        if url != NOBODY:
            await until(lambda: heard._subscriber.listens)
        forget(simulator)
        yield Two(product, server, door)


async def test_season_fixtures_and_points_are_taken_up_at_once(
    product: Product, simulator: Simulator, services: Services
) -> None:
    """By word of Valkey alone: the next look would be in an hour."""
    async with two(product, simulator, services.redis_url) as both:
        before = await both.server.board.snapshot(SEVEN)
        simulator.move_to(7, "settled")
        await both.reader.season_reader.refresh_season()
        await both.reader.season_reader.refresh_fixtures()
        await both.reader.season_reader.refresh_live(SEVEN)
        board = both.server.board
        await until(lambda: board.live_as_of(SEVEN) != before.as_of)
        await until(lambda: board.phase(SEVEN) is Phase.FINAL)
        after = await board.snapshot(SEVEN)
        assert after.final
        assert after.stats == (await both.reader.board.snapshot(SEVEN)).stats


async def test_points_nobody_had_read_are_taken_up_as_well(
    product: Product, simulator: Simulator, services: Services
) -> None:
    """That there were none is in memory too, and gives way."""
    await product.store.live.clear()
    async with two(product, simulator, services.redis_url) as both:
        assert (await both.server.board.snapshot(SEVEN)).as_of is None
        await both.reader.season_reader.refresh_live(SEVEN)
        await until(lambda: both.server.board.live_as_of(SEVEN) is not None)


async def test_without_valkey_the_marks_are_looked_at(
    product: Product, simulator: Simulator
) -> None:
    """Every so often, whether there is news or not."""
    async with two(product, simulator, NOBODY, look=0.05) as both:
        before = await both.server.board.snapshot(SEVEN)
        simulator.move_to(7, "over")
        await both.reader.season_reader.refresh_live(SEVEN)
        await until(lambda: both.server.board.live_as_of(SEVEN) != before.as_of)


async def test_nothing_new_changes_nothing_and_asks_fpl_nothing(
    product: Product, simulator: Simulator
) -> None:
    """However often it is looked: the version stays, so no table is built again."""
    async with two(product, simulator, NOBODY, look=0.01) as both:
        await both.server.board.snapshot(SEVEN)
        version = both.server.board.version
        changes = both.server.entry_reader.changes.count
        await asyncio.gather(
            *(both.server.store.seasons.find_newest_mark() for _ in range(50))
        )
        assert both.server.board.version == version
        assert both.server.entry_reader.changes.count == changes


async def test_line_ups_of_another_process_are_in_the_table(
    product: Product, simulator: Simulator, services: Services
) -> None:
    """Those who are named are read anew from the store, and nobody else."""
    league_id = LeagueId(906)
    await product.standings(league_id)
    await product.intakes.run(league_id, SEVEN)
    async with two(product, simulator, services.redis_url) as both:
        server, changes = both.server, both.server.entry_reader.changes
        league = await server.store.leagues.find_league(server.board.season, league_id)
        assert league
        before = (await server.tables.table(league, SEVEN, None)).roster
        entry_id, count = before.members[0].entry_id, changes.count
        await both.reader.entry_reader.read_lineup(entry_id, SEVEN, Lane.PERSON)
        await until(lambda: changes.count > count)
        assert changes.since(count) == frozenset({entry_id})
        after = (await server.tables.table(league, SEVEN, None)).roster
        assert after.version > before.version
        assert after.members[1] is before.members[1]
        assert after.members[0] is not before.members[0]


async def test_the_day_s_status_goes_round_once(
    product: Product, simulator: Simulator, services: Services
) -> None:
    """Who takes it up tells nobody again."""
    async with two(product, simulator, services.redis_url) as both:
        await until(lambda: both.server.season_reader.day_status is not None)
        simulator.move_to(7, "over")
        told: list[object] = []
        both.server.season_reader.tell = told.append
        read = await both.reader.season_reader.refresh_day_status()
        await until(lambda: both.server.season_reader.day_status == read)
        assert told == []


@pytest.mark.parametrize(
    "words",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b'{"by": 1}',
        b'{"by": "x", "parts": 3, "entries": []}',
        b'{"by": "x", "parts": [], "entries": ["many"]}',
    ],
)
async def test_what_is_not_understood_may_have_been_about_anybody(
    product: Product, simulator: Simulator, services: Services, words: bytes
) -> None:
    """A newer version's word, or nonsense: nothing breaks, all is looked for."""
    async with two(product, simulator, services.redis_url) as both:
        changes = both.server.entry_reader.changes
        count = changes.count
        await both.valkey.call("PUBLISH", both.valkey.key("read"), words)
        await until(lambda: changes.count > count)
        assert changes.since(count) is None


async def test_who_hears_nothing_for_long_takes_line_ups_for_out_of_date(
    product: Product, simulator: Simulator
) -> None:
    """While Valkey is away nobody says whose were read."""
    async with two(product, simulator, NOBODY, look=0.01, deaf=0.05) as both:
        changes = both.server.entry_reader.changes
        count = changes.count
        await until(lambda: changes.count > count)
        assert changes.since(count) is None


async def test_many_entries_are_told_in_several_messages(
    product: Product, simulator: Simulator, services: Services
) -> None:
    """None is longer than it needs to be, and nobody is left out."""
    ids = [EntryId(n) for n in range(1, 1_201)]
    async with two(product, simulator, services.redis_url) as both:
        changes = both.server.entry_reader.changes
        count = changes.count
        for entry_id in ids:
            both.reader.entry_reader.changes.note(entry_id)
        await until(lambda: changes.count >= count + len(ids))
        assert changes.since(count) == frozenset(ids)
