"""The worker: inside `up` and `demo`, or alone as `fplbanter work`."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final

from fplbanter.errors import StartupError
from fplbanter.settings import Settings
from fplbanter.wiring.asking import begin_asking, valkey_at
from fplbanter.wiring.behind import cancelled
from fplbanter.wiring.looking import sockets_in_use
from fplbanter.wiring.parts import build_product, open_store, watch
from fplbanter.wiring.plan import Plan, data_directory, database_name
from fplbanter.wiring.source import source
from fplbanter.wiring.stopping import told_to_stop

if TYPE_CHECKING:
    from fplbanter.ops.embedded import Services
    from fplbanter.services.product import Product

NOTHING_RUNS: Final = (
    "There is nothing here to work for: start `fplbanter up` first, or set "
    "FPLBANTER_MONGO_URL and FPLBANTER_REDIS_URL to the servers that it uses."
)


async def begin_working(
    stack: AsyncExitStack, product: "Product", url: str, name: str
) -> None:
    """Have the product's jobs handed over and done, until the stack ends."""
    from fplbanter.cluster.queue import Queue
    from fplbanter.jobs.worker import working
    from fplbanter.services.job_kinds import PLACES

    lines = {
        track: await stack.enter_async_context(
            Queue(url, f"{name}:jobs:{track}", at_once=places)
        )
        for track, places in PLACES.items()
    }
    product.refreshes.use(lines)
    await stack.enter_async_context(working(product, lines))


async def work(settings: Settings, plan: Plan, say: Callable[[str], None]) -> None:
    """
    Work for the FPL Banter of a plan until told to stop, by Ctrl-C or SIGTERM.

    Raises StartupError, whose message has the cure.
    """
    with told_to_stop() as stop:
        async with AsyncExitStack() as stack:
            starting = asyncio.ensure_future(_start(stack, settings, plan))
            await asyncio.wait({starting, stop}, return_when=asyncio.FIRST_COMPLETED)
            if starting.done():
                starting.result()
                say("Working. Ctrl-C stops it.")
                await stop
            say("Stopping.")
            await cancelled(starting)


async def _start(stack: AsyncExitStack, settings: Settings, plan: Plan) -> None:
    from fplbanter.ops.open_files import allow_open_files

    allow_open_files()
    servers, name = _servers(settings, plan), database_name(settings, plan)
    valkey = await stack.enter_async_context(valkey_at(servers.redis_url, name))
    store = await open_store(stack, settings, plan, servers.mongo_url)
    found = await source(stack, settings, plan, data_directory(settings, plan))
    asking = await begin_asking(stack, found, valkey, store)
    product = await build_product(stack, found, store, asking)
    watch(stack, product, asking)
    await begin_working(stack, product, servers.redis_url, name)


def _servers(settings: Settings, plan: Plan) -> "Services":
    """Return the servers that are set, else those of an `up` that runs here."""
    from fplbanter.ops import mongod, valkey
    from fplbanter.ops.embedded import Services

    mongo_url, redis_url = settings.mongo_url, settings.redis_url
    directory = data_directory(settings, plan)
    if mongo_url is None and (folder := sockets_in_use(directory, mongod.SOCKET)):
        mongo_url = mongod.url(folder)
    if redis_url is None and (folder := sockets_in_use(directory, valkey.SOCKET)):
        redis_url = valkey.url(folder)
    if mongo_url is None or redis_url is None:
        raise StartupError(NOTHING_RUNS)
    return Services(mongo_url, redis_url)
