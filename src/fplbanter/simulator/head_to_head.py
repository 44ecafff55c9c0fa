"""Head-to-head leagues: who meets whom, and the table of wins."""

from dataclasses import dataclass
from datetime import datetime

from fplbanter.simulator.leagues import League
from fplbanter.simulator.panel import Panel
from fplbanter.simulator.scores import ScoreBook


@dataclass(frozen=True, slots=True)
class Match:
    """One match; an entry of None is AVERAGE. Points are net of hits."""

    match_id: int
    gameweek: int
    one: int | None
    two: int | None
    one_points: int
    two_points: int
    counted: bool


@dataclass(slots=True)
class Record:
    """One side's season."""

    entry_id: int | None
    won: int = 0
    drawn: int = 0
    lost: int = 0
    points_for: int = 0

    @property
    def total(self) -> int:
        """League points: three for a win, one for a draw."""
        return 3 * self.won + self.drawn


class HeadToHead:
    """Matches and tables of head-to-head leagues."""

    def __init__(self, scores: ScoreBook, panel: Panel) -> None:
        self._scores = scores
        self._panel = panel

    def pairs(
        self, league: League, gameweek: int
    ) -> list[tuple[int | None, int | None]]:
        """Return who meets whom: the circle method, again and again."""
        sides: list[int | None] = list(league.members)
        if len(sides) % 2:
            sides.append(None)
        turn = (gameweek - 1) % (len(sides) - 1)
        ring = sides[1:]
        order = [sides[0], *ring[turn:], *ring[:turn]]
        half = len(order) // 2
        return [(order[at], order[-1 - at]) for at in range(half)]

    def matches(self, league: League, gameweek: int, now: datetime) -> list[Match]:
        """Return the matches of one gameweek; without points before its picks."""
        current = self._scores.calendar.current(now)
        found = []
        for at, (one, two) in enumerate(self.pairs(league, gameweek)):
            begun = gameweek <= current
            points = [
                self._points(side, gameweek, now) if begun else 0 for side in (one, two)
            ]
            number = league.league_id * 1_000 + gameweek * 10 + at
            found.append(Match(number, gameweek, one, two, points[0], points[1], begun))
        return found

    def _points(self, entry: int | None, gameweek: int, now: datetime) -> int:
        """Return one side's net points; AVERAGE has FPL's average."""
        if entry is None:
            pulse = self._panel.pulse(gameweek, now)
            return pulse.average if pulse else 0
        row = self._scores.running(self._scores.careers.career(entry), gameweek, now)
        return row.points - row.cost if row else 0

    def table(self, league: League, last: int, now: datetime) -> list[Record]:
        """Return the records after gameweek `last`, best first."""
        records: dict[int | None, Record] = {}
        for gameweek in range(league.start_event, last + 1):
            for match in self.matches(league, gameweek, now):
                for entry, own, other in (
                    (match.one, match.one_points, match.two_points),
                    (match.two, match.two_points, match.one_points),
                ):
                    _enter(records.setdefault(entry, Record(entry)), own, other)
        for member in league.members:
            records.setdefault(member, Record(member))
        return sorted(
            records.values(),
            key=lambda r: (-r.total, -r.points_for, r.entry_id or 0),
        )


def _enter(record: Record, own: int, other: int) -> None:
    """Count one match."""
    record.points_for += own
    record.won += own > other
    record.drawn += own == other
    record.lost += own < other
