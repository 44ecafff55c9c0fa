"""Banter that stands still, behind the pages."""

from dataclasses import replace
from typing import TypeVar

from tests.web.pages import banters, examples, halls

from fplbanter.banter.verdict import Scope
from fplbanter.errors import BanterError, NotFound, Refused, UpstreamDown
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services.answers import Page, Pending
from fplbanter.services.answers.banter import (
    EntryBanter,
    HallOfFame,
    LeagueBanter,
    StatCard,
)
from fplbanter.words.heat import Heat

T = TypeVar("T")
Asked = tuple[Scope, Gameweek | None, int | None, Heat | None, int, int]


class StillBanter:
    """The examples for every league; a test may put others in their place."""

    def __init__(self) -> None:
        self.league_banter: LeagueBanter | BanterError = banters.BANTER
        self.fame: HallOfFame | BanterError = halls.HALL
        self.cabinet: EntryBanter | BanterError = halls.CABINET
        self.asked: list[Asked] = []

    async def league(
        self,
        league_id: LeagueId,
        *,
        scope: Scope,
        gameweek: Gameweek | None = None,
        month_id: int | None = None,
        heat: Heat | None = None,
        skip: int = 0,
        limit: int = 20,
    ) -> LeagueBanter | Pending:
        self.asked.append((scope, gameweek, month_id, heat, skip, limit))
        if league_id == 904:
            return Pending(examples.WAITING)
        _refuse(league_id)
        found = _given(self.league_banter)
        return replace(
            found,
            scope=scope,
            gameweek=gameweek or found.gameweek,
            month_id=month_id,
            month_name=None if month_id is None else "September",
            page=replace(found.page, skip=skip, limit=limit),
        )

    async def hall(
        self, league_id: LeagueId, *, skip: int = 0, limit: int = 20
    ) -> HallOfFame | Pending:
        if league_id == 904:
            return Pending(examples.WAITING)
        _refuse(league_id)
        found = _given(self.fame)
        items = found.page.items[skip : skip + limit]
        return replace(found, page=Page(items, found.page.total, skip, limit))

    async def entry(
        self,
        entry_id: EntryId,
        *,
        heat: Heat | None = None,  # noqa: ARG002  All heats are the same here.
        skip: int = 0,  # noqa: ARG002  There is one page.
        limit: int = 20,  # noqa: ARG002  It is short.
    ) -> EntryBanter:
        if entry_id == 404:
            raise NotFound("Nothing is known of entry 404.")
        return _given(self.cabinet)

    def catalogue(self, skip: int, limit: int) -> Page[StatCard]:
        items = banters.CARDS[skip : skip + limit]
        return Page(items, len(banters.CARDS), skip, limit)


def _refuse(league_id: LeagueId) -> None:
    if league_id == 403:
        raise Refused("FPL shows this league to its members only.")
    if league_id == 503:
        raise UpstreamDown("nobody home")
    if league_id == 404:
        raise NotFound("There is no league 404.")


def _given(answer: T | BanterError) -> T:
    if isinstance(answer, BanterError):
        raise answer
    return answer
