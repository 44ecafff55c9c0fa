"""`/entries/...`: managers' teams and their line-ups."""

from fastapi import APIRouter

from fplbanter.web.openapi import documented
from fplbanter.web.rest.asking import EntryPath, GameweekPath
from fplbanter.web.rest.entry_bodies import EntryBody, LineupBody
from fplbanter.web.rest.provided import ProductGiven

router = APIRouter(
    prefix="/entries", tags=["entries"], responses=documented(403, 404, 422, 503)
)


@router.get("/{entry_id}", summary="An entry and its season")
async def entry(entry_id: EntryPath, given: ProductGiven) -> EntryBody:
    """Return an entry: who, its settled gameweeks, its leagues here."""
    return EntryBody.of(await given.entry(entry_id))


@router.get(
    "/{entry_id}/gameweeks/{gameweek}", summary="An entry's line-up with its points"
)
async def lineup(
    entry_id: EntryPath, gameweek: GameweekPath, given: ProductGiven
) -> LineupBody:
    """Return an entry's line-up in a gameweek, each pick with its points."""
    return LineupBody.of(await given.lineup(entry_id, gameweek))
