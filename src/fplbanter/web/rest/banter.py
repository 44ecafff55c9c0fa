"""Banter for programs: the catalogue, the documents, leagues' and entries' verdicts."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from fplbanter.services.answers import Pending
from fplbanter.web.openapi import documented
from fplbanter.web.rest.asking import EntryPath, LeaguePath, PagingQuery
from fplbanter.web.rest.banter_asking import (
    HeatQuery,
    OrderQuery,
    ScopeQuery,
    SeasonQuery,
    SortQuery,
    StablePagingQuery,
    StatPath,
    StretchQuery,
    TournamentQuery,
)
from fplbanter.web.rest.banter_bodies import (
    BanterStatsBody,
    CatalogueBody,
    EntryBanterBody,
    HallOfFameBody,
    LeagueBanterBody,
    StatHistoryBody,
)
from fplbanter.web.rest.leagues import PENDING, pending
from fplbanter.web.rest.provided import ProductGiven

router = APIRouter(tags=["banter"], responses=documented(404, 422, 503))

REFUSED = documented(403)


@router.get("/banter/stats", summary="The catalogue of stats")
async def catalogue(paging: PagingQuery, given: ProductGiven) -> CatalogueBody:
    """Return every stat that is judged here: what it is, from which number on."""
    return CatalogueBody.showing(given.banter.catalogue(paging.skip, paging.limit))


@router.get("/banter-stats", summary="Every entry's numbers")
async def documents(
    paging: StablePagingQuery,
    given: ProductGiven,
    tournament_id: TournamentQuery = "fpl_banter",
    season: SeasonQuery = None,
    sort: SortQuery = None,
    order: OrderQuery = "desc",
) -> BanterStatsBody:
    """
    Return the season's number of every entry in every stat, holder or not.

    Sorted by a stat, who has no number in it comes last. A cursor goes on from
    the last row of its page, for the same question only.
    """
    found = await given.banter.documents(
        tournament_id=tournament_id,
        season=season,
        sort=sort,
        order=order,
        skip=paging.skip,
        limit=paging.limit,
        cursor=paging.cursor,
    )
    return BanterStatsBody.of(found)


@router.get(
    "/leagues/{league_id}/banter",
    response_model=LeagueBanterBody,
    responses=REFUSED | PENDING,
    summary="A league's banter",
)
async def league_banter(
    league_id: LeaguePath,
    asked: StretchQuery,
    paging: PagingQuery,
    given: ProductGiven,
    heat: HeatQuery = None,
) -> LeagueBanterBody | JSONResponse:
    """
    Return a league's gameweek, month or season in banter, each verdict with its proof.

    The rows of a proof add up to its `total`. What is not `is_final` may still
    move with FPL's data; whoever was named and is cleared stands among the
    `exonerations`.
    """
    found = await given.banter.league(
        league_id,
        scope=asked.scope,
        gameweek=asked.gameweek,
        month_id=asked.month_id,
        heat=heat,
        skip=paging.skip,
        limit=paging.limit,
    )
    if isinstance(found, Pending):
        return pending(league_id, given)
    return LeagueBanterBody.showing(found)


@router.get(
    "/leagues/{league_id}/banter/{stat}",
    response_model=StatHistoryBody,
    responses=REFUSED | PENDING,
    summary="One stat in a league over the season",
)
async def stat_history(
    league_id: LeaguePath,
    stat: StatPath,
    paging: PagingQuery,
    given: ProductGiven,
    scope: ScopeQuery = None,
    heat: HeatQuery = None,
) -> StatHistoryBody | JSONResponse:
    """Return a stat's verdicts in a league, newest first, and who has held it most."""
    found = await given.banter.stat(
        league_id, stat, scope=scope, heat=heat, skip=paging.skip, limit=paging.limit
    )
    if isinstance(found, Pending):
        return pending(league_id, given)
    return StatHistoryBody.of(found)


@router.get(
    "/leagues/{league_id}/hall-of-fame",
    response_model=HallOfFameBody,
    responses=REFUSED | PENDING,
    summary="A league's hall of fame",
)
async def hall_of_fame(
    league_id: LeaguePath, paging: PagingQuery, given: ProductGiven
) -> HallOfFameBody | JSONResponse:
    """Return a league's records, its streaks, and its members by trophies."""
    found = await given.banter.hall(league_id, skip=paging.skip, limit=paging.limit)
    if isinstance(found, Pending):
        return pending(league_id, given)
    return HallOfFameBody.of(found)


@router.get(
    "/entries/{entry_id}/banter", responses=REFUSED, summary="An entry's banter"
)
async def entry_banter(
    entry_id: EntryPath,
    paging: PagingQuery,
    given: ProductGiven,
    heat: HeatQuery = None,
) -> EntryBanterBody:
    """Return an entry's trophies, its numbers, and what was said of it."""
    found = await given.banter.entry(
        entry_id, heat=heat, skip=paging.skip, limit=paging.limit
    )
    return EntryBanterBody.showing(found)
