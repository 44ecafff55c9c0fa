"""The jobs themselves, done by a worker, over the simulator."""

import inspect
from datetime import timedelta

import pytest
from tests.jobs.conftest import Office
from tests.pretend import asked, forget, standings

from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.jobs.matchday import MatchdayLoop
from fplbanter.jobs.registry import JOBS
from fplbanter.services.job_kinds import PLACES, TRACKS, JobKind, Track
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.jobs import JobState

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]

FOUR = LeagueId(902)
GAMEWEEK = Gameweek(7)
DONE = JobState.DONE


def test_one_file_is_one_job() -> None:
    """Found by its name, as it stands in the ledger and in the metrics."""
    assert set(JOBS) == set(JobKind)
    for kind, job in JOBS.items():
        assert inspect.getmodule(job).__name__ == f"fplbanter.jobs.{kind}"  # type: ignore[union-attr]
        assert job.__name__ == kind
    assert set(TRACKS) == set(JobKind)
    assert set(PLACES) == set(TRACKS.values()) == set(Track)


async def test_a_refresh_reads_and_judges_a_league(
    office: Office, simulator: Simulator
) -> None:
    """Members, line-ups, the whole season, verdicts; then it says so."""
    product = office.product
    answer = await product.refreshes.ask(FOUR)
    await office.rest()
    found = await product.refreshes.job(answer.job_id)
    assert found.error is None
    assert (found.state, found.read, found.total) == ("done", 4, 4)
    assert found.result
    assert found.result["gameweek"] == GAMEWEEK
    assert (found.result["read"], found.result["failed"]) == (4, 0)
    assert found.result["changed"] > 0
    assert found.tries == 1
    season = product.board.season
    gaps = await product.backfill.gaps(FOUR)
    assert (gaps.lacking, gaps.lineups, gaps.histories) == (frozenset(), (), ())
    assert await product.store.sittings.find_sittings(season, FOUR)

    forget(simulator)
    await product.store.jobs.clear()
    again = await product.refreshes.ask(FOUR)
    await office.rest()
    found = await product.refreshes.job(again.job_id)
    assert found.result
    assert (found.state, found.result["changed"]) == ("done", 0)
    # Its table is read anew; what is settled is not.
    assert asked(simulator, "entry/") == []


async def test_an_outage_keeps_a_refresh_waiting(
    office: Office, simulator: Simulator
) -> None:
    """It says why; when FPL is back it is done, without anybody asking again."""
    product = office.product
    await product.desk.look(FOUR)
    simulator.faults.add(Fault("", "updating"))
    answer = await product.refreshes.ask(FOUR)
    await office.rest()
    found = await product.refreshes.job(answer.job_id)
    assert (found.state, found.reason) == ("waiting", "updating")
    simulator.faults.clear()
    await office.product.store.jobs._update_one({"_id": answer.job_id}, {"error": None})
    await office.rest()
    assert (await product.refreshes.job(answer.job_id)).state == "done"


async def test_the_timetable_asks_for_what_is_due(
    office: Office, simulator: Simulator
) -> None:
    """A new league is filled in and judged; while nothing moves nothing is asked."""
    product = office.product
    poller = MatchdayLoop(product, product.clock)
    await poller.look()
    await standings(product, FOUR)
    await product.intakes.close()
    simulator.clock.advance(125)
    await poller.look()
    await office.rest()
    simulator.clock.advance(5)
    for kind in (JobKind.IMPORT_PICKS, JobKind.BACKFILL_SEASON, JobKind.JUDGE_LEAGUE):
        assert set(await office.ends(kind)) == {DONE}, kind
    counts = {kind: len(await office.jobs(kind)) for kind in JobKind}
    assert counts[JobKind.BACKFILL_SEASON] == 1
    for _ in range(5):
        await poller.look()
    await office.rest()
    assert {kind: len(await office.jobs(kind)) for kind in JobKind} == counts


async def test_a_gameweek_is_settled_by_two_reads(
    office: Office, simulator: Simulator
) -> None:
    """FPL says it is checked; the second read some minutes later makes it final."""
    product = office.product
    await standings(product, FOUR)
    simulator.move_to(GAMEWEEK, "settled")
    poller = MatchdayLoop(product, product.clock)
    settled = []
    for _ in range(4):
        await poller.look()
        await office.rest()
        settled.append(await product.settlement.is_settled(GAMEWEEK))
        poller._timetable._done = {
            what: (at, real - 60)
            for what, (at, real) in poller._timetable._done.items()
        }
        simulator.clock.advance(timedelta(minutes=11).total_seconds())
    assert settled[0] is False
    assert settled[-1] is True
    results = [
        job.result["settled"]
        for job in await office.jobs(JobKind.SETTLE_GAMEWEEK)
        if job.result
    ]
    assert results == [False, True]
