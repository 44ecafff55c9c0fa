"""MongoDB goes away: what was seen last is told again, and nothing new."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.faults.toxic_proxy import ToxicProxy, Toxics
from tests.services.banter.conftest import Copy, at
from tests.services.banter.seasons import PALS, banter
from tests.services.test_store_down import stored_behind

from fplbanter.banter.verdict import Scope
from fplbanter.errors import StoreUnavailable
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.ops.embedded import Services
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio

LEAGUE = LeagueId(PALS)
Look = Callable[[Product], Awaitable[object]]


@pytest.fixture
async def behind(
    services: Services, simulator: Simulator, copy: Copy
) -> AsyncIterator[tuple[Product, ToxicProxy]]:
    """Give the judged league on a database that can be taken away."""
    socket = services.mongo_url.removeprefix("mongodb://").partition("/")[0]
    async with (
        ToxicProxy(Path(unquote(socket))) as proxy,
        stored_behind(proxy) as store,
        at(store, simulator, copy) as product,
    ):
        yield product, proxy
        await proxy.become(Toxics())
        async with asyncio.timeout(20):
            while not await answers(product):
                await asyncio.sleep(0.02)


async def answers(product: Product) -> bool:
    """Say whether the database is back."""
    try:
        await product.store.ping()
    except StoreUnavailable:
        return False
    return True


def season(product: Product) -> Awaitable[object]:
    return banter(product, PALS, scope=Scope.SEASON)


LOOKS: dict[str, Look] = {
    "league": lambda product: banter(product, PALS),
    "season": season,
    "stat": lambda product: product.banter.stat(LEAGUE, "benched_beast"),
    "hall": lambda product: product.banter.hall(LEAGUE),
    "documents": lambda product: product.banter.documents(sort="sheep"),
}


@pytest.mark.parametrize("toxics", [Toxics(refuse=True)], ids=["gone"])
async def test_what_was_seen_last_is_told_again(
    behind: tuple[Product, ToxicProxy], toxics: Toxics
) -> None:
    """Word for word; what nobody has seen in this process is not there."""
    product, proxy = behind
    before = {name: await look(product) for name, look in LOOKS.items()}
    await proxy.become(toxics)

    for name, look in LOOKS.items():
        assert await look(product) == before[name], name
    with pytest.raises(StoreUnavailable):
        await product.banter.league(LEAGUE, gameweek=Gameweek(1))
    with pytest.raises(StoreUnavailable):
        await product.banter.documents(sort="wooden_spoon")
