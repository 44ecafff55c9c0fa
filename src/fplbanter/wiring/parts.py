"""The product and what it stands on, each part started and stopped in turn."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fplbanter.settings import Settings
from fplbanter.wiring.asking import Asking, begin_asking, valkey_at
from fplbanter.wiring.behind import keep_going, run_behind
from fplbanter.wiring.demo import fill_behind, fill_first
from fplbanter.wiring.plan import Plan, data_directory, database_name
from fplbanter.wiring.source import Source, source
from fplbanter.wiring.telling import Telling, begin_telling, lead_on

if TYPE_CHECKING:
    from fplbanter.cluster.connection import Valkey
    from fplbanter.cluster.spender import BudgetReport
    from fplbanter.jobs.matchday import MatchdayLoop
    from fplbanter.ops.embedded import Services
    from fplbanter.services.product import Product
    from fplbanter.store.database import Store

Check = Callable[[], Awaitable[object]]
Checks = Mapping[str, Check]
Report = Callable[[], "BudgetReport"]


@dataclass(frozen=True, slots=True)
class Running:
    """
    The product as it runs, how it asks FPL, and who may die under it.

    `checks` are what `/readyz` asks.
    """

    product: "Product"
    asking: Asking
    telling: Telling
    checks: Checks
    services: "Services"
    settings: Settings


@dataclass(frozen=True, slots=True)
class Joined:
    """An installation that a process has joined, its Valkey and its name there."""

    running: Running
    valkey: "Valkey"
    name: str


@asynccontextmanager
async def running_product(settings: Settings, plan: Plan) -> AsyncIterator["Product"]:
    """Run the product without its doors, for a command that asks it something."""
    async with AsyncExitStack() as stack:
        yield (await start(stack, settings, plan, alone=True)).product


async def start(
    stack: AsyncExitStack, settings: Settings, plan: Plan, *, alone: bool = False
) -> Running:
    """
    Start everything that the product needs, the product itself, and a worker.

    With `alone` it is for one question: FPL has been asked once before, and nobody
    works on jobs. Without it only what is near by, a recording or the simulator,
    is waited for.
    """
    from fplbanter.ops.embedded import embedded
    from fplbanter.ops.garbage import spare_the_loop
    from fplbanter.ops.open_files import allow_open_files
    from fplbanter.words.telling import preload

    allow_open_files()
    directory = data_directory(settings, plan)
    services = await stack.enter_async_context(
        embedded(directory, mongo_url=settings.mongo_url, redis_url=settings.redis_url)
    )
    name = database_name(settings, plan)
    valkey = await stack.enter_async_context(valkey_at(services.redis_url, name))
    store = await open_store(stack, settings, plan, services.mongo_url)
    found = await source(stack, settings, plan, directory)
    if plan.demo:
        await valkey.clear()
    asking = await begin_asking(stack, found, valkey, store)
    product = await build_product(stack, found, store, asking)
    watch(stack, product, asking)
    if not alone:
        # Or the first reader would wait for the sentences to be read.
        await asyncio.to_thread(preload)
        from fplbanter.wiring.working import begin_working

        await begin_working(stack, product, services.redis_url, name)
        await follow(stack, product, valkey, settings)
    telling = await begin_telling(stack, product, valkey)
    checks = {"mongo": store.ping, "valkey": valkey.ping}
    children = (*services.children, *found.children)
    services = replace(services, children=children)
    running = Running(product, asking, telling, checks, services, found.settings)
    near = plan.demo or plan.recording is not None
    await _begin_reading(stack, running, valkey, plan, wait=near or alone)
    spare_the_loop()
    return running


async def join(
    stack: AsyncExitStack, settings: Settings, plan: Plan, servers: "Services"
) -> Joined:
    """
    Join the installation that has these servers: nothing is read or worked on yet.

    The product follows what other processes read.
    """
    from fplbanter.ops.open_files import allow_open_files

    allow_open_files()
    name = database_name(settings, plan)
    valkey = await stack.enter_async_context(valkey_at(servers.redis_url, name))
    store = await open_store(stack, settings, plan, servers.mongo_url)
    found = await source(stack, settings, plan, data_directory(settings, plan))
    asking = await begin_asking(stack, found, valkey, store)
    product = await build_product(stack, found, store, asking)
    watch(stack, product, asking)
    await follow(stack, product, valkey, settings)
    telling = await begin_telling(stack, product, valkey)
    checks = {"mongo": store.ping, "valkey": valkey.ping}
    running = Running(product, asking, telling, checks, servers, settings)
    return Joined(running, valkey, name)


async def open_store(
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


async def build_product(
    stack: AsyncExitStack, found: Source, store: "Store", asking: Asking
) -> "Product":
    """Build the product on its upstream, with what the store knows."""
    from fplbanter.fpl.upstream import Upstream
    from fplbanter.services.product import Product

    product = Product.on(
        store,
        Upstream(asking.gateway),
        found.clock,
        league_max=found.settings.league_max,
        pinned=found.pinned,
        outages=asking.outages,
    )
    stack.push_async_callback(product.close)
    await product.board.load()
    return product


def watch(stack: AsyncExitStack, product: "Product", asking: Asking) -> None:
    """Have the metrics show how it goes, for as long as it runs."""
    from fplbanter.ops.loop_lag import watch_loop
    from fplbanter.ops.scrape import mirrored
    from fplbanter.wiring.mirrors import ages_mirror, budget_mirror

    stack.enter_context(mirrored(ages_mirror(product)))
    stack.enter_context(mirrored(budget_mirror(asking.budget.report)))
    keep_going(stack, "Watching the event loop", watch_loop)


async def follow(
    stack: AsyncExitStack, product: "Product", valkey: "Valkey", settings: Settings
) -> None:
    """Have what other processes read on the board of this one, and tell them."""
    from fplbanter.services.following import Following

    others = settings.processes > 1
    await stack.enter_async_context(Following(product, valkey, others=others))


def lead(
    stack: AsyncExitStack, running: Running, valkey: "Valkey", loop: "MatchdayLoop"
) -> None:
    """Have FPL read again and again, behind, while no other process does it."""
    from fplbanter.cluster.leases import Leases
    from fplbanter.live.leading import Leader

    product, report = running.product, running.asking.budget.report
    leader = Leader(Leases(valkey), product.store.leaders)

    async def read(fence: int) -> None:
        telling, checks = running.telling, running.checks
        while True:
            await lead_on(product, loop, telling, checks, report, fence)

    keep_going(stack, "Reading FPL", lambda: leader.lead(read))


async def _begin_reading(
    stack: AsyncExitStack,
    running: Running,
    valkey: "Valkey",
    plan: Plan,
    *,
    wait: bool,
) -> None:
    """Read FPL again and again, behind; `wait` until it has been read once."""
    from fplbanter.jobs.matchday import MatchdayLoop

    product = running.product
    loop = MatchdayLoop(product, product.clock, running.settings.live_seconds)
    if wait:
        await loop.look()
    if plan.demo:
        await fill_first(product)
        run_behind(stack, "Filling the demo", fill_behind(product))
    if plan.recording is None:
        lead(stack, running, valkey, loop)
