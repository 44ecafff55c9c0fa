"""Leagues that FPL does not show: a clear no, nothing stored, not asked again."""

from typing import Any

import pytest
from pymongo.asynchronous.database import AsyncDatabase
from tests.pretend import asked, forget, standings

from fplbanter.errors import NotFound, Refused, UpstreamDown, UpstreamError
from fplbanter.game.model import LeagueId
from fplbanter.services.product import Product
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio

UNKNOWN = 999
PRIVATE = 909


async def stored_of_leagues(database: AsyncDatabase[dict[str, Any]]) -> int:
    names = ("leagues", "members", "intakes", "matches", "entries", "results")
    return sum([await database[name].count_documents({}) for name in names])


@pytest.mark.parametrize(
    ("league_id", "error", "requests"), [(UNKNOWN, NotFound, 2), (PRIVATE, Refused, 1)]
)
async def test_fpls_no_is_passed_on_and_remembered(
    product: Product,
    simulator: Simulator,
    database: AsyncDatabase[dict[str, Any]],
    league_id: int,
    error: type[Exception],
    requests: int,
) -> None:
    """A league that does not exist, or is not shown, leaves nothing behind."""
    for _ in range(5):
        with pytest.raises(error):
            await standings(product, league_id)
    assert len(asked(simulator)) == requests
    assert await stored_of_leagues(database) == 0
    with pytest.raises(error):
        await product.progress(LeagueId(league_id))


async def test_fpls_no_is_forgotten_after_ten_minutes(
    product: Product, simulator: Simulator
) -> None:
    """Somebody may make that league any time."""
    with pytest.raises(NotFound):
        await standings(product, UNKNOWN)
    forget(simulator)
    simulator.clock.advance(601)
    with pytest.raises(NotFound):
        await standings(product, UNKNOWN)
    assert len(asked(simulator)) == 2


@pytest.mark.parametrize(
    "kind",
    ["html", "json_string", "updating", "truncated", "empty", "changed", "blocked"],
)
async def test_a_league_that_comes_broken_is_not_stored(
    product: Product,
    simulator: Simulator,
    database: AsyncDatabase[dict[str, Any]],
    kind: str,
) -> None:
    """FPL's trouble is named; once it is over the league is there."""
    simulator.faults.add(Fault("leagues", kind))
    with pytest.raises(UpstreamError) as trouble:
        await standings(product, 901)
    assert await stored_of_leagues(database) == 0
    progress = await product.progress(LeagueId(901))
    assert (progress.state, progress.reason) == ("failed", trouble.value.kind)
    simulator.faults.clear()
    simulator.clock.advance(6)
    assert (await standings(product, 901)).coverage.members == 20


async def test_reloading_does_not_hammer_an_fpl_that_is_down(
    product: Product, simulator: Simulator
) -> None:
    """A failed first look is repeated after five seconds, not at every click."""
    simulator.faults.add(Fault("leagues", "status", status=503))
    for _ in range(10):
        with pytest.raises(UpstreamDown):
            await standings(product, 901)
    assert len(asked(simulator)) == 2
