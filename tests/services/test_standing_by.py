"""FPL answers with the same bytes as before: nothing is worked out or saved twice."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

import pytest
from tests.pretend import Direct, FollowingClock, client_of

from fplbanter.cluster.lanes import Lane
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.copies import Answered
from fplbanter.fpl.endpoints import Endpoint
from fplbanter.fpl.examined import Examined, examine
from fplbanter.fpl.outages import Outages
from fplbanter.fpl.upstream import Upstream
from fplbanter.game.model import FixtureId
from fplbanter.services.product import Product
from fplbanter.services.season import SeasonReader
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store

pytestmark = pytest.mark.anyio


class Unchanging:
    """A source that knows the bytes it has given before, as the gateway does."""

    def __init__(self, direct: Direct) -> None:
        self._direct = direct
        self._known: dict[str, Examined] = {}

    async def get(
        self,
        endpoint: Endpoint,
        lane: Lane = Lane.PERSON,
        /,
        *,
        since: datetime | None = None,
        **params: int | None,
    ) -> Answered:
        found = await self._direct.get(endpoint, lane, since=since, **params)
        path = Asked.of(endpoint, **params).path
        if path not in self._known:
            self._known[path] = examine(Asked.of(endpoint, **params), found.body)
        return replace(found, body=None, examined=self._known[path])


@pytest.fixture
async def reader(product: Product, simulator: Simulator) -> AsyncIterator[SeasonReader]:
    """Give a reader of the product's that has read everything once."""
    clock = FollowingClock(simulator)
    async with client_of(simulator) as client:
        source = Unchanging(Direct(client, clock, Outages(clock)))
        reader = SeasonReader(
            Upstream(source), product.store, product.board, clock, product.health
        )
        await reader.refresh_season()
        await reader.refresh_fixtures()
        yield reader


async def test_nothing_is_worked_out_again(
    reader: SeasonReader, product: Product, simulator: Simulator, store: Store
) -> None:
    """Only when it was read last is noted, on the board and in the store."""
    board = product.board
    version, snapshot = (
        board.version,
        await board.snapshot(board.started_gameweek(None)),
    )
    simulator.clock.advance(60)
    await reader.refresh_season()
    await reader.refresh_fixtures()
    assert board.version == version
    assert await board.snapshot(board.started_gameweek(None)) is snapshot
    now = product.clock.now()
    assert board.facts.as_of == board.fixtures_as_of == now
    assert await store.seasons.find_newest_mark() == (board.season, now)
    assert await store.fixtures.find_fixtures_mark(board.season) == now


async def test_what_the_store_has_lost_is_saved_again(
    reader: SeasonReader, product: Product, store: Store
) -> None:
    """Though the board stands."""
    season = product.board.season
    await store.fixtures._delete_many({"season": season, "fixture_id": 1})
    await store.seasons._delete_many({})
    await reader.refresh_season()
    await reader.refresh_fixtures()
    stored = await store.fixtures.find_fixtures(season)
    assert stored
    assert FixtureId(1) in {fixture.fixture_id for fixture in stored.fixtures}
    assert await store.seasons.find_season(season) == product.board.facts


async def test_what_another_has_put_on_the_board_is_replaced(
    reader: SeasonReader, product: Product
) -> None:
    """The same bytes are no news only while the board is made of them."""
    board = product.board
    board.set_fixtures((), product.clock.now())
    board.set_season(replace(board.facts, players=board.facts.players[:5]))
    await reader.refresh_season()
    await reader.refresh_fixtures()
    assert len(board.players) > 5
    assert board.fixtures(board.started_gameweek(None))
