"""How the installation is, and what every answer says while FPL is away."""

import asyncio
import os
import signal
import tempfile
import time
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.pretend import product_on, read_season
from tests.web.rest.conftest import House, asking, well

from fplbanter.cluster.connection import connect as valkey_at
from fplbanter.jobs.matchday import MatchdayLoop
from fplbanter.ops.embedded import embedded
from fplbanter.services.product import Product
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import connect as store_at

pytestmark = pytest.mark.anyio

PATHS = [
    "/api/data",
    "/gameweeks/current",
    "/gameweeks/7/fixtures",
    "/players?limit=1",
    "/leagues/901/standings?limit=1",
]


async def look_later(product: Product, simulator: Simulator) -> None:
    simulator.clock.advance(240)
    await MatchdayLoop(product, product.clock).look()


@pytest.mark.parametrize("path", PATHS)
async def test_under_a_429_the_last_good_answer_says_so(
    product: Product, simulator: Simulator, path: str
) -> None:
    """200 with the old data, its age, the reason, and when FPL is asked again."""
    async with asking(product, {"mongo": well}) as api:
        before = (await api.get(path)).json()
        assert (before["stale"], before["reason"], before["retry_at"]) == (
            False,
            None,
            None,
        )
        simulator.faults.add(Fault("", "status", status=429))
        await look_later(product, simulator)
        answer = await api.get(path)
    after = answer.json()
    assert answer.status_code == 200
    assert (after["stale"], after["reason"]) == (True, "busy")
    assert after["as_of"] == before["as_of"]
    assert datetime.fromisoformat(after["retry_at"]) > simulator.clock.now()
    told = ("as_of", "stale", "reason", "retry_at")
    assert {k: v for k, v in after.items() if k not in told} == {
        k: v for k, v in before.items() if k not in told
    }


async def test_a_problem_of_fpls_says_when_it_is_asked_again(
    product: Product, simulator: Simulator
) -> None:
    """In the body, and in seconds for every client that knows Retry-After."""
    simulator.faults.add(Fault("", "status", status=429))
    async with asking(product, {"mongo": well}) as api:
        answer = await api.get("/leagues/907/standings")
    assert answer.status_code == 503
    assert answer.json()["type"] == "/problems/fpl-busy"
    wait = timedelta(seconds=int(answer.headers["retry-after"]))
    retry_at = datetime.fromisoformat(answer.json()["retry_at"])
    assert retry_at == simulator.clock.now() + wait


async def test_a_status_follows_fpl(product: Product, simulator: Simulator) -> None:
    """Each group by itself, and the outage in the record."""
    async with asking(product, {"mongo": well, "valkey": well}) as api:
        simulator.faults.add(Fault("event/", "status", status=429))
        await look_later(product, simulator)
        await product.outages.settle()
        found = (await api.get("/status.json")).json()
        simulator.faults.clear()
        await look_later(product, simulator)
        await product.outages.settle()
        again = (await api.get("/status.json")).json()
    kinds = {g["group"]: g["kind"] for g in found["upstream"]["groups"]}
    assert kinds["matchday"] == found["upstream"]["kind"] == "busy"
    assert kinds["league"] is None
    assert found["upstream"]["since"]
    assert [(o["kind"], o["ended_at"]) for o in found["outages"]] == [("busy", None)]
    assert again["upstream"]["kind"] is None
    assert again["outages"][0]["ended_at"] == again["at"]
    assert {h["part"]: h["as_of"] for h in again["held"]}["live"] == again["at"]
    assert again["servers"] == {"mongo": "answers", "valkey": "answers"}


async def test_many_who_ask_at_once_ask_the_servers_once(house: House) -> None:
    """Whoever watches must not be a load of its own."""
    asked = 0

    async def count() -> None:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0.05)

    async with asking(house.product, {"mongo": count}) as api:
        answers = await asyncio.gather(*(api.get("/status.json") for _ in range(20)))
    assert {answer.status_code for answer in answers} == {200}
    assert asked == 1


async def test_a_page_is_there_for_people(house: House) -> None:
    """The same at /status, linked from every page."""
    answer = await house.api.get("/status", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "MongoDB" in answer.text


@pytest.mark.faults
async def test_it_answers_while_mongod_and_valkey_are_frozen(
    simulator: Simulator,
) -> None:
    """Within a second; what cannot be known by then is unknown."""
    async with AsyncExitStack() as stack:
        directory = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="fplbanter-test-")
        )
        services = await stack.enter_async_context(embedded(Path(directory)))
        store = store_at(services.mongo_url, "frozen")
        stack.push_async_callback(store.close)
        valkey = await stack.enter_async_context(valkey_at(services.redis_url))
        product = await stack.enter_async_context(product_on(store, simulator))
        await read_season(product)
        checks = {"mongo": store.ping, "valkey": valkey.ping}
        api = await stack.enter_async_context(asking(product, checks))
        assert (await api.get("/status.json")).json()["outages"] == []
        for child in services.children:
            os.kill(child.pid, signal.SIGSTOP)
            stack.callback(os.kill, child.pid, signal.SIGCONT)
        for path in ("/status.json", "/status"):
            began = time.monotonic()
            answer = await api.get(path)
            assert answer.status_code == 200
            assert time.monotonic() - began < 1.0
        found = (await api.get("/status.json")).json()
    assert found["servers"]["mongo"] in ("unknown", "does_not_answer")
    assert found["servers"]["valkey"] == "does_not_answer"
    assert found["outages"] is None
    assert found["upstream"]["kind"] is None
