"""The page this product exists for: a mini-league's live table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Header, Query, Response

from fplbanter.banter.verdict import Scope
from fplbanter.clock import Clock
from fplbanter.errors import BanterError
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services.answers import (
    Fixtures,
    LineupAnswer,
    Notice,
    Pending,
    Progress,
    SeasonGlance,
    Standings,
)
from fplbanter.services.answers.banter import LeagueBanter
from fplbanter.web.pages import asking, rendering
from fplbanter.web.pages.banter import company, waiting
from fplbanter.web.pages.product import Product
from fplbanter.web.pages.wording import iso

ROWS = 50

IfNoneMatch = Annotated[str | None, Header()]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of the table; every link on the page repeats it."""

    league_id: LeagueId
    gameweek: Gameweek | None = None
    month_id: int | None = None
    skip: int = 0
    opened: EntryId | None = None

    def query(self, **changes: int | None) -> str:
        """Return the query string with `changes`; None leaves a part out."""
        parts: Mapping[str, int | None] = {
            "gameweek": self.gameweek,
            "month": self.month_id,
            "skip": self.skip or None,
        }
        merged = {k: v for k, v in {**parts, **changes}.items() if v is not None}
        return "?" + urlencode(merged) if merged else ""

    def link(self, **changes: int | None) -> str:
        """Return the page's address with `changes`."""
        return f"/l/{self.league_id}{self.query(**changes)}"


class LeaguePages:
    """`/l/{league_id}` and the fragments that keep it moving."""

    def __init__(self, product: Product, clock: Clock, *, moves: bool = False) -> None:
        self._product = product
        self._clock = clock
        self._moves = moves

    async def page(
        self,
        league_id: str,
        gameweek: str = "",
        month: str = "",
        skip: str = "",
        opened: Annotated[str, Query(alias="open")] = "",
    ) -> Response:
        """Show the whole page; one row opened when the address says so."""
        asked = _asked(league_id, gameweek, month, skip, opened)
        answer = await self._standings(asked)
        if isinstance(answer, Pending):
            return waiting(self._product, answer)
        return rendering.respond(
            "league.html",
            asked=asked,
            standings=answer,
            banter=await company(self._headlines(asked, answer)),
            fixtures=await self._fixtures(answer.gameweek),
            glance=await self._glance(),
            # What the stream tells is about the gameweek that is on.
            is_current=self._moves and asked.gameweek is None and not asked.month_id,
            lineup=await self._opened(asked, answer.gameweek),
            notice=self._product.notice(),
            now=self._clock.now(),
        )

    async def table(
        self,
        league_id: str,
        gameweek: str = "",
        month: str = "",
        skip: str = "",
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        """Answer the part of the page that moves, or 304 when it has not."""
        asked = _asked(league_id, gameweek, month, skip)
        answer = await self._standings(asked)
        if isinstance(answer, Pending):
            return self._progress_fragment(answer.progress)
        fixtures = await self._fixtures(answer.gameweek)
        banter = await company(self._headlines(asked, answer))
        notice = self._product.notice()
        told = banter and (banter.state, banter.headlines)
        etag = rendering.etag_of(asked, answer, fixtures, told, _said(notice))
        if rendering.matches(etag, if_none_match):
            return Response(status_code=304, headers=self._version(etag))
        return rendering.respond(
            "_moving.html",
            headers=self._version(etag),
            notice=notice,
            asked=asked,
            standings=answer,
            banter=banter,
            fixtures=fixtures,
            lineup=None,
            now=self._clock.now(),
        )

    async def lineup(
        self, league_id: str, entry_id: str, gameweek: str = ""
    ) -> Response:
        """Answer one row's line-up."""
        asking.league_number(league_id)
        lineup = await self._product.lineup(
            asking.entry_number(entry_id), asking.gameweek_number(gameweek)
        )
        return rendering.respond("_lineup.html", lineup=lineup)

    async def progress(self, league_id: str) -> Response:
        """Answer how far the reading of the league is."""
        number = asking.league_number(league_id)
        return self._progress_fragment(await self._product.progress(number))

    async def _standings(self, asked: Asked) -> Standings | Pending:
        return await self._product.standings(
            asked.league_id,
            gameweek=asked.gameweek,
            month_id=asked.month_id,
            skip=asked.skip,
            limit=ROWS,
        )

    async def _headlines(self, asked: Asked, shown: Standings) -> LeagueBanter | None:
        """Return what the strip above the table tells: one stretch's headlines."""
        month = shown.month_id
        found = await self._product.banter.league(
            asked.league_id,
            scope=Scope.GAMEWEEK if month is None else Scope.MONTH,
            gameweek=shown.gameweek if month is None else None,
            month_id=month,
            skip=0,
            limit=1,
        )
        return None if isinstance(found, Pending) else found

    async def _opened(self, asked: Asked, gameweek: Gameweek) -> LineupAnswer | None:
        # A line-up that cannot be shown must not take the table away.
        if asked.opened is None:
            return None
        try:
            return await self._product.lineup(asked.opened, gameweek)
        except BanterError:
            return None

    async def _fixtures(self, gameweek: Gameweek) -> Fixtures | None:
        # The scores above the table are company for it, not a condition.
        try:
            return await self._product.fixtures(gameweek)
        except BanterError:
            return None

    async def _glance(self) -> SeasonGlance | None:
        # Without it the page offers no other gameweeks; the table stands.
        try:
            return await self._product.glance()
        except BanterError:
            return None

    def _progress_fragment(self, progress: Progress) -> Response:
        status = 202 if progress.state == "waiting" else 200
        return rendering.respond(
            "_waiting.html",
            status=status,
            headers={"Cache-Control": "no-store"},
            notice=self._product.notice(),
            progress=progress,
        )

    def _version(self, etag: str) -> dict[str, str]:
        # The browser tells ages by this clock: a demo's runs faster than its own.
        now = iso(self._clock.now())
        return {"ETag": etag, "Cache-Control": "no-cache", "FPLBanter-Now": now}


def _said(notice: Notice | None) -> object:
    """Return what a banner says, without what is different at every look."""
    if notice is None:
        return None
    return notice.kind, notice.as_of, notice.retry_at


def _asked(
    league_id: str, gameweek: str, month: str, skip: str, opened: str = ""
) -> Asked:
    entry_id = asking.optional_number(opened, "entry", least=1)
    return Asked(
        league_id=asking.league_number(league_id),
        gameweek=asking.gameweek_number(gameweek),
        month_id=asking.optional_number(month, "month", least=1),
        skip=asking.optional_number(skip, "skip", least=0) or 0,
        opened=None if entry_id is None else EntryId(entry_id),
    )
