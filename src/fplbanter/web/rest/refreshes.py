"""`POST /leagues/{league_id}/refresh` and `/jobs/...`: work behind, to be watched."""

from typing import Annotated

from fastapi import APIRouter, Path, Response, status

from fplbanter.web.openapi import documented
from fplbanter.web.rest.asking import LeaguePath
from fplbanter.web.rest.job_bodies import JobBody, RefreshBody
from fplbanter.web.rest.provided import ProductGiven

router = APIRouter(tags=["jobs"])

JobPath = Annotated[
    str, Path(description="The job's number, as a refresh has answered it.")
]


@router.post(
    "/leagues/{league_id}/refresh",
    status_code=status.HTTP_202_ACCEPTED,
    responses=documented(403, 404, 422, 503),
    summary="Read and judge a league anew",
)
async def refresh(
    league_id: LeaguePath, given: ProductGiven, response: Response
) -> RefreshBody:
    """
    Have a league's members, line-ups and season read, and its banter judged.

    At most once at a time and once a minute for a league: who asks again gets the
    same job. `Location` is where it can be watched.
    """
    found = await given.refreshes.ask(league_id)
    response.headers["Location"] = f"/jobs/{found.job_id}"
    response.headers["Cache-Control"] = "no-store"
    return RefreshBody.showing(found)


@router.get(
    "/jobs/{job_id}",
    responses=documented(404, 422, 503),
    summary="How far a job is, or how it ended",
)
async def job(job_id: JobPath, given: ProductGiven, response: Response) -> JobBody:
    """Return a job: "31 of 50", and its result or its error once it has ended."""
    response.headers["Cache-Control"] = "no-store"
    return JobBody.showing(await given.refreshes.job(job_id))
