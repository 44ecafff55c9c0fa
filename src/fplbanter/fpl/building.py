"""Putting the gateway together from the parts that it stands on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from fplbanter.clock import Clock
from fplbanter.cluster.answers import Answers
from fplbanter.cluster.breakers import Breakers
from fplbanter.cluster.circuit import Rules
from fplbanter.cluster.connection import Valkey
from fplbanter.cluster.leases import Leases
from fplbanter.cluster.spender import Budgeting
from fplbanter.fpl.asking import Asker
from fplbanter.fpl.calendar import Calendar
from fplbanter.fpl.client import FPLClient
from fplbanter.fpl.fetcher import Fetcher
from fplbanter.fpl.freshness import Lifetimes
from fplbanter.fpl.gateway import Gateway
from fplbanter.fpl.guards import Guards
from fplbanter.fpl.outages import Outages
from fplbanter.fpl.setbacks import Setbacks
from fplbanter.fpl.shelves import Shelves
from fplbanter.store.database import Store

MAX_BYTES = 64 * 2**20
"""Bytes of copies in one process; FPL's largest answer has 2 MB."""


@asynccontextmanager
async def gateway_on(
    client: FPLClient,
    budget: Budgeting,
    valkey: Valkey,
    store: Store,
    outages: Outages,
    clock: Clock,
    *,
    lifetimes: Lifetimes | None = None,
    max_bytes: int = MAX_BYTES,
) -> AsyncIterator[Gateway]:
    """
    Run a gateway for as long as the block lasts.

    `client` must spend the slots of `budget`. The clock's pace shortens what
    lasts for seconds of FPL's, such as a breaker's rest.
    """
    calendar, guards, setbacks = Calendar(clock), Guards(), Setbacks(clock)
    lifetimes = lifetimes or Lifetimes()
    async with Answers(valkey) as shared:
        shelves = Shelves(shared, store.answers, max_bytes=max_bytes)
        breakers = Breakers(valkey, rules_at(clock.pace))
        fetcher = Fetcher(
            Asker(client, budget, breakers, outages, clock),
            shelves,
            shared,
            Leases(valkey),
            guards,
            store.quarantine,
            outages,
            setbacks,
            lifetimes,
            calendar,
            clock,
        )
        async with Gateway(
            fetcher, shelves, setbacks, lifetimes, calendar, guards, clock
        ) as gateway:
            yield gateway


def rules_at(pace: float) -> Rules:
    """Return the breakers' rules on a clock that runs so much faster."""
    usual = Rules()
    if pace == 1:
        return usual
    return replace(
        usual,
        within=usual.within / pace,
        first_pause=usual.first_pause / pace,
        longest_pause=usual.longest_pause / pace,
    )
