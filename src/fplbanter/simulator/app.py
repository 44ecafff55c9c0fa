"""The simulator as an ASGI app."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fplbanter.simulator.answers import Answer
from fplbanter.simulator.simulator import Arrival, Simulator


def build_app(simulator: Simulator, *, control: bool = False) -> Starlette:
    """
    Return an app that serves /api/...; with `control` also /control/...

    The control door is for tests and the demo only.
    """
    routes = [Route("/api/{path:path}", _api(simulator), methods=["GET", "HEAD"])]
    if control:
        from fplbanter.simulator.control import control_routes

        routes += control_routes(simulator)
    return Starlette(routes=routes)


def _api(simulator: Simulator) -> Callable[[Request], Awaitable[Response]]:
    """Return the handler of all of FPL's paths."""

    async def handle(request: Request) -> Response:
        path, query = request.url.path, dict(request.query_params)
        answer = simulator.answer(path, query)
        target = f"{path}?{request.url.query}" if request.url.query else path
        simulator.requests += 1
        simulator.arrivals.append(Arrival(time.monotonic(), target, answer.status))
        if answer.delay:
            await asyncio.sleep(answer.delay)
        return to_response(answer)

    return handle


def to_response(answer: Answer) -> Response:
    """Return the transport's form of an answer."""
    headers = dict(answer.headers)
    return Response(answer.body, answer.status, headers, media_type=answer.content_type)
