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
from fplbanter.wiring.scraped import tell_prometheus
from fplbanter.wiring.stopping import Say, Stop, told_to_stop, until

if TYPE_CHECKING:
    from fplbanter.clock import Clock
    from fplbanter.services.product import Product
    from fplbanter.web.edge import Edge
    from fplbanter.web.stream import Stream

SHORTEST_LIFETIME = 0.1
"""Seconds; below it making answers would cost more than it is worth."""


async def serve(settings: Settings, plan: Plan, say: Say) -> None:
    """
    Run the web application until it is told to stop, by Ctrl-C or SIGTERM.

    Raises StartupError, whose message has the cure: when it cannot start, and
    when a server that it needs has died.
    """
    from fplbanter.web.server import address, listening

    with listening(settings.host, settings.port) as listener, told_to_stop() as stop:

        async def then(running: Running) -> None:
            words = _welcome(running.product, plan, address(listener))
            await serve_app(running, plan, listener, stop, lambda: say(words))

        async def begin(stack: AsyncExitStack) -> Running:
            await tell_prometheus(stack, settings, "demo" if plan.demo else "up")
            return await start(stack, settings, plan)

        await until(stop, begin, then, say)


async def serve_app(
    running: Running,
    plan: Plan,
    listener: socket.socket,
    stop: Stop,
    serving: Callable[[], None],
    *,
    drain: float = 0.0,
) -> None:
    """
    Serve HTTP until told to stop, or until a server that we need has died.

    `serving` is called first; `drain` is what `serve_until` says of it.
    """
    from fplbanter.web.app import create_app
    from fplbanter.web.edge import at_the_edge
    from fplbanter.web.server import serve_until

    app = create_app(
        running.product,
        checks=running.checks,
        demo=plan.demo,
        watched=running.settings.metrics and running.settings.metrics_port is None,
        fpl_door=running.asking.door,
        trusted=running.settings.proxies,
        budget=running.asking.budget.report,
        stream=(stream := _stream(running)),
    )
    edge = at_the_edge(
        app,
        max_bytes=running.settings.edge_mb * 2**20,
        lifetime=_lifetime(running.product.clock),
    )
    ends = _push_out(running, edge)
    death = asyncio.ensure_future(running.services.failed())
    serving()
    try:
        await serve_until(edge, listener, {stop, death}, stream=stream, drain=drain)
        if death.done():
            death.result()
    finally:
        for end in ends:
            end()
        await edge.aclose()
        await cancelled(death)


def _stream(running: Running) -> "Stream":
    """Build the doors for who listens."""
    from fplbanter.services.status import StatusDesk
    from fplbanter.services.streams import Snapshots
    from fplbanter.web.stream import Limits, build_stream

    product, settings = running.product, running.settings
    desk = StatusDesk(
        product.outages,
        product.board,
        product.season_reader,
        product.clock,
        running.checks,
        running.asking.budget.report,
    )
    return build_stream(
        running.telling.hub,
        Snapshots(product, desk),
        Limits.of(settings),
        trusted=settings.proxies,
    )


def _push_out(running: Running, edge: "Edge") -> list[Callable[[], None]]:
    """Have ready answers made anew by what changes; return what ends that."""
    hub = running.telling.hub

    def moved() -> None:
        edge.push_out("gameweek")

    # The announcement may come before the board has caught up: both push out. So
    # does having been deaf: nearly everything is of the gameweek.
    running.product.board.on_change(moved)
    return [hub.on_news(edge.push_out), hub.on_missed(moved)]


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
