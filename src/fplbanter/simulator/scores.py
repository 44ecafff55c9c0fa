"""What entries have scored, as FPL's answers hold it at a moment."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from fplbanter.simulator.calendar import Gameweek
from fplbanter.simulator.careers import Career, Careers
from fplbanter.simulator.live import LiveBook
from fplbanter.simulator.selection import Selection
from fplbanter.simulator.settlement import Settled, as_submitted, settle

_KEPT = 4_000


@dataclass(frozen=True, slots=True)
class Row:
    """
    One gameweek of one entry: gross points, the hit, and the net season total.

    `moves` are the transfers of the season so far that count for tie-breaks.
    """

    gameweek: int
    points: int
    cost: int
    total: int
    bench: int
    moves: int
    selection: Selection


class ScoreBook:
    """Points of entries, settled ones kept within bounds."""

    def __init__(self, live: LiveBook, careers: Careers) -> None:
        self.live = live
        self.careers = careers
        self.market = live.market
        self.calendar = live.market.calendar
        self._settled: OrderedDict[tuple[int, int], list[Row]] = OrderedDict()

    def settled(self, career: Career, gameweek: int) -> Settled | None:
        """Return the rewritten picks of a gameweek; None before he joined."""
        selection = career.selection(gameweek)
        if selection is None:
            return None
        week = self.live.final(gameweek)
        return settle(
            selection, self.market.positions, week.points, week.minutes, week.played
        )

    def rows(self, career: Career, last: int) -> list[Row]:
        """Return the settled rows from his first gameweek to `last`."""
        first = career.manager.started_event
        key = (career.manager.entry_id, self.live.version)
        found = self._settled.pop(key, [])
        self._settled[key] = found
        if len(self._settled) > _KEPT:
            self._settled.popitem(last=False)
        for gameweek in range(first + len(found), last + 1):
            score = self.settled(career, gameweek)
            if score is not None:
                found.append(self._row(career, gameweek, score, found))
        return found[: max(0, last - first + 1)]

    def _row(
        self, career: Career, gameweek: int, score: Settled, before: list[Row]
    ) -> Row:
        """Carry the totals on by one gameweek."""
        selection = career.selections[gameweek]
        total = before[-1].total if before else 0
        moves = before[-1].moves if before else 0
        return Row(
            gameweek=gameweek,
            points=score.gross,
            cost=selection.cost,
            total=total + score.gross - selection.cost,
            bench=score.bench,
            moves=moves + selection.transfers,
            selection=selection,
        )

    def picks(self, career: Career, week: Gameweek, now: datetime) -> Settled | None:
        """Return the picks as they are shown now, with the points of now."""
        if now >= week.settling:
            return self.settled(career, week.number)
        return self._submitted(career, week.number, now)

    def _submitted(self, career: Career, gameweek: int, at: datetime) -> Settled | None:
        selection = career.selection(gameweek)
        if selection is None:
            return None
        return as_submitted(selection, self.live.week(gameweek, at).points)

    def official(self, career: Career, gameweek: int, now: datetime) -> Row | None:
        """
        Return the row that history and picks hold: that of the last batch.

        Before the first match day's batch points are 0 and the total is that of
        the gameweek before.
        """
        week = self.calendar.gameweek(gameweek)
        if now >= week.settling:
            rows = self.rows(career, gameweek)
            return rows[-1] if rows else None
        before = self.rows(career, gameweek - 1)
        counted = week.batches(now)
        if counted == 0:
            return self._untouched(career, gameweek, before)
        score = self._submitted(career, gameweek, week.days[counted - 1].batch)
        return None if score is None else self._row(career, gameweek, score, before)

    def running(self, career: Career, gameweek: int, now: datetime) -> Row | None:
        """Return the row that league tables hold: it moves in play (2026/27)."""
        week = self.calendar.gameweek(gameweek)
        if now >= week.settling:
            return self.official(career, gameweek, now)
        score = self._submitted(career, gameweek, now)
        if score is None:
            return None
        return self._row(career, gameweek, score, self.rows(career, gameweek - 1))

    @staticmethod
    def _untouched(career: Career, gameweek: int, before: list[Row]) -> Row | None:
        """Return the row of a gameweek in which nothing has been counted."""
        selection = career.selection(gameweek)
        if selection is None:
            return None
        total = before[-1].total if before else 0
        moves = (before[-1].moves if before else 0) + selection.transfers
        return Row(gameweek, 0, selection.cost, total, 0, moves, selection)

    def history(self, career: Career, now: datetime) -> list[Row]:
        """Return all rows of FPL's history, the running gameweek's included."""
        current = self.calendar.current(now)
        if current < career.manager.started_event:
            return []
        last = self.official(career, current, now)
        return [*self.rows(career, current - 1), *([last] if last else [])]
