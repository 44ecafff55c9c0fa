"""A change pushes what it moves out of the edge of every process."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx2
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from fplbanter.cluster.connection import connect
from fplbanter.live.hub import Hub
from fplbanter.live.publishing import Publisher
from fplbanter.ops.embedded import Services
from fplbanter.store.database import Store
from fplbanter.web.edge import Edge, at_the_edge

pytestmark = pytest.mark.anyio

TABLE, OTHER = "/leagues/900/standings", "/leagues/901/standings"


class Counting:
    """An application that says how often it was asked for a path."""

    def __init__(self) -> None:
        self.asked: dict[str, int] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = Request(scope).url.path
        self.asked[path] = self.asked.get(path, 0) + 1
        await JSONResponse({"asked": self.asked[path]})(scope, receive, send)


class House:
    """One process: an edge that hears of changes by its own hub."""

    def __init__(self, edge: Edge, client: httpx2.AsyncClient) -> None:
        self.edge, self._client = edge, client
        self.heard: asyncio.Queue[str] = asyncio.Queue()

    async def count(self, path: str) -> int:
        answer = await self._client.get(path)
        found: int = answer.json()["asked"]
        return found


@asynccontextmanager
async def house(store: Store, services: Services, name: str) -> AsyncIterator[House]:
    """Run a process whose answers would be kept for an hour."""
    edge = at_the_edge(Counting(), lifetime=3600.0)
    inside = httpx2.ASGITransport(edge)
    async with (
        connect(services.redis_url, prefix=f"{name}:") as valkey,
        Hub(store.changes, valkey) as hub,
        httpx2.AsyncClient(transport=inside, base_url="http://banter") as client,
    ):
        here = House(edge, client)
        ends: list[Callable[[], None]] = [
            hub.on_news(edge.push_out),
            hub.on_news(here.heard.put_nowait),
        ]
        yield here
        for end in ends:
            end()
        await edge.aclose()


async def test_a_change_is_seen_in_every_process(
    store: Store, services: Services, request: pytest.FixtureRequest
) -> None:
    """What it moves is made anew in both, and nothing else is."""
    await store.changes.prepare()
    name = f"edge-{id(request)}"
    async with (
        house(store, services, name) as one,
        house(store, services, name) as two,
        connect(services.redis_url, prefix=f"{name}:") as valkey,
    ):
        publisher = Publisher(store.changes, valkey)
        for each in (one, two):
            # Until it hears, a change may come too early for it. Some of these
            # words come late: they must not move what is counted.
            while each.heard.empty():
                await publisher.refresh(["league:902"])
                await asyncio.sleep(0.01)
            assert [await each.count(TABLE) for _ in range(3)] == [1, 1, 1]
            assert await each.count(OTHER) == 1
        await publisher.publish("league:900", {"rows": []}, source="tick:1")
        for each in (one, two):
            async with asyncio.timeout(10):
                while await each.heard.get() != "league:900":
                    pass
            assert await each.count(TABLE) == 2
            assert await each.count(OTHER) == 1
        await publisher.refresh(["gameweek"])
        for each in (one, two):
            async with asyncio.timeout(10):
                while await each.heard.get() != "gameweek":
                    pass
            assert [await each.count(TABLE), await each.count(OTHER)] == [3, 2]
