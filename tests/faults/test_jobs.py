"""
Jobs with real workers that are killed, on a Valkey that is killed and forgets.

Each test prints what it saw.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from redis.asyncio import Redis
from tests.faults.job_bench import all_done, bench_on, every
from tests.faults.job_worker import POISON, STEPS
from tests.faults.processes import running
from tests.faults.servers import Servers, own_servers

from fplbanter.game.model import League, LeagueId, LeagueKind, Season
from fplbanter.services.endings import TRIES
from fplbanter.services.job_kinds import JobKind
from fplbanter.services.product import Product
from fplbanter.store.leagues import StoredLeague
from fplbanter.store.seasons import SeasonFacts

pytestmark = [pytest.mark.anyio, pytest.mark.faults, pytest.mark.timeout(240)]

PROMISED = 10.0
"""Seconds within which a worker ends that is told to (issue 4)."""


@pytest.fixture
async def servers(
    anyio_backend: str,  # noqa: ARG001  Asking for it makes anyio run this fixture.
) -> AsyncIterator[Servers]:
    """Give servers of our own."""
    async with own_servers() as servers:
        yield servers


async def test_two_hundred_jobs_survive_everything(servers: Servers) -> None:
    """A worker killed every 1.5 s, Valkey killed once and flushed once."""
    async with bench_on(servers.mongod.url, servers.valkey.url, seconds=0.35) as bench:
        begun = time.monotonic()
        await bench.ask(200)
        await bench.hire(3)
        killing = asyncio.create_task(every(1.5, bench.kill_one))
        await asyncio.sleep(4.0)
        await servers.valkey.kill()
        await servers.valkey.start()
        await asyncio.sleep(4.0)
        async with Redis.from_url(servers.valkey.url) as redis:
            await redis.flushall()
        await bench.until_over(150)
        killing.cancel()
        figures = await bench.told("killed every 1.5 s, Valkey killed, flushed", begun)
    assert figures.kills >= 5
    assert all_done(figures, 200)


async def test_a_hundred_identical_refreshes_make_one_run(servers: Servers) -> None:
    """Asked at once, while it runs and when it has just ended."""
    async with bench_on(servers.mongod.url, servers.valkey.url) as bench:
        begun, product, league_id = time.monotonic(), bench.product, LeagueId(900)
        await know_a_league(product, league_id)
        await bench.hire(3)
        for worker in bench.workers:
            await worker.line("working")
        asks = [product.refreshes.ask(league_id) for _ in range(98)]
        answers = await asyncio.gather(*asks)
        answers.append(await product.refreshes.ask(league_id))
        await bench.until_over(30)
        answers.append(await product.refreshes.ask(league_id))
        figures = await bench.told("a hundred identical refreshes", begun)
    assert len(answers) == 100
    assert len({answer.job_id for answer in answers}) == 1
    assert figures.runs == 1
    assert all_done(figures, 1)


async def test_a_poison_job_ends_among_the_dead_letters(servers: Servers) -> None:
    """After its tries, and the others go on."""
    async with bench_on(servers.mongod.url, servers.valkey.url) as bench:
        begun = time.monotonic()
        poison = await bench.product.refreshes.enqueue(
            JobKind.JUDGE_LEAGUE, "poison", what=POISON
        )
        await bench.ask(20)
        await bench.hire(2)
        await bench.until_over(60)
        figures = await bench.told("one poison job of 21", begun)
        (dead,) = await bench.product.store.jobs.find_dead()
    assert (dead.job_id, dead.tries) == (poison, TRIES)
    assert dead.trace == "RuntimeError('poison')"
    assert figures.states == {"done": 20, "dead": 1}
    assert figures.effects == 20 * STEPS
    assert figures.runs == 20 + TRIES


async def test_sigterm_leaves_no_job_half_done(servers: Servers) -> None:
    """What it had in hand is put back at once; the next worker does it all."""
    async with bench_on(servers.mongod.url, servers.valkey.url) as bench:
        await bench.ask(12)
        await bench.hire(seconds=60.0)
        (worker,) = bench.workers
        await worker.line("working")
        jobs = bench.product.store.jobs
        await bench.until_running(8)
        begun = time.monotonic()
        code = await worker.stop(PROMISED)
        took = time.monotonic() - begun
        running_still = await jobs._count({"state": "running"})
        waiting = await jobs._count({"state": "waiting", "deaths": 0})
        print(f"\nSIGTERM with 8 in hand: ended with {code} after {took:.1f} s")
        await bench.hire(seconds=0.05)
        await bench.until_over(60)
        figures = await bench.told("after SIGTERM", begun)
    assert code == 0
    assert took < PROMISED
    assert "let go" in worker.said
    assert (running_still, waiting) == (0, 12)
    assert all_done(figures, 12)
    assert figures.runs == 20


async def test_sigterm_with_a_frozen_valkey(servers: Servers) -> None:
    """Valkey need not be there: the ledger is what counts."""
    async with bench_on(servers.mongod.url, servers.valkey.url) as bench:
        await bench.ask(4)
        await bench.hire(seconds=60.0)
        (worker,) = bench.workers
        jobs = bench.product.store.jobs
        await bench.until_running(4)
        servers.valkey.freeze()
        begun = time.monotonic()
        code = await worker.stop(PROMISED)
        took = time.monotonic() - begun
        left = await jobs._count({"state": "running"})
        servers.valkey.thaw()
        print(f"\nSIGTERM, Valkey frozen: ended with {code} after {took:.1f} s")
    assert (code, left) == (0, 0)
    assert took < PROMISED


async def test_the_real_worker_ends_in_time(servers: Servers, tmp_path: Path) -> None:
    """`fplbanter work`, told to end by SIGTERM."""
    environment = {
        "FPLBANTER_MONGO_URL": servers.mongod.url,
        "FPLBANTER_REDIS_URL": servers.valkey.url,
        "FPLBANTER_DATA_DIR": str(tmp_path),
        "FPLBANTER_FPL_URL": "http://127.0.0.1:9/",
    }
    async with running("-m", "fplbanter", "work", environment=environment) as worker:
        await worker.line("Working")
        begun = time.monotonic()
        code = await worker.stop(PROMISED)
        took = time.monotonic() - begun
    print(f"\nfplbanter work: ended with {code} after {took:.1f} s")
    assert code == 0
    assert "Traceback" not in worker.said


async def know_a_league(product: Product, league_id: LeagueId) -> None:
    """Have a league be known: nobody asks FPL for it."""
    now = datetime.now(UTC)
    product.board.set_season(SeasonFacts(Season("2026-27"), (), (), (), (), 0, now))
    league = League(league_id, "Office", LeagueKind.CLASSIC)
    stored = StoredLeague(league, now, complete=True)
    await product.store.leagues.save_league(product.board.season, stored)
