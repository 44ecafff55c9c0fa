"""The product over the pretend FPL, in one process: for tests that need it whole."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Self

import httpx2

from fplbanter.clock import Clock
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.local_budget import Budget
from fplbanter.cluster.spender import Spender
from fplbanter.errors import UpstreamError
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.bodies import parse
from fplbanter.fpl.client import FPLClient
from fplbanter.fpl.copies import Answered
from fplbanter.fpl.endpoints import Endpoint
from fplbanter.fpl.outages import Outages
from fplbanter.fpl.upstream import Upstream
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.services.answers import Standings
from fplbanter.services.product import Product
from fplbanter.simulator.app import build_app
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store
from fplbanter.store.fixtures import StoredFixtures
from fplbanter.store.live import StoredLive
from fplbanter.store.seasons import SeasonFacts

BASE_URL = "http://simulator/api/"


class FollowingClock:
    """A clock that stands wherever the simulator's is put."""

    pace = 1.0

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def now(self) -> datetime:
        return self._simulator.clock.now()

    def elapsed(self) -> float:
        return self.now().timestamp()

    async def sleep(self, seconds: float) -> None:
        until = self.elapsed() + seconds
        while self.elapsed() < until:
            await asyncio.sleep(0.005)


class Direct:
    """FPL asked anew for everything: a source that keeps nothing."""

    def __init__(
        self, client: FPLClient, clock: Clock, outages: Outages | None = None
    ) -> None:
        self._client = client
        self._clock = clock
        self._outages = outages or Outages(clock)

    async def get(
        self,
        endpoint: Endpoint,
        lane: Lane = Lane.PERSON,
        /,
        *,
        since: datetime | None = None,  # noqa: ARG002  Everything is as of now.
        **params: int | None,
    ) -> Answered:
        asked = Asked.of(endpoint, **params)
        try:
            fetched = await self._client.fetch(
                endpoint, lane, known=None, began=None, once=False, **params
            )
            body = parse(fetched.body or b"", is_list=endpoint.is_list)
        except UpstreamError as error:
            await self._outages.failed(asked, error)
            raise
        await self._outages.answered(asked)
        return Answered(body, self._clock.now())


def client_of(
    simulator: Simulator, budget: Spender | None = None, *, total_timeout: float = 8.0
) -> FPLClient:
    """Ask the simulator with the real client: no socket, no pauses."""
    return FPLClient(
        BASE_URL,
        budget or Budget(per_second=10_000, per_minute=1_000_000),
        total_timeout=total_timeout,
        retry_pause=lambda: 0.0,
        transport=httpx2.ASGITransport(build_app(simulator, control=True)),
    )


@asynccontextmanager
async def product_on(
    store: Store,
    simulator: Simulator,
    *,
    league_max: int = 2_000,
    total_timeout: float = 8.0,
) -> AsyncIterator[Product]:
    """Run a product that knows only what its store knows; nothing is fetched."""
    clock = FollowingClock(simulator)
    outages = Outages(clock, book=store.outages)
    async with client_of(simulator, total_timeout=total_timeout) as client:
        product = Product.on(
            store,
            Upstream(Direct(client, clock, outages)),
            clock,
            league_max=league_max,
            outages=outages,
        )
        await product.board.load()
        try:
            yield product
        finally:
            await product.close()
            await outages.aclose()


async def read_season(product: Product, gameweek: Gameweek | None = None) -> None:
    """Have the season, its fixtures and the current gameweek's points read."""
    reader = product.season_reader
    await reader.refresh_season()
    await reader.refresh_fixtures()
    wanted = gameweek or product.board.current()
    if wanted is not None:
        await reader.refresh_live(wanted)


@dataclass(frozen=True, slots=True)
class Reading:
    """A season as it was read once, so that not every test reads it anew."""

    facts: SeasonFacts
    fixtures: StoredFixtures
    live: StoredLive

    @classmethod
    async def of(cls, product: Product) -> Self:
        """Take what a product has just read, of its current gameweek."""
        season, current = product.board.season, product.board.started_gameweek(None)
        fixtures = await product.store.fixtures.find_fixtures(season)
        live = await product.store.live.find_live(season, current)
        assert fixtures
        assert live
        return cls(product.board.facts, fixtures, live)

    async def give(self, product: Product) -> None:
        """Have a product know it as if it had read it itself."""
        board, store, season = product.board, product.store, self.facts.season
        as_of = self.fixtures.as_of
        await store.seasons.save_season(self.facts)
        await store.fixtures.save_fixtures(season, self.fixtures.fixtures, as_of)
        await store.live.save_live(season, self.live)
        board.set_season(self.facts)
        board.set_fixtures(self.fixtures.fixtures, as_of)
        board.set_live(self.live)


async def standings(
    product: Product,
    league_id: int,
    *,
    gameweek: int | None = None,
    month_id: int | None = None,
    skip: int = 0,
    limit: int = 5_000,
) -> Standings:
    """Look at a league's table, all of it; FPL must have answered by now."""
    found = await product.standings(
        LeagueId(league_id),
        gameweek=None if gameweek is None else Gameweek(gameweek),
        month_id=month_id,
        skip=skip,
        limit=limit,
    )
    assert isinstance(found, Standings), found
    return found


async def fill(product: Product, league_id: int, gameweek: int | None = None) -> None:
    """Have a league looked at and read whole: all members, all their line-ups."""
    await product.desk.look(LeagueId(league_id))
    wanted = product.board.started_gameweek(
        None if gameweek is None else Gameweek(gameweek)
    )
    await product.intakes.run(LeagueId(league_id), wanted)


def asked(simulator: Simulator, beginning: str = "") -> list[str]:
    """List the paths below /api/ that were asked for since the last `forget`."""
    paths = [arrival.path.removeprefix("/api/") for arrival in simulator.arrivals]
    return [path for path in paths if path.startswith(beginning)]


def forget(simulator: Simulator) -> None:
    """Forget what was asked so far."""
    simulator.arrivals.clear()
