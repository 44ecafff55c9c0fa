"""A whole gateway over the pretend FPL: real client, real Valkey, real mongod."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from tests.pretend import FollowingClock, client_of

from fplbanter.cluster.connection import Valkey, connect
from fplbanter.cluster.local_budget import Budget
from fplbanter.fpl.building import gateway_on
from fplbanter.fpl.freshness import Lifetimes
from fplbanter.fpl.gateway import Gateway
from fplbanter.fpl.outages import Outages
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store


@dataclass(frozen=True, slots=True)
class Process:
    """One process of the product, as far as the gateway goes."""

    gateway: Gateway
    outages: Outages
    budget: Budget
    valkey: Valkey


@dataclass(frozen=True, slots=True)
class House:
    """What the processes of one installation share, and how to start one."""

    simulator: Simulator
    store: Store
    redis_url: str
    prefix: str

    @asynccontextmanager
    async def process(
        self,
        *,
        lifetimes: Lifetimes | None = None,
        redis_url: str | None = None,
        budget: Budget | None = None,
    ) -> AsyncIterator[Process]:
        """Run the gateway of one more process."""
        clock = FollowingClock(self.simulator)
        async with AsyncExitStack() as stack:
            budget = budget or Budget(per_second=10_000, per_minute=1_000_000)
            client = await stack.enter_async_context(client_of(self.simulator, budget))
            valkey = await stack.enter_async_context(
                connect(redis_url or self.redis_url, prefix=self.prefix)
            )
            outages = Outages(clock, valkey, self.store.outages)
            stack.push_async_callback(outages.aclose)
            gateway = await stack.enter_async_context(
                gateway_on(
                    client,
                    budget,
                    valkey,
                    self.store,
                    outages,
                    clock,
                    lifetimes=lifetimes,
                )
            )
            yield Process(gateway, outages, budget, valkey)


Forward = Callable[[float], None]
