"""Running the web application until it is told to stop."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from fplbanter.settings import Settings
from fplbanter.wiring.behind import cancelled
from fplbanter.wiring.demo import FIRST_LEAGUE
from fplbanter.wiring.parts import Running, start
from fplbanter.wiring.plan import Plan
from fplbanter.wiring.stopping import Stop, told_to_stop

if TYPE_CHECKING:
    from fplbanter.clock import Clock
    from fplbanter.services.product import Product

SHORTEST_LIFETIME = 0.1
"""Seconds; below it making answers would cost more than it is worth."""

Say = Callable[[str], None]


async def serve(settings: Settings, plan: Plan, say: Say) -> None:
    """
    Run the web application until it is told to stop, by Ctrl-C or SIGTERM.

    Raises StartupError, whose message has the cure: when it cannot start, and
    when a server that it needs has died.
    """
    from fplbanter.web.server import listening

    with listening(settings.host, settings.port) as listener, told_to_stop() as stop:
        async with AsyncExitStack() as stack:
            starting = asyncio.ensure_future(start(stack, settings, plan))
            await asyncio.wait({starting, stop}, return_when=asyncio.FIRST_COMPLETED)
            if starting.done():
                await _serve(starting.result(), plan, listener, stop, say)
            say("Stopping.")
            await cancelled(starting)


async def _serve(
    running: Running, plan: Plan, listener: socket.socket, stop: Stop, say: Say
) -> None:
    """Serve HTTP until told to stop, or until a server that we need has died."""
    from fplbanter.web.app import create_app
    from fplbanter.web.edge import at_the_edge
    from fplbanter.web.server import address, serve_until

    app = create_app(
        running.product,
        checks=running.checks,
        demo=plan.demo,
        watched=running.settings.metrics,
        fpl_door=running.asking.door,
        trusted=running.settings.proxies,
        budget=running.asking.budget.report,
    )
    edge = at_the_edge(
        app,
        max_bytes=running.settings.edge_mb * 2**20,
        lifetime=_lifetime(running.product.clock),
    )
    death = asyncio.ensure_future(running.services.failed())
    say(_welcome(running.product, plan, address(listener)))
    try:
        await serve_until(edge, listener, {stop, death})
        if death.done():
            death.result()
    finally:
        await edge.aclose()
        await cancelled(death)


def _lifetime(clock: "Clock") -> float:
    """Return for how long an answer is ready: on a demo's quick clock for less."""
    from fplbanter.web.edge import LIFETIME

    return max(SHORTEST_LIFETIME, LIFETIME / clock.pace)


def _welcome(product: "Product", plan: Plan, address: str) -> str:
    lines = [f"FPL Banter is at {address}"]
    if plan.demo:
        lines.append(f"A pretend matchday is on: {address}/l/{FIRST_LEAGUE}")
    if plan.recording is not None:
        board = product.board
        lines.append(f"A recording of {board.season}, gameweek {board.current()}.")
    lines.append("Ctrl-C stops it.")
    return "\n".join(lines)
