"""What the door `/fpl/` gives and refuses moves the metrics, and makes few series."""

import random

import httpx2
import pytest
from tests.fpl.gateway.house import House, Process
from tests.metered import moved, sample, series
from tests.pretend import FollowingClock
from tests.web.gateway.gate import Gate

from fplbanter.cluster.allowance import Allowance
from fplbanter.fpl.endpoints import ENDPOINTS
from fplbanter.services.fpl_door import COUNTED_AS, FPLDoor
from fplbanter.web.gateway.door import GatewayDoor
from fplbanter.web.gateway.packed import Packer
from fplbanter.web.head import HeadAsGet
from fplbanter.web.request_id import RequestId
from fplbanter.web.watching import Watching

pytestmark = pytest.mark.anyio

MOST_SERIES = 200


@pytest.mark.parametrize(
    ("method", "path", "reason"),
    [
        ("GET", "no/such/thing/", "path"),
        ("GET", "event/7/live/?secret=1", "query"),
        ("POST", "event/7/live/", "method"),
        ("GET", "entry/2147483647/", "fpl"),
    ],
)
async def test_a_refusal_is_counted_by_its_reason(
    gate: Gate, method: str, path: str, reason: str
) -> None:
    """A word of a table, never what was asked."""
    with moved("gateway_refusals_total", reason=reason):
        await gate.api.request(method, f"/fpl/{path}")


async def test_packed_bodies_are_counted(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As bytes that are held; and those that made room for others."""
    await gate.get("event/7/live/")
    assert sample("packed_bytes") > 1_000
    monkeypatch.setattr(gate.packer, "_max_bytes", 1)
    with moved("packed_evictions_total"):
        await gate.get("fixtures/")


async def test_nobody_can_make_up_series_at_the_door(
    house: House, process: Process
) -> None:
    """Every endpoint, and whatever else is asked there: fewer than two hundred."""
    allowance = Allowance(process.valkey, COUNTED_AS, 10_000)
    door = FPLDoor(process.gateway, allowance, FollowingClock(house.simulator))

    async def behind(*_: object) -> None:
        raise AssertionError("nothing else is asked")

    inner = GatewayDoor(behind, door=door, packer=Packer())
    inside = httpx2.ASGITransport(RequestId(Watching(HeadAsGet(inner))))
    dice, before = random.Random(7), series()
    async with httpx2.AsyncClient(transport=inside, base_url="http://x.test") as api:
        for _ in range(300):
            await api.request(*odd_request(dice))
    assert series() - before < MOST_SERIES


def odd_request(dice: random.Random) -> tuple[str, str]:
    """Return a question that may be FPL's, or nearly."""
    method = dice.choice(["GET", "GET", "GET", "HEAD", "POST", "BREW"])
    path = dice.choice(list(ENDPOINTS.values())).template
    while "{" in path:
        head, _, rest = path.partition("{")
        path = (
            head + dice.choice(["1", "7", "901", "x", "%2e"]) + rest.partition("}")[2]
        )
    junk = "".join(dice.choices("abz019-._~/%2f?=&;", k=dice.randint(0, 5)))
    return method, f"/fpl/{path}{junk}"
