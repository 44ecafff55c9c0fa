"""The door `/fpl/` over a whole gateway and the pretend FPL, asked without a socket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_network

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from tests.fpl.gateway.house import House, Process
from tests.pretend import FollowingClock, asked, forget

from fplbanter.clock import Clock
from fplbanter.cluster.allowance import Allowance
from fplbanter.services.fpl_door import COUNTED_AS, FPLDoor
from fplbanter.simulator.simulator import Simulator
from fplbanter.web.gateway.door import GatewayDoor
from fplbanter.web.gateway.packed import Packer
from fplbanter.web.head import HeadAsGet
from fplbanter.web.request_id import RequestId

PROXY = "10.0.0.1"
STRANGER = "192.0.2.7"
PLAIN = {"Accept-Encoding": "identity"}


async def elsewhere(_: Request) -> PlainTextResponse:
    """Be what stands behind the door."""
    return PlainTextResponse("elsewhere", 418)


@dataclass(frozen=True, slots=True)
class Untroubled:
    """A product of which only the time is asked."""

    clock: Clock

    def notice(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Gate:
    """The door, what is behind it, and a way to ask it."""

    simulator: Simulator
    process: Process
    api: httpx2.AsyncClient
    packer: Packer
    app: Starlette

    async def begin(self) -> None:
        """Have the season known, matches being played, and nobody asked anything."""
        for path in ("bootstrap-static/", "fixtures/"):
            assert (await self.get(path)).status_code == 200
        forget(self.simulator)

    async def get(self, path: str, **headers: str) -> httpx2.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.api.get(f"/fpl/{path}", headers=PLAIN | named)

    def asked(self, beginning: str = "") -> list[str]:
        return asked(self.simulator, beginning)


@asynccontextmanager
async def gate_on(
    house: House, process: Process, *, limit: int = 30, peer: str = PROXY
) -> AsyncIterator[Gate]:
    """Open a door on one process of an installation."""
    clock, packer = FollowingClock(house.simulator), Packer()
    door = FPLDoor(process.gateway, Allowance(process.valkey, COUNTED_AS, limit), clock)
    app = Starlette(routes=[Route("/{path:path}", elsewhere)])
    app.state.product = Untroubled(clock)
    trusted = (ip_network(PROXY),)
    app.add_middleware(GatewayDoor, door=door, trusted=trusted, packer=packer)
    app.add_middleware(HeadAsGet)
    app.add_middleware(RequestId)
    inside = httpx2.ASGITransport(app, client=(peer, 4711))
    async with httpx2.AsyncClient(
        transport=inside, base_url="http://banter.test"
    ) as api:
        yield Gate(house.simulator, process, api, packer, app)
