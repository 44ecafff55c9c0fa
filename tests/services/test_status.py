"""How an installation is: told within a second, whatever is broken."""

import asyncio
from datetime import datetime, timedelta

import pytest

from fplbanter.clock import FrozenClock
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.local_budget import Budget
from fplbanter.errors import UpstreamUpdating
from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.outages import Outages
from fplbanter.services import status
from fplbanter.services.product import Product
from fplbanter.services.status import StatusDesk
from fplbanter.store.outages import Outage

pytestmark = pytest.mark.anyio

LIVE = Asked.of(endpoints.LIVE, gw=7)


async def well() -> None:
    """Be a server that answers."""


async def gone() -> None:
    raise ConnectionError


async def frozen() -> None:
    await asyncio.Event().wait()


class UnreadRecord(Outages):
    """The record of a MongoDB that does not say anything."""

    async def recent(self, since: datetime, limit: int) -> tuple[Outage, ...]:  # noqa: ARG002
        await frozen()
        return ()


def desk(
    product: Product, outages: Outages | None = None, **others: object
) -> StatusDesk:
    checks = others.get("checks", {"mongo": well})
    return StatusDesk(
        outages or product.outages,
        product.board,
        product.season_reader,
        product.clock,
        checks,  # type: ignore[arg-type]
        others.get("budget"),  # type: ignore[arg-type]
    )


async def test_a_server_that_says_nothing_is_unknown_in_time(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are told all the same, and what is in memory is."""
    monkeypatch.setattr(status, "PATIENCE", 0.05)
    checks = {"mongo": frozen, "valkey": gone, "third": well}
    async with asyncio.timeout(10):
        found = await desk(product, UnreadRecord(product.clock), checks=checks).status()
    assert found.servers == {
        "mongo": "unknown",
        "valkey": "does_not_answer",
        "third": "answers",
    }
    assert found.outages is None
    assert found.held[0].as_of == product.clock.now()


async def test_the_promise_is_a_second() -> None:
    """All servers are asked at the same time, so that their times do not add up."""
    assert status.PATIENCE <= 0.8


async def test_who_gives_up_takes_the_answer_from_nobody(product: Product) -> None:
    """One question serves all who ask meanwhile."""
    asked, answer = 0, asyncio.Event()

    async def count() -> None:
        nonlocal asked
        asked += 1
        await answer.wait()

    slow = desk(product, checks={"mongo": count})
    impatient = asyncio.create_task(slow.status())
    others = [asyncio.create_task(slow.status()) for _ in range(5)]
    await asyncio.sleep(0)
    impatient.cancel()
    answer.set()
    found = await asyncio.gather(*others)
    assert asked == 1
    assert {each.servers["mongo"] for each in found} == {"answers"}


async def test_the_budget_says_for_itself_how_it_stands(product: Product) -> None:
    """Who waits in which lane, and what is held back for how long."""
    budget = Budget(per_second=2.0, per_minute=100)
    async with budget.slot(Lane.LIVE):
        await budget.pause_until(30.0, "matchday")
        told = (await desk(product, budget=budget.report).status()).budget
    assert told
    assert (told.rate, told.setting, told.per_minute) == (2.0, 2.0, 100)
    assert (told.used_minute, told.in_flight, told.processes) == (1, 1, 1)
    assert set(told.waiting) == {"live", "deadline", "person", "backfill"}
    assert 25 < told.pauses["matchday"] <= 30


async def test_a_week_of_outages_is_told(product: Product) -> None:
    """The newest first; what was over before, and the words of errors, are left out."""
    store, now = product.store.outages, product.clock.now()
    for days in (1, 6.9, 7.1):
        at = now - timedelta(days=days)
        await store.save_outage(Outage(at, at, at, "down", ("down",), "secret"))
    clock = FrozenClock(now)
    outages = Outages(clock, book=store)
    await outages.failed(LIVE, UpstreamUpdating("closed"), 60.0)
    await outages.settle()
    found = await desk(product, outages).status()
    assert found.outages
    assert [line.kind for line in found.outages] == ["updating", "down", "down"]
    assert found.outages[0].ended_at is None
    assert "secret" not in repr(found)
    matchday = next(g for g in found.upstream.groups if g.group == "matchday")
    assert (matchday.kind, matchday.since) == ("updating", now)
    assert matchday.retry_at == now + timedelta(seconds=60)
