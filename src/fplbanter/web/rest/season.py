"""The season for everybody: `/gameweeks/...`, `/players`, `/api/data`."""

from fastapi import APIRouter

from fplbanter.web.openapi import documented
from fplbanter.web.rest.asking import GameweekPath, PagingQuery
from fplbanter.web.rest.provided import ProductGiven
from fplbanter.web.rest.season_bodies import (
    FixturesBody,
    GameweekBody,
    PlayersBody,
    SeasonBody,
)

router = APIRouter(tags=["season"], responses=documented(404, 422, 503))


@router.get("/gameweeks/current", summary="Where the current gameweek stands")
async def current_gameweek(given: ProductGiven) -> GameweekBody:
    """Return where the current gameweek stands; before the season, the first."""
    return GameweekBody.of(await given.gameweek())


@router.get("/gameweeks/{gameweek}", summary="Where a gameweek stands")
async def one_gameweek(gameweek: GameweekPath, given: ProductGiven) -> GameweekBody:
    """Return where a gameweek stands."""
    return GameweekBody.of(await given.gameweek(gameweek))


@router.get("/gameweeks/{gameweek}/fixtures", summary="A gameweek's fixtures")
async def fixtures(
    gameweek: GameweekPath, paging: PagingQuery, given: ProductGiven
) -> FixturesBody:
    """Return a gameweek's fixtures with their scores, also of one to come."""
    found = await given.fixtures(gameweek, paging.skip, paging.limit)
    return FixturesBody.of(found)


@router.get("/players", summary="The players, best of the gameweek first")
async def players(paging: PagingQuery, given: ProductGiven) -> PlayersBody:
    """Return the season's players, most points of the gameweek first."""
    return PlayersBody.of(await given.players(paging.skip, paging.limit))


@router.get("/api/data", summary="The season at a glance")
async def season_at_a_glance(given: ProductGiven) -> SeasonBody:
    """Return the season at a glance: gameweek, deadlines, fixtures, top players."""
    return SeasonBody.showing(await given.glance())
