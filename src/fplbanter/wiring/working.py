"""The worker: inside `up` and `demo`, or alone as `fplbanter work`."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final

from fplbanter.errors import StartupError
from fplbanter.settings import Settings
from fplbanter.wiring.looking import sockets_in_use
from fplbanter.wiring.parts import join
from fplbanter.wiring.plan import Plan, data_directory
from fplbanter.wiring.scraped import tell_prometheus
from fplbanter.wiring.stopping import Say, told_to_stop, until

if TYPE_CHECKING:
    from fplbanter.cluster.queue import Queue
    from fplbanter.ops.embedded import Services
    from fplbanter.services.job_kinds import Track
    from fplbanter.services.product import Product

NOTHING_RUNS: Final = (
    "There is nothing here to work for: start `fplbanter up` first, or set "
    "FPLBANTER_MONGO_URL and FPLBANTER_REDIS_URL to the servers that it uses."
)


async def hand_over(
    stack: AsyncExitStack, product: "Product", url: str, name: str
) -> "Mapping[Track, Queue]":
    """Have the product's jobs handed over to workers, until the stack ends."""
    from fplbanter.cluster.queue import Queue
    from fplbanter.services.job_kinds import PLACES

    lines = {
        track: await stack.enter_async_context(
            Queue(url, f"{name}:jobs:{track}", at_once=places)
        )
        for track, places in PLACES.items()
    }
    product.refreshes.use(lines)
    return lines


async def begin_working(
    stack: AsyncExitStack, product: "Product", url: str, name: str
) -> None:
    """Have the product's jobs handed over and done, until the stack ends."""
    from fplbanter.jobs.worker import working

    lines = await hand_over(stack, product, url, name)
    await stack.enter_async_context(working(product, lines))


async def work(settings: Settings, plan: Plan, say: Say) -> None:
    """
    Work for the FPL Banter of a plan until told to stop, by Ctrl-C or SIGTERM.

    Raises StartupError, whose message has the cure.
    """

    async def start(stack: AsyncExitStack) -> None:
        await tell_prometheus(stack, settings, "work")
        servers = _servers(settings, plan)
        joined = await join(stack, settings, plan, servers)
        product = joined.running.product
        await begin_working(stack, product, servers.redis_url, joined.name)

    with told_to_stop() as stop:

        async def then(_: None) -> None:
            say("Working. Ctrl-C stops it.")
            await stop

        await until(stop, start, then, say)


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
