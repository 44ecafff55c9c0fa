"""The product and what it stands on, each part started and stopped in turn."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fplbanter.errors import StartupError
from fplbanter.settings import Settings
from fplbanter.wiring.behind import keep_going, run_behind
from fplbanter.wiring.demo import fill_behind, fill_first
from fplbanter.wiring.plan import Plan, data_directory, database_name
from fplbanter.wiring.source import Source, source

if TYPE_CHECKING:
    from fplbanter.ops.embedded import Services
    from fplbanter.services.product import Product
    from fplbanter.store.database import Store

REDIS_SECONDS = 0.2

Check = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Running:
    """The product as it runs, what `/readyz` asks, and who may die under it."""

    product: "Product"
    checks: Mapping[str, Check]
    services: "Services"


@asynccontextmanager
async def running_product(settings: Settings, plan: Plan) -> AsyncIterator["Product"]:
    """Run the product without its doors, for a command that asks it something."""
    async with AsyncExitStack() as stack:
        yield (await start(stack, settings, plan, read_first=True)).product


async def start(
    stack: AsyncExitStack, settings: Settings, plan: Plan, *, read_first: bool = False
) -> Running:
    """
    Start everything that the product needs, and the product itself.

    With `read_first` FPL has been asked once before anybody can ask us; without
    it only what is near by, a recording or the simulator, is waited for.
    """
    from fplbanter.ops.embedded import embedded

    directory = data_directory(settings, plan)
    services = await stack.enter_async_context(
        embedded(directory, mongo_url=settings.mongo_url, redis_url=settings.redis_url)
    )
    ping = await stack.enter_async_context(_valkey(services.redis_url))
    store = await _store(stack, settings, plan, services.mongo_url)
    found = await source(stack, settings, plan, directory)
    product = await _product(stack, found, store)
    near = plan.demo or plan.recording is not None
    await _begin_reading(stack, product, plan, wait=near or read_first)
    checks = {"mongo": store.ping, "valkey": ping}
    children = (*services.children, *found.children)
    return Running(product, checks, replace(services, children=children))


async def _store(
    stack: AsyncExitStack, settings: Settings, plan: Plan, url: str
) -> "Store":
    """Open the database of a plan, ready to be used."""
    from fplbanter.store.database import connect

    store = connect(url, database_name(settings, plan))
    stack.push_async_callback(store.close)
    await store.prepare()
    if plan.demo:
        # The simulator begins anew each time, and so must what is known of it.
        await store.clear()
    return store


async def _product(stack: AsyncExitStack, found: Source, store: "Store") -> "Product":
    """Build the product on its upstream, with what the store knows."""
    from fplbanter.cluster.local_budget import Budget
    from fplbanter.fpl.client import FPLClient
    from fplbanter.fpl.upstream import Upstream
    from fplbanter.services.product import Product

    settings = found.settings
    client = await stack.enter_async_context(
        FPLClient(
            settings.fpl_url,
            Budget(settings.fpl_rate, settings.per_minute),
            total_timeout=settings.fpl_timeout,
            max_bytes=settings.fpl_max_bytes,
        )
    )
    product = Product.on(
        store,
        Upstream(client),
        found.clock,
        league_max=settings.league_max,
        pinned=found.pinned,
    )
    stack.push_async_callback(product.close)
    await product.board.load()
    return product


async def _begin_reading(
    stack: AsyncExitStack, product: "Product", plan: Plan, *, wait: bool
) -> None:
    """Read FPL again and again, behind; `wait` until it has been read once."""
    from fplbanter.jobs.poller import Poller

    poller = Poller(product, product.clock)
    if wait:
        await poller.look()
    if plan.demo:
        await fill_first(product)
        run_behind(stack, "Filling the demo", fill_behind(product))
    if plan.recording is None:
        keep_going(stack, "Reading FPL", poller.run)


@asynccontextmanager
async def _valkey(url: str) -> AsyncIterator[Check]:
    """Hold a connection to Valkey; gives the question whether it answers."""
    from redis.asyncio import Redis

    try:
        client = Redis.from_url(
            url, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS
        )
    except ValueError as error:
        raise StartupError(
            f"FPLBANTER_REDIS_URL is no address of a Valkey: {error}"
        ) from error
    try:
        yield client.ping
    finally:
        await client.aclose()
