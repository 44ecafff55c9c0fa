"""Readers of the stream, and what they listen to: a real server on a real port."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

from fastapi import FastAPI
from tests.web.pages import examples
from tests.web.pages.product import StillProduct
from websockets.asyncio.client import ClientConnection, connect

from fplbanter.errors import NotFound
from fplbanter.game.model import Phase
from fplbanter.live.hub import Hub
from fplbanter.live.topics import Topic, TopicKind
from fplbanter.services.answers import GameweekAnswer
from fplbanter.services.product import Product
from fplbanter.services.status import StatusDesk
from fplbanter.services.streams import Answer, GameweekNow, Snapshots
from fplbanter.web.deadline import Deadline
from fplbanter.web.head import HeadAsGet
from fplbanter.web.problems import install_problems
from fplbanter.web.server import address, listening, serve_until
from fplbanter.web.stream import Limits, Stream, build_stream
from fplbanter.web.watching import Watching

LEAGUE = "league:900"
ENTRY = "entry:900003"
WEEK = GameweekAnswer(
    season=examples.SEASON,
    gameweek=examples.GAMEWEEK,
    name="Gameweek 7",
    phase=Phase.LIVE,
    deadline=examples.NOW,
    average=41,
    highest=None,
    fixtures=10,
    fixtures_over=3,
    fixtures_playing=5,
    next_deadline=None,
    days=(),
    freshness=examples.FRESH,
)


class StillSnapshots(Snapshots):
    """Snapshots of a product that stands still; jobs it has none."""

    def __init__(self, product: StillProduct) -> None:
        super().__init__(cast("Product", product), cast("StatusDesk", product))
        self.made = 0

    async def of(self, topic: Topic) -> Answer:
        self.made += 1
        if topic.kind is TopicKind.JOB:
            raise NotFound("There is no such job, or it ended long ago.")
        if topic.kind is TopicKind.GAMEWEEK:
            return GameweekNow(WEEK, examples.FIXTURES)
        return await super().of(topic)


@dataclass(frozen=True, slots=True)
class Running:
    """A server with a stream, and how to stop it."""

    url: str
    stream: Stream
    snapshots: StillSnapshots
    stop: asyncio.Future[None]
    serving: asyncio.Task[None]

    @property
    def ws(self) -> str:
        return self.url.replace("http", "ws", 1) + "/ws"

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def connect(self, **options: Any) -> connect:  # noqa: ANN401  The library's own.
        options.setdefault("compression", None)
        options.setdefault("proxy", None)
        return connect(self.ws, **options)

    async def end(self) -> None:
        if not self.stop.done():
            self.stop.set_result(None)
        await self.serving


def with_stream(app: FastAPI, stream: Stream, product: StillProduct) -> FastAPI:
    """Give an application the stream, and all that is around it."""
    app.state.product = product
    app.state.stream = stream
    install_problems(app)
    app.add_middleware(Deadline)
    app.add_middleware(HeadAsGet)
    app.add_middleware(Watching)
    app.router.routes.extend(stream.routes)
    return app


@asynccontextmanager
async def running(
    hub: Hub,
    limits: Limits | None = None,
    *,
    port: int = 0,
    product: StillProduct | None = None,
    app: FastAPI | None = None,
) -> AsyncIterator[Running]:
    """Serve the stream for as long as the block lasts, on an `app` if there is one."""
    product = product or StillProduct()
    snapshots = StillSnapshots(product)
    stream = build_stream(hub, snapshots, limits or Limits())
    stop = asyncio.get_running_loop().create_future()
    with listening("127.0.0.1", port) as listener:
        app = with_stream(app or FastAPI(openapi_url=None), stream, product)
        serving = asyncio.create_task(serve_until(app, listener, {stop}, stream=stream))
        here = Running(address(listener), stream, snapshots, stop, serving)
        try:
            yield here
        finally:
            await here.end()


async def heard(reader: ClientConnection, kind: str | None = None) -> dict[str, Any]:
    """Wait for the next message, which must be of a kind."""
    async with asyncio.timeout(20):
        message: dict[str, Any] = json.loads(await reader.recv())
    assert kind in (None, message["type"]), str(message)[:300]
    return message


async def say(reader: ClientConnection, **frame: object) -> None:
    await reader.send(json.dumps(frame))


async def follow(reader: ClientConnection, topic: str = LEAGUE, **more: object) -> None:
    """Follow a topic, and wait until that has been done."""
    await say(reader, type="follow", topic=topic, **more)


async def answered(reader: ClientConnection) -> list[dict[str, Any]]:
    """Return all that is said before the answer to a ping."""
    await say(reader, type="ping")
    said = []
    while (message := await heard(reader))["type"] != "pong":
        said.append(message)
    return said


def news(number: int, size: int = 0) -> Mapping[str, Any]:
    """Return a change's data, as large as somebody wants it."""
    return {"rows": [], "gone": [number], "filling": "x" * size}
