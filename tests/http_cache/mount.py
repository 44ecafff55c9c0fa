"""The cache behind a port: an ASGI application, served by uvicorn as the product is."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from tests.http_cache.cache import Cache
from tests.http_cache.origin import Origin

from fplbanter.fpl.http_caching.fields import Fields
from fplbanter.fpl.http_caching.messages import Request, Response
from fplbanter.web.server import listening

_LARGEST: Final = 2**20


def application(cache: Cache) -> ASGIApp:
    """Return the ASGI application of a cache."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        request = _request(scope)
        host = request.fields.first("host") or "localhost"
        body = await _body(receive)
        response = await cache.answer(request, body, home=f"http://{host}")
        await _send(response, send)

    return app


@asynccontextmanager
async def mounted(origin_url: str) -> AsyncIterator[str]:
    """Run a mount in front of an origin; give its address."""
    origin = Origin(origin_url)
    cache = Cache(origin)
    try:
        async with serving(application(cache)) as base:
            yield base
    finally:
        await cache.aclose()
        await origin.aclose()


@asynccontextmanager
async def serving(app: ASGIApp) -> AsyncIterator[str]:
    """Serve an application on a free port of loopback; give its address."""
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        access_log=False,
        # Both are the origin's to say.
        date_header=False,
        server_header=False,
        timeout_graceful_shutdown=2,
        # As nginx. The tests pause for up to 6 seconds, and a connection that is
        # closed while it is used again would fail whatever test comes next.
        timeout_keep_alive=75,
    )
    with listening("127.0.0.1", 0) as listener:
        server = _Server(config)
        running = asyncio.create_task(server.serve([listener]))
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running


class _Server(uvicorn.Server):
    """A server that leaves signals to whoever started it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _request(scope: Scope) -> Request:
    query = scope["query_string"].decode("latin-1")
    path = scope["raw_path"].decode("latin-1")
    lines = ((n.decode("latin-1"), v.decode("latin-1")) for n, v in scope["headers"])
    target = f"{path}?{query}" if query else path
    return Request(scope["method"], target, Fields.of(lines))


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    more = True
    while more and len(body) <= _LARGEST:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)


async def _send(response: Response, send: Send) -> None:
    headers = [
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in response.fields
    ]
    await send(
        {
            "type": "http.response.start",
            "status": response.status,
            "headers": headers,
        }
    )
    await send({"type": "http.response.body", "body": response.body})
