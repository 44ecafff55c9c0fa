"""`POST /leagues/{league_id}/refresh` and `/jobs/{job_id}`."""

import asyncio
from datetime import datetime
from typing import Any

import httpx2
import pytest
from tests.web.rest.conftest import House
from tests.web.rest.test_refusals import refused

from fplbanter.errors import UpstreamUpdating
from fplbanter.services.attempts import Attempts, Run
from fplbanter.services.job_kinds import JobKind
from fplbanter.simulator.faults import Fault

pytestmark = pytest.mark.anyio


async def carried_out(house: House, job_id: str, error: Exception | None) -> None:
    """Have a job carried out, well or not."""

    async def do(run: Run) -> dict[str, Any]:
        run.note(31, 50)
        if error:
            raise error
        return {"gameweek": 7, "members": 50}

    jobs = {kind.value: do for kind in JobKind}
    attempts = Attempts(house.product.store.jobs, house.product.clock)
    await attempts.carry_out(job_id, jobs)


async def noted(house: House) -> int:
    return await house.product.store.jobs._count({})


async def test_a_refresh_starts_and_can_be_watched(house: House) -> None:
    """202 with the job and where to watch it; then how far it is and what came."""
    answer = await house.api.post("/leagues/900/refresh")
    body = answer.json()
    assert answer.status_code == 202
    assert body["status"] == "Refresh started"
    assert answer.headers["location"] == f"/jobs/{body['job_id']}"
    assert answer.headers["cache-control"] == "no-store"
    assert (body["job"]["state"], body["job"]["text"]) == ("waiting", "0 of 0")
    assert (body["stale"], body["reason"], body["retry_at"]) == (False, None, None)

    watched = await house.api.get(answer.headers["location"])
    assert watched.status_code == 200
    assert watched.headers["cache-control"] == "no-store"
    assert watched.json()["kind"] == "refresh_league"
    assert watched.json()["league_id"] == 900

    await carried_out(house, body["job_id"], None)
    done = (await house.api.get(answer.headers["location"])).json()
    assert (done["state"], done["text"]) == ("done", "31 of 50")
    assert done["result"] == {"gameweek": 7, "members": 50}
    assert done["as_of"] == done["ended_at"] is not None


async def test_who_asks_again_gets_the_first_ones_job(house: House) -> None:
    """At once, and within the minute; one run is enough for all."""
    asks = (house.api.post("/leagues/901/refresh") for _ in range(20))
    answers = await asyncio.gather(*asks)
    (job_id,) = {answer.json()["job_id"] for answer in answers}
    await carried_out(house, job_id, None)
    again = (await house.api.post("/leagues/901/refresh")).json()
    assert (again["job_id"], again["job"]["state"]) == (job_id, "done")


async def test_what_keeps_a_job_waiting_is_said(house: House) -> None:
    """With the same word as everywhere, and when it is tried again."""
    body = (await house.api.post("/leagues/902/refresh")).json()
    await carried_out(house, body["job_id"], UpstreamUpdating("http://inside"))
    found = (await house.api.get(f"/jobs/{body['job_id']}")).json()
    assert (found["state"], found["stale"], found["reason"]) == (
        "waiting",
        True,
        "updating",
    )
    assert found["error"] == "FPL could not be read (updating)."
    retry_at = datetime.fromisoformat(found["retry_at"])
    assert retry_at > house.product.clock.now()


@pytest.mark.parametrize(
    "job_id",
    [
        "0" * 32,
        "1",
        "-1",
        "A" * 32,
        "%00",
        "%ff",
        "$where",
        "..%5c",
        "x" * 5_000,
        "900%0d%0aX: y",
        "%F0%9F%98%80",
    ],
)
async def test_a_job_of_somebodys_imagination_is_404(house: House, job_id: str) -> None:
    """However its number looks."""
    await refused(house.api, f"/jobs/{job_id}", 404)


async def posted(api: httpx2.AsyncClient, path: str, status: int) -> dict[str, Any]:
    answer = await api.post(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    return problem


@pytest.mark.parametrize(
    ("league_id", "status", "slug"),
    [
        ("0", 422, "bad-request"),
        ("abc", 422, "bad-request"),
        (str(2**31), 422, "bad-request"),
        ("%00", 422, "bad-request"),
        ("77777", 404, "not-found"),
        ("909", 403, "refused"),
    ],
)
async def test_a_league_that_is_none_is_refused(
    house: House, league_id: str, status: int, slug: str
) -> None:
    """What makes no sense, does not exist, or FPL does not show: nothing is asked."""
    before = await noted(house)
    problem = await posted(house.api, f"/leagues/{league_id}/refresh", status)
    assert problem["type"] == f"/problems/{slug}"
    assert await noted(house) == before


async def test_without_fpl_an_unknown_league_is_503(house: House) -> None:
    """It may not exist; one that is known waits for FPL instead."""
    await house.api.get("/leagues/900/standings")
    before = await noted(house)
    with house.broken(Fault("leagues-", "updating")):
        problem = await posted(house.api, "/leagues/907/refresh", 503)
        known = await house.api.post("/leagues/900/refresh")
    assert problem["type"] == "/problems/fpl-updating"
    assert problem["retry_at"]
    assert known.status_code == 202
    assert await noted(house) <= before + 1


async def test_a_slow_fpl_is_503_as_well(house: House) -> None:
    """The question stays asked; the refresh is not."""
    before = await noted(house)
    with house.broken(Fault("leagues-classic/903", "slow", delay=60.0)):
        problem = await posted(house.api, "/leagues/903/refresh", 503)
    assert problem["type"] == "/problems/fpl-waiting"
    assert await noted(house) == before


async def test_a_refresh_cannot_be_got(house: House) -> None:
    """It changes something: a link or an image must not start it."""
    answer = await house.api.get("/leagues/900/refresh")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"


async def test_other_pages_may_ask_too(house: House) -> None:
    """Public JSON: no cookie, and any origin may read the answer."""
    asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    answer = await house.api.options("/leagues/900/refresh", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
