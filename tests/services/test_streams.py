"""What a reader of the stream is given first is what REST answers."""

from typing import Any

import httpx2
import pytest
from tests.pretend import fill, standings

from fplbanter.errors import NotFound, Refused, UpstreamWaiting
from fplbanter.game.model import LeagueId
from fplbanter.live.topics import Topic
from fplbanter.services.product import Product
from fplbanter.services.status import StatusDesk
from fplbanter.services.streams import Snapshots, gameweek_change, league_change
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator
from fplbanter.web.app import create_app
from fplbanter.web.stream.texts import body_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def snapshots(product: Product) -> Snapshots:
    """Take snapshots of the product over the pretend FPL."""
    desk = StatusDesk(
        product.outages, product.board, product.season_reader, product.clock, {}
    )
    return Snapshots(product, desk)


async def rest(product: Product, path: str) -> Any:  # noqa: ANN401  Any JSON.
    inside = httpx2.ASGITransport(create_app(product, checks={}))
    async with httpx2.AsyncClient(transport=inside, base_url="http://x.test") as api:
        answer = await api.get(path)
    assert answer.is_success, answer.text
    return answer.json()


async def snapshot(snapshots: Snapshots, topic: str) -> Any:  # noqa: ANN401
    return body_of(await snapshots.of(Topic.parse(topic))).model_dump(mode="json")


async def test_a_league_is_its_table(product: Product, snapshots: Snapshots) -> None:
    """The largest first page there is."""
    await fill(product, 901)
    expected = await rest(product, "/leagues/901/standings?limit=100")
    assert await snapshot(snapshots, "league:901") == expected
    assert len(expected["items"]) == 20


async def test_an_entry_is_its_lineup(product: Product, snapshots: Snapshots) -> None:
    """Of the gameweek that is on."""
    await fill(product, 902)
    entry_id = (await standings(product, 902)).page.items[0].entry_id
    expected = await rest(product, f"/entries/{entry_id}/gameweeks/7")
    assert await snapshot(snapshots, f"entry:{entry_id}") == expected


async def test_a_gameweek_is_where_it_stands_with_its_fixtures(
    product: Product, snapshots: Snapshots
) -> None:
    """Two answers of REST in one."""
    assert await snapshot(snapshots, "gameweek") == {
        "gameweek": await rest(product, "/gameweeks/current"),
        "fixtures": await rest(product, "/gameweeks/7/fixtures?limit=100"),
    }


async def test_the_status_is_the_status(product: Product, snapshots: Snapshots) -> None:
    """But for the time at which it is told."""
    found = await snapshot(snapshots, "status")
    expected = await rest(product, "/status.json")
    assert set(found) == set(expected)
    assert found["upstream"] == expected["upstream"]


async def test_a_job_is_how_far_it_is(product: Product, snapshots: Snapshots) -> None:
    """By the number that a refresh has answered."""
    await fill(product, 902)
    asked = await product.refreshes.ask(LeagueId(902))
    expected = await rest(product, f"/jobs/{asked.job_id}")
    assert await snapshot(snapshots, f"job:{asked.job_id}") == expected
    with pytest.raises(NotFound):
        await snapshots.of(Topic.parse("job:" + "0" * 32))


async def test_what_cannot_be_had_is_said_as_everywhere(
    snapshots: Snapshots, simulator: Simulator
) -> None:
    """A league that FPL has not answered for yet is one to come back for."""
    with pytest.raises(NotFound):
        await snapshots.of(Topic.parse("league:77777"))
    with pytest.raises(Refused):
        await snapshots.of(Topic.parse("league:909"))
    simulator.faults.add(Fault("leagues-classic/903", "slow", left=1, delay=5.0))
    with pytest.raises(UpstreamWaiting):
        await snapshots.of(Topic.parse("league:903"))


async def test_a_change_has_rows_and_fixtures_as_rest_has_them(
    product: Product,
) -> None:
    """One shape for whoever reads both."""
    await fill(product, 902)
    table = await rest(product, "/leagues/902/standings?limit=100")
    shown = await standings(product, 902)
    change = league_change(
        shown.page.items,
        gone=(),
        as_of=shown.freshness.as_of,
        coverage=shown.coverage,
        moments=[{"event_id": "x", "at": shown.freshness.as_of}],
    )
    assert change["rows"] == table["items"]
    assert change["as_of"] == table["as_of"]
    assert change["coverage"] == table["coverage"]
    assert change["moments"][0]["at"] == table["as_of"]
    matches = await product.fixtures()
    expected = await rest(product, "/gameweeks/7/fixtures?limit=100")
    assert gameweek_change(matches.page.items)["fixtures"] == expected["items"]
