"""A league's gameweek as it went: what happened, and what it was to the members."""

from fplbanter.errors import BadRequest
from fplbanter.game.model import Gameweek
from fplbanter.services.answers import Freshness
from fplbanter.services.answers.timeline import Timeline, TimelineItem
from fplbanter.services.board import Board
from fplbanter.services.freshness import FreshnessJudge
from fplbanter.services.tables import summary
from fplbanter.store.database import Store
from fplbanter.store.leagues import StoredLeague
from fplbanter.store.moments import Mark, StoredMoment
from fplbanter.words.telling import moment as moment_line


class TimelineDesk:
    """Reads timelines; it tells nothing that was not told when it happened."""

    def __init__(self, store: Store, board: Board, judge: FreshnessJudge) -> None:
        self._store = store
        self._board = board
        self._judge = judge

    async def timeline(
        self,
        league: StoredLeague,
        gameweek: Gameweek,
        *,
        skip: int,
        limit: int,
        cursor: str | None,
    ) -> Timeline:
        """
        Return a page of a league's timeline, the latest first.

        A cursor goes on where a page ended, whatever has happened since. Raises
        BadRequest for a foreign one, and StoreUnavailable.
        """
        season, league_id = self._board.season, league.league.league_id
        before = mark_of(cursor) if cursor is not None else None
        moments = self._store.moments
        found = await moments.find_moments(
            season, league_id, gameweek, before=before, skip=skip, limit=limit + 1
        )
        shown = found[:limit]
        return Timeline(
            league=summary(league),
            season=season,
            gameweek=gameweek,
            phase=self._board.phase(gameweek),
            freshness=await self._freshness(gameweek),
            items=tuple(_item(each) for each in shown),
            total=await moments.count_moments(season, league_id, gameweek),
            next_cursor=cursor_of(shown[-1]) if len(found) > limit else None,
            recorded_since=await self._store.ticks.find_first(season, gameweek),
        )

    async def _freshness(self, gameweek: Gameweek) -> Freshness:
        return self._judge.of_gameweek(await self._board.snapshot(gameweek))


def cursor_of(moment: StoredMoment) -> str:
    """Name the place after a moment: its tick and its place among the tick's."""
    return f"{moment.tick}-{moment.place}"


def mark_of(cursor: str) -> Mark:
    """Read a cursor; raises BadRequest for one that is not ours."""
    tick, dash, place = cursor.partition("-")
    parts = (tick, place)
    if not dash or not all(p.isascii() and p.isdigit() and len(p) < 10 for p in parts):
        raise BadRequest("That cursor is not one of ours.", field="cursor")
    return Mark(int(tick), int(place))


def _item(moment: StoredMoment) -> TimelineItem:
    item = moment.item
    return TimelineItem(
        event_id=moment.event_id,
        kind=str(item["kind"]),
        at=moment.at,
        text=moment_line(item),
        details=item,
    )
