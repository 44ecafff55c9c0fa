"""
What a reader of the stream is given first, and what a change of it holds.

A snapshot is what REST answers about the same thing: whoever reads both needs one
shape only. Changes hold whole new values, never by how much they moved, so that one
that comes twice does no harm.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pydantic_core import to_jsonable_python

from fplbanter.errors import UpstreamWaiting
from fplbanter.game.model import EntryId, LeagueId
from fplbanter.live.topics import Topic, TopicKind
from fplbanter.services.answers import (
    Coverage,
    FixtureLine,
    Fixtures,
    GameweekAnswer,
    LineupAnswer,
    Pending,
    StandingRow,
    Standings,
)
from fplbanter.services.answers.jobs import JobAnswer
from fplbanter.services.answers.status import Status
from fplbanter.services.product import Product
from fplbanter.services.status import StatusDesk

ROWS: Final = 100
"""Rows of a table in a snapshot: the largest page there is."""


@dataclass(frozen=True, slots=True)
class GameweekNow:
    """Where the current gameweek stands, with all its fixtures."""

    gameweek: GameweekAnswer
    fixtures: Fixtures


Answer = Standings | LineupAnswer | GameweekNow | Status | JobAnswer


class Snapshots:
    """Answers what a topic is about, as it stands now."""

    def __init__(self, product: Product, status: StatusDesk) -> None:
        self._product = product
        self._status = status

    async def of(self, topic: Topic) -> Answer:
        """
        Return what a topic is about.

        Raises as the product's methods do: NotFound, Refused, an UpstreamError;
        UpstreamWaiting for a league that FPL has not answered for yet.
        """
        match topic.kind:
            case TopicKind.LEAGUE:
                return await self._table(LeagueId(int(topic.ident)))
            case TopicKind.ENTRY:
                return await self._product.lineup(EntryId(int(topic.ident)), None)
            case TopicKind.GAMEWEEK:
                return await self._gameweek()
            case TopicKind.STATUS:
                return await self._status.status()
            case TopicKind.JOB:
                return await self._product.refreshes.job(topic.ident)

    async def _table(self, league_id: LeagueId) -> Standings:
        found = await self._product.standings(league_id, limit=ROWS)
        if isinstance(found, Pending):
            raise UpstreamWaiting("FPL has not answered for that league yet.")
        return found

    async def _gameweek(self) -> GameweekNow:
        gameweek = await self._product.gameweek()
        fixtures = await self._product.fixtures(gameweek.gameweek)
        return GameweekNow(gameweek, fixtures)


def league_change(
    rows: Iterable[StandingRow],
    *,
    gone: Iterable[EntryId],
    as_of: datetime | None,
    coverage: Coverage,
    moments: Iterable[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Return what a change of `league:N` holds: rows as REST shows them."""
    return _jsonable(
        rows=tuple(rows),
        gone=tuple(gone),
        as_of=as_of,
        coverage=coverage,
        moments=tuple(moments),
    )


def gameweek_change(
    fixtures: Iterable[FixtureLine], moments: Iterable[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """Return what a change of `gameweek` holds: those fixtures that changed."""
    return _jsonable(fixtures=tuple(fixtures), moments=tuple(moments))


def _jsonable(**parts: object) -> dict[str, Any]:
    found: dict[str, Any] = to_jsonable_python(parts)
    return found
