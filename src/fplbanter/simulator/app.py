"""The simulator as an ASGI app."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fplbanter.simulator.answers import Answer, throttled
from fplbanter.simulator.aside import Aside, AtOnce
from fplbanter.simulator.sending import to_response
from fplbanter.simulator.simulator import Simulator


def build_app(
    simulator: Simulator, *, control: bool = False, aside: Aside | None = None
) -> Starlette:
    """
    Return an app that serves /api/...; with `control` also /control/...

    The control door is for tests and the demo only. `aside` is where answers are
    made: at once, unless said otherwise.
    """
    aside = aside or AtOnce()
    handler = _api(simulator, aside)
    routes = [Route("/api/{path:path}", handler, methods=["GET", "HEAD"])]
    if control:
        from fplbanter.simulator.control import control_routes

        routes += control_routes(simulator, aside)
    return Starlette(routes=routes)


def _api(
    simulator: Simulator, aside: Aside
) -> Callable[[Request], Awaitable[Response]]:
    """Return the handler of all of FPL's paths."""

    async def handle(request: Request) -> Response:
        # Before anything else: what comes next may take its time.
        at, target = time.monotonic(), _target(request)
        arrival, wait = simulator.arrived(at, target)
        if wait is None:
            answer = await aside(lambda: _answer(simulator, request))
        else:
            answer = throttled(wait)
        arrival.status = answer.status
        if answer.delay:
            await asyncio.sleep(answer.delay)
        return to_response(answer)

    return handle


def _target(request: Request) -> str:
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path


def _answer(simulator: Simulator, request: Request) -> Answer:
    """Return the simulator's answer, or a 304 where validators are offered."""
    answer = simulator.answer(request.url.path, dict(request.query_params))
    if simulator.validators is None:
        return answer
    now = simulator.clock.now()
    return simulator.validators.meet(_target(request), request.headers, answer, now)
