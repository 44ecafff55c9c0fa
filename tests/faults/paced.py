"""
One process of the product on the simulator's clock, several beside each other.

    python -m tests.faults.paced PORT FPL_URL

It takes mongod, Valkey and the limit from `FPLBANTER_*`, as the product does,
and asks FPL only for what it is asked itself; with `--poll` by itself as well. With
`--edge` the edge stands in front, and uvloop runs it, as `fplbanter up` has it.
"""

import argparse
import asyncio
import signal
from contextlib import AsyncExitStack
from datetime import datetime

import httpx2
import uvloop

from fplbanter.clock import PacedClock
from fplbanter.fpl.upstream import Upstream
from fplbanter.jobs.matchday import MatchdayLoop
from fplbanter.ops.logs import configure_logging
from fplbanter.services.product import Product
from fplbanter.settings import Settings, load_settings
from fplbanter.store.database import connect
from fplbanter.web.app import create_app
from fplbanter.web.edge import at_the_edge
from fplbanter.web.server import listening, serve_until
from fplbanter.wiring.asking import Asking, begin_asking, valkey_at
from fplbanter.wiring.behind import keep_going
from fplbanter.wiring.source import Source

DATABASE = "fplbanter_paced"


async def clock_of(fpl_url: str) -> PacedClock:
    """Set a clock by the simulator's, which keeps its pace."""
    base = fpl_url.removesuffix("/api/")
    async with httpx2.AsyncClient(base_url=base, trust_env=False) as http:
        told = (await http.get("/control/clock")).json()
    return PacedClock(datetime.fromisoformat(told["now"]), told["pace"])


async def product_on(
    stack: AsyncExitStack, settings: Settings, clock: PacedClock
) -> tuple[Product, Asking]:
    """Put the product together as `wiring` does, with nothing of its own to start."""
    assert settings.redis_url
    assert settings.mongo_url
    valkey = await stack.enter_async_context(valkey_at(settings.redis_url, DATABASE))
    store = connect(settings.mongo_url, DATABASE)
    stack.push_async_callback(store.close)
    await store.prepare()
    asking = await begin_asking(stack, Source(settings, clock), valkey, store)
    product = Product.on(
        store,
        Upstream(asking.gateway),
        clock,
        league_max=settings.league_max,
        outages=asking.outages,
    )
    stack.push_async_callback(product.close)
    await product.board.load()
    return product, asking


async def serve(port: int, fpl_url: str, *, poll: bool, edge: bool = False) -> None:
    """Serve until SIGTERM."""
    settings = load_settings(fpl_url=fpl_url, fpl_rate_i_know=True)
    clock = await clock_of(fpl_url)
    stop = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.cancel)
    with listening("127.0.0.1", port) as listener:
        async with AsyncExitStack() as stack:
            product, asking = await product_on(stack, settings, clock)
            if poll:
                keep_going(stack, "Reading FPL", MatchdayLoop(product, clock).run)
            app = create_app(
                product,
                checks={"mongo": product.store.ping},
                fpl_door=asking.door,
                budget=asking.budget.report,
            )
            print("serving", flush=True)
            await serve_until(at_the_edge(app) if edge else app, listener, {stop})


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("fpl_url")
    parser.add_argument("--poll", action="store_true")
    parser.add_argument("--edge", action="store_true")
    given = parser.parse_args()
    configure_logging("INFO")
    run = uvloop.run if given.edge else asyncio.run
    run(serve(given.port, given.fpl_url, poll=given.poll, edge=given.edge))
