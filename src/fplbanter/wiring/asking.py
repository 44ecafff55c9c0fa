"""What stands between the product and FPL: Valkey, the budget, the gateway."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fplbanter.errors import StartupError
from fplbanter.wiring.behind import keep_going
from fplbanter.wiring.source import Source

if TYPE_CHECKING:
    from fplbanter.cluster.budget import ClusterBudget
    from fplbanter.cluster.connection import Valkey
    from fplbanter.fpl.gateway import Gateway
    from fplbanter.fpl.outages import Outages
    from fplbanter.services.fpl_door import FPLDoor
    from fplbanter.store.database import Store


@dataclass(frozen=True, slots=True)
class Asking:
    """How FPL is asked: by whom, how often, and how it is just now."""

    gateway: "Gateway"
    budget: "ClusterBudget"
    outages: "Outages"
    door: "FPLDoor"


@asynccontextmanager
async def valkey_at(url: str, prefix: str) -> "AsyncIterator[Valkey]":
    """Hold the door to Valkey; raises StartupError for a URL that is none."""
    from fplbanter.cluster.connection import connect

    try:
        valkey = connect(url, prefix=f"{prefix}:")
    except ValueError as error:
        raise StartupError(
            f"FPLBANTER_REDIS_URL is no address of a Valkey: {error}"
        ) from error
    async with valkey:
        yield valkey


async def begin_asking(
    stack: AsyncExitStack, found: Source, valkey: "Valkey", store: "Store"
) -> Asking:
    """Build the way to FPL, which ends with the stack."""
    from fplbanter.cluster.budget import ClusterBudget
    from fplbanter.cluster.pulses import pulses_of_this_machine
    from fplbanter.fpl.building import gateway_on
    from fplbanter.fpl.client import FPLClient
    from fplbanter.fpl.freshness import DAY, Lifetimes
    from fplbanter.fpl.outages import Outages

    settings, clock = found.settings, found.clock
    budget = await stack.enter_async_context(
        ClusterBudget(
            valkey,
            settings.fpl_rate,
            settings.per_minute,
            settings.processes,
            pulses=pulses_of_this_machine(),
        )
    )
    client = await stack.enter_async_context(
        FPLClient(
            settings.fpl_url,
            budget,
            total_timeout=settings.fpl_timeout,
            max_bytes=settings.fpl_max_bytes,
        )
    )
    outages = Outages(clock, valkey, store.outages)
    stack.push_async_callback(outages.aclose)
    gateway = await stack.enter_async_context(
        gateway_on(
            client,
            budget,
            valkey,
            store,
            outages,
            clock,
            lifetimes=Lifetimes(settings.live_seconds, settings.stale_days * DAY),
            max_bytes=settings.copies_mb * 2**20,
        )
    )
    keep_going(stack, "Following FPL's health", outages.follow)
    return Asking(gateway, budget, outages, _door(gateway, valkey, found))


def _door(gateway: "Gateway", valkey: "Valkey", found: Source) -> "FPLDoor":
    """Build the door for other programs, with an allowance for each caller."""
    from fplbanter.cluster.allowance import Allowance
    from fplbanter.services.fpl_door import COUNTED_AS, FPLDoor

    settings = found.settings
    allowance = Allowance(
        valkey,
        COUNTED_AS,
        settings.cold_keys_per_minute,
        processes=settings.processes,
    )
    return FPLDoor(gateway, allowance, found.clock)
