"""
Make the examples of the API's documentation anew; a script.

They are what the product answers over the simulator at one moment of gameweek 7,
so they are the same wherever and whenever they are made.
"""

import asyncio
import json
import sys
import tempfile
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx2

if (root := str(Path(__file__).resolve().parents[3])) not in sys.path:
    sys.path.insert(0, root)

from tests.pretend import product_on, read_season

from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.spender import BudgetReport
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.jobs.registry import JOBS
from fplbanter.ops.embedded import embedded
from fplbanter.services.attempts import Attempts
from fplbanter.services.matchday.matchday import Matchday
from fplbanter.services.product import Product
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import connect
from fplbanter.store.outages import Outage
from fplbanter.web.app import create_app
from fplbanter.web.openapi import EXAMPLES

LEAGUE = LeagueId(901)
SLOW_LEAGUE = 904
STAT = "benched_beast"
JOB = "5f0c9d6e2b7a4c1e9d3f8a6b4c2e1d0f"
GAMEWEEK = Gameweek(7)
ROWS = 2
"""Items that an example keeps of a long list."""

WELCOME = {"X-Request-ID": "0c9f6a3d2e8b4f17"}

PATHS = {
    "/leagues/{league_id}/standings": f"/leagues/{LEAGUE}/standings?limit={ROWS}",
    "/leagues/{league_id}": f"/leagues/{LEAGUE}",
    "/leagues/{league_id}/captains": f"/leagues/{LEAGUE}/captains?limit={ROWS}",
    "/leagues/{league_id}/progress": f"/leagues/{LEAGUE}/progress",
    "/leagues/{league_id}/banter": f"/leagues/{LEAGUE}/banter?limit={ROWS}",
    "/leagues/{league_id}/banter/{stat}": f"/leagues/{LEAGUE}/banter/{STAT}",
    "/leagues/{league_id}/hall-of-fame": f"/leagues/{LEAGUE}/hall-of-fame",
    "/entries/{entry_id}/banter": "/entries/{entry}/banter",
    "/banter/stats": f"/banter/stats?limit={ROWS}",
    "/banter-stats": f"/banter-stats?sort={STAT}&limit={ROWS}",
    "/entries/{entry_id}": "/entries/{entry}",
    "/entries/{entry_id}/gameweeks/{gameweek}": "/entries/{entry}/gameweeks/7",
    "/gameweeks/current": "/gameweeks/current",
    "/gameweeks/{gameweek}": "/gameweeks/7",
    "/gameweeks/{gameweek}/fixtures": f"/gameweeks/7/fixtures?limit={ROWS}",
    "/players": f"/players?limit={ROWS}",
    "/api/data": "/api/data",
    "/livez": "/livez",
    "/readyz": "/readyz",
    "/status.json": "/status.json",
}
PENDING = {
    "": "",
    "/banter": "/banter",
    "/banter/{stat}": f"/banter/{STAT}",
    "/captains": "/captains",
    "/hall-of-fame": "/hall-of-fame",
    "/standings": "/standings",
    "/timeline": "/timeline",
}
PROBLEMS = {
    "403": "/leagues/909/standings",
    "404": "/leagues/123456/standings",
    "422": "/leagues/900/standings?limit=0",
    "503": "/leagues/951/standings",
}


BUDGET = BudgetReport(
    shared=True,
    rate=2.0,
    per_second=2.0,
    factor=1.0,
    used_minute=37,
    per_minute=100,
    waiting=dict.fromkeys(Lane, 0),
    oldest={},
    in_flight=1,
    pauses={},
    processes=3,
    spent=4_113,
    lost=2,
    waited=96.4,
)


async def make_examples(product: Product, simulator: Simulator) -> dict[str, Any]:
    """Ask a product that has read the season, and nothing else, for everything."""
    await product.desk.look(LEAGUE)
    await product.intakes.run(LEAGUE, GAMEWEEK)
    await product.backfill.fill(LEAGUE, _unwatched)
    await product.banter_judge.judge_league(LEAGUE, GAMEWEEK)
    await product.banter_judge.judge_installation(GAMEWEEK)
    await product.store.outages.save_outage(_outage(product))
    checks = {"mongo": product.store.ping, "valkey": _well}
    app = create_app(product, checks=checks, budget=lambda: BUDGET)
    inside = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(
        transport=inside, base_url="http://banter", headers=WELCOME
    ) as api:
        answers = await _answers(api)
        answers |= await _refreshed(api, product)
        answers["/status.json"]["200"]["uptime_seconds"] = 190_800
        answers["/readyz"]["503"] = await _not_ready(product)
        answers["/leagues/{league_id}/timeline"] = await _timeline(
            api, product, simulator
        )
        simulator.faults.add(Fault("leagues-classic", "slow", delay=60.0))
        pending = await asyncio.gather(
            *(api.get(f"/leagues/{SLOW_LEAGUE}{end}") for end in PENDING.values())
        )
        for end, answer in zip(PENDING, pending, strict=True):
            answers[f"/leagues/{{league_id}}{end}"]["202"] = answer.json()
        problems = await _problems(api, simulator)
    return {"answers": answers, "problems": problems}


async def _answers(api: httpx2.AsyncClient) -> dict[str, dict[str, Any]]:
    table = (await api.get(PATHS["/leagues/{league_id}/standings"])).json()
    entry = table["items"][0]["entry_id"]
    found = {}
    for path, asked in PATHS.items():
        answer = await api.get(asked.format(entry=entry))
        assert answer.status_code == 200, answer.text
        found[path] = {"200": _trimmed(answer.json())}
    return found


async def _timeline(
    api: httpx2.AsyncClient, product: Product, simulator: Simulator
) -> dict[str, Any]:
    """Record a few minutes of the matchday, and ask how they went."""
    matchday = Matchday(product)
    for _ in range(3):
        await product.season_reader.refresh_fixtures()
        await product.season_reader.refresh_live(GAMEWEEK)
        await matchday.look()
        while matchday.is_catching_up:
            await asyncio.sleep(0)
        simulator.clock.advance(600)
    simulator.clock.advance(-600)
    answer = await api.get(f"/leagues/{LEAGUE}/timeline?limit={ROWS}")
    assert answer.json()["items"], answer.text
    return {"200": _trimmed(answer.json())}


async def _refreshed(
    api: httpx2.AsyncClient, product: Product
) -> dict[str, dict[str, Any]]:
    """Ask for a refresh, have it done, and look at the job; its number is random."""
    started = (await api.post(f"/leagues/{LEAGUE}/refresh")).json()
    number = started["job_id"]
    works = {kind: partial(job, product) for kind, job in JOBS.items()}
    attempts = Attempts(product.store.jobs, product.clock)
    await attempts.carry_out(number, works)
    ended = (await api.get(f"/jobs/{number}")).json()
    found = {
        "/leagues/{league_id}/refresh": {"202": started},
        "/jobs/{job_id}": {"200": ended},
    }
    named: dict[str, dict[str, Any]] = json.loads(
        json.dumps(found).replace(number, JOB)
    )
    return named


async def _problems(api: httpx2.AsyncClient, simulator: Simulator) -> dict[str, Any]:
    found = {}
    for status, asked in PROBLEMS.items():
        simulator.faults.clear()
        if status == "503":
            simulator.faults.add(Fault("leagues-", "updating"))
        answer = await api.get(asked)
        assert str(answer.status_code) == status, answer.text
        found[status] = answer.json()
    simulator.faults.clear()
    return found


def _outage(product: Product) -> Outage:
    """Make one of those that follow each deadline."""
    began_at = product.clock.now() - timedelta(days=1)
    ended_at = began_at + timedelta(minutes=51)
    return Outage(began_at, ended_at, ended_at, "updating", ("updating",), "")


async def _not_ready(product: Product) -> dict[str, object]:
    async def gone() -> None:
        raise ConnectionError

    checks = {"mongo": product.store.ping, "valkey": gone}
    inside = httpx2.ASGITransport(create_app(product, checks=checks))
    async with httpx2.AsyncClient(transport=inside, base_url="http://banter") as api:
        body: dict[str, object] = (await api.get("/readyz")).json()
        return body


async def _unwatched(_: int, __: int) -> None:
    """Be somebody who does not watch how far it is."""


async def _well() -> None:
    """Be a Valkey that answers."""


def _trimmed(value: Any) -> Any:  # noqa: ANN401  It is any JSON.
    """Keep the first items of each list."""
    if isinstance(value, dict):
        return {key: _trimmed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_trimmed(each) for each in value[:ROWS]]
    return value


def written(examples: dict[str, Any]) -> str:
    """Return the examples as the file holds them."""
    return json.dumps(examples, indent=1, ensure_ascii=False) + "\n"


async def _main() -> None:
    simulator = Simulator(26)
    with tempfile.TemporaryDirectory(prefix="fplbanter-") as directory:
        async with embedded(Path(directory)) as services:
            store = connect(services.mongo_url, "examples")
            await store.prepare()
            async with product_on(store, simulator) as product:
                await read_season(product)
                EXAMPLES.write_text(written(await make_examples(product, simulator)))
            await store.close()


if __name__ == "__main__":
    asyncio.run(_main())
