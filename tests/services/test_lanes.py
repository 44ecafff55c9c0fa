"""How urgently FPL is asked for line-ups: most just after they were set."""

from datetime import datetime

import pytest
from tests.pretend import Direct, FollowingClock, client_of

from fplbanter.cluster.lanes import Lane
from fplbanter.fpl import endpoints
from fplbanter.fpl.copies import Answered
from fplbanter.fpl.endpoints import Endpoint
from fplbanter.fpl.upstream import Upstream
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store

pytestmark = pytest.mark.anyio

PALS = LeagueId(902)


class Noting(Direct):
    """FPL, and how urgently it was asked for picks."""

    lanes: set[Lane]

    async def get(
        self,
        endpoint: Endpoint,
        lane: Lane = Lane.PERSON,
        /,
        *,
        since: datetime | None = None,
        **params: int | None,
    ) -> Answered:
        if endpoint is endpoints.PICKS:
            self.lanes.add(lane)
        return await super().get(endpoint, lane, since=since, **params)


@pytest.mark.parametrize(
    ("stage", "lane"), [("picks", Lane.DEADLINE), ("live", Lane.BACKFILL)]
)
async def test_line_ups_that_were_just_set_go_before_what_can_wait(
    store: Store, simulator: Simulator, stage: str, lane: Lane
) -> None:
    """In the hour after a deadline; during the matches people come first."""
    simulator.move_to(8, stage)
    clock = FollowingClock(simulator)
    async with client_of(simulator) as client:
        source = Noting(client, clock)
        source.lanes = set()
        product = Product.on(store, Upstream(source), clock, league_max=2_000)
        await product.season_reader.refresh_season()
        await product.season_reader.refresh_fixtures()
        await product.desk.look(PALS)
        await product.intakes.run(PALS, Gameweek(8))
        await product.close()
    assert source.lanes == {lane}
