"""A port of a process's own, at which Prometheus hears how it goes."""

import asyncio
import logging
import socket
from contextlib import AsyncExitStack
from typing import Final

from fplbanter.errors import StartupError
from fplbanter.settings import PORTS_FOR_METRICS, Settings

log = logging.getLogger(__name__)

PATH: Final = "/metrics"


async def tell_prometheus(
    stack: AsyncExitStack, settings: Settings, command: str
) -> None:
    """
    Have this process tell of itself at a port of its own, if there is to be one.

    It takes the first that is free from `metrics_port` on, so that all processes of
    a machine may have the same settings. Where none is, it goes on without, and the
    log says so. `command` is what it was begun as, a label of the metric `build`.
    """
    from fplbanter.wiring.mirrors import name_build

    name_build(command)
    if settings.metrics and settings.metrics_port is not None:
        listener = _listener(stack, settings, settings.metrics_port)
        if listener is not None:
            await _serve(stack, listener)


def _listener(
    stack: AsyncExitStack, settings: Settings, first: int
) -> socket.socket | None:
    """Hold the first free port until the stack ends."""
    from fplbanter.web.server import address, listening

    ports = range(first, first + PORTS_FOR_METRICS)
    for port in ports:
        try:
            listener = stack.enter_context(listening(settings.host, port))
        except StartupError:
            continue
        log.info("Metrics are at %s%s", address(listener), PATH)
        return listener
    log.error(
        "Nobody can read this process's metrics: no port from %d to %d can be had.",
        ports[0],
        ports[-1],
    )
    return None


async def _serve(stack: AsyncExitStack, listener: socket.socket) -> None:
    """Answer Prometheus until the stack ends."""
    from fastapi import FastAPI

    from fplbanter.web.rest import metrics
    from fplbanter.web.server import serve_until

    app = FastAPI(openapi_url=None)
    app.include_router(metrics.router)
    stop = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(serve_until(app, listener, {stop}))

    async def end() -> None:
        stop.set_result(None)
        await serving

    stack.push_async_callback(end)
