"""`/leagues/...`: tables, captains, and how far their reading is."""

from typing import Any

from fastapi import APIRouter, Response, status
from fastapi.responses import JSONResponse

from fplbanter.errors import BadRequest
from fplbanter.game.model import LeagueId
from fplbanter.services.answers import Pending
from fplbanter.web.openapi import documented
from fplbanter.web.rest.asking import (
    AtQuery,
    GameweekQuery,
    LeaguePath,
    MomentsQuery,
    MonthQuery,
    PagingQuery,
)
from fplbanter.web.rest.league_bodies import (
    CaptainsBody,
    LeagueBody,
    PendingBody,
    ProgressBody,
    StandingsBody,
    TimelineBody,
)
from fplbanter.web.rest.provided import ProductGiven

router = APIRouter(
    prefix="/leagues", tags=["leagues"], responses=documented(403, 404, 422, 503)
)

PENDING: dict[int | str, dict[str, Any]] = {
    status.HTTP_202_ACCEPTED: {
        "model": PendingBody,
        "description": "FPL has not answered yet: watch the progress.",
    }
}
RETRY_SECONDS = "2"


@router.get(
    "/{league_id}/standings",
    response_model=StandingsBody,
    responses=PENDING,
    summary="A league's live table",
)
async def standings(
    league_id: LeaguePath,
    paging: PagingQuery,
    given: ProductGiven,
    gameweek: GameweekQuery = None,
    month: MonthQuery = None,
    at: AtQuery = None,
) -> StandingsBody | JSONResponse:
    """
    Return a league's live table: projected, next to what FPL's own says.

    With `at` it is the table as it was then, worked out from what was recorded.

    `total` is net of hits, with automatic substitutions and the armband as FPL
    would settle them now; `official` is FPL's table, which knows neither while
    matches are on. A league that nobody has asked for before comes with FPL's
    own table and `coverage` 0; the rest is read behind.
    """
    if at is not None and month is not None:
        raise BadRequest("A month has no table of a moment.", field="at")
    if at is not None:
        found = await given.past_standings(
            league_id, at, gameweek=gameweek, skip=paging.skip, limit=paging.limit
        )
    else:
        found = await given.standings(
            league_id,
            gameweek=gameweek,
            month_id=month,
            skip=paging.skip,
            limit=paging.limit,
        )
    if isinstance(found, Pending):
        return pending(league_id, given)
    return StandingsBody.showing(found)


@router.get(
    "/{league_id}",
    response_model=LeagueBody,
    responses=PENDING,
    summary="A league in short",
)
async def league(
    league_id: LeaguePath, given: ProductGiven
) -> LeagueBody | JSONResponse:
    """Return a league in short, and where its tables are."""
    found = await given.league(league_id)
    if isinstance(found, Pending):
        return pending(league_id, given)
    return LeagueBody.showing(found)


@router.get(
    "/{league_id}/captains",
    response_model=CaptainsBody,
    responses=PENDING,
    summary="Who is captained in a league",
)
async def captains(
    league_id: LeaguePath,
    paging: PagingQuery,
    given: ProductGiven,
    gameweek: GameweekQuery = None,
) -> CaptainsBody | JSONResponse:
    """Return who is captained in a league, most chosen first."""
    found = await given.captains(
        league_id, gameweek=gameweek, skip=paging.skip, limit=paging.limit
    )
    if isinstance(found, Pending):
        return pending(league_id, given)
    return CaptainsBody.of(found)


@router.get(
    "/{league_id}/timeline",
    response_model=TimelineBody,
    responses=PENDING,
    summary="A league's gameweek as it went",
)
async def timeline(
    league_id: LeaguePath,
    paging: MomentsQuery,
    given: ProductGiven,
    gameweek: GameweekQuery = None,
) -> TimelineBody | JSONResponse:
    """
    Return what happened in a gameweek, the latest first, and to whom it mattered.

    Goals, assists, cards, clean sheets, saves, bonus, defensive contributions,
    substitutions and armbands, moves in the table, and what FPL took back. It
    goes back to when the gameweek was first recorded here.
    """
    found = await given.timeline(
        league_id,
        gameweek=gameweek,
        skip=paging.skip,
        limit=paging.limit,
        cursor=paging.cursor,
    )
    if isinstance(found, Pending):
        return pending(league_id, given)
    return TimelineBody.of(found)


@router.get("/{league_id}/progress", summary="How far a league has been read")
async def progress(
    league_id: LeaguePath, given: ProductGiven, response: Response
) -> ProgressBody:
    """Return how far the reading of a league is: "31 of 50 managers"."""
    response.headers["Cache-Control"] = "no-store"
    return ProgressBody.showing(await given.progress(league_id))


def pending(league_id: LeagueId, given: ProductGiven) -> JSONResponse:
    """Answer that FPL has not answered, with the way to watch."""
    link = f"/leagues/{league_id}/progress"
    trouble = given.notice()
    body = PendingBody(
        as_of=None,
        stale=True,
        reason=trouble.kind if trouble else "waiting",
        retry_at=trouble.retry_at if trouble else None,
        league_id=league_id,
        progress=link,
    )
    return JSONResponse(
        body.model_dump(mode="json"),
        status_code=status.HTTP_202_ACCEPTED,
        headers={"Location": link, "Retry-After": RETRY_SECONDS},
    )
