"""Classic league tables, of the season and of the month, at a moment."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fplbanter.simulator.leagues import PAGE, League, Leagues
from fplbanter.simulator.scores import Row, ScoreBook
from fplbanter.simulator.selection import Selection
from fplbanter.simulator.settlement import gross_as_submitted

_KEPT = 64

PHASES: tuple[tuple[int, str, int, int], ...] = (
    (1, "Overall", 1, 38),
    (2, "August", 1, 2),
    (3, "September", 3, 5),
    (4, "October", 6, 9),
    (5, "November", 10, 12),
    (6, "December", 13, 18),
    (7, "January", 19, 23),
    (8, "February", 24, 27),
    (9, "March", 28, 30),
    (10, "April", 31, 33),
    (11, "May", 34, 38),
)


Span = tuple[int, int]
"""The first and the last gameweek that count."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One row: gross points of the gameweek, net total since the start."""

    entry_id: int
    event_total: int
    total: int
    rank: int
    last_rank: int
    rank_sort: int


@dataclass(frozen=True, slots=True)
class _Tally:
    """What the ranking looks at."""

    entry_id: int
    event_total: int
    total: int
    moves: int


@dataclass(frozen=True, slots=True)
class _Base:
    """A member before the gameweek's own points; `hit` is what it costs here."""

    entry_id: int
    total: int
    moves: int
    hit: int
    selection: Selection


class Tables:
    """League tables, the last few kept."""

    def __init__(self, scores: ScoreBook, leagues: Leagues) -> None:
        self._scores = scores
        self._leagues = leagues
        self._kept_bases: OrderedDict[tuple[object, ...], list[_Base]] = OrderedDict()
        self._before: OrderedDict[tuple[object, ...], dict[int, int]] = OrderedDict()
        self._kept: OrderedDict[tuple[int, ...], list[Standing]] = OrderedDict()

    def joined(self, members: Iterable[int], gameweek: int) -> list[int]:
        """Return those whose first gameweek has begun."""
        started = self._leagues.started
        return [member for member in members if started.get(member, 1) <= gameweek]

    def page(
        self, league: League, phase: int, now: datetime, page: int
    ) -> tuple[list[Standing], bool]:
        """Return one page of fifty rows, and whether there is another."""
        if league.endless:
            members = self._leagues.page_of_everybody(page)
            rows = self._table(league, members, phase, now, page)
            return [_moved(row, (page - 1) * PAGE) for row in rows], True
        rows = self.rows(league, phase, now)
        return rows[(page - 1) * PAGE : page * PAGE], len(rows) > page * PAGE

    def rows(self, league: League, phase: int, now: datetime) -> list[Standing]:
        """Return a league's whole table, best first."""
        members = () if league.waiting else league.members
        return self._table(league, members, phase, now, 0)

    def _table(
        self,
        league: League,
        members: Sequence[int],
        phase: int,
        now: datetime,
        page: int,
    ) -> list[Standing]:
        minute = int(now.timestamp() // 60)
        version = self._scores.live.version
        key = (league.league_id, phase, page, minute, version)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._count(league, members, phase, now)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def _count(
        self, league: League, members: Sequence[int], phase: int, now: datetime
    ) -> list[Standing]:
        _, _, first, last = PHASES[phase - 1]
        first = max(first, league.start_event)
        current = self._scores.calendar.current(now)
        if current < first:
            return []
        able = self.joined(members, current)
        span = (first, last)
        before = self._ranks_before(able, span, min(current - 1, last))
        return _ranked(self._tallies(able, span, current, now), before)

    def _ranks_before(
        self, able: list[int], span: Span, gameweek: int
    ) -> dict[int, int]:
        """Return the ranks after a gameweek that is settled; none before the start."""
        if gameweek < span[0]:
            return {}
        key = (tuple(able), span, gameweek, self._scores.live.version)
        found = self._before.get(key)
        if found is None:
            then = self._scores.calendar.gameweek(gameweek).settled
            there = self.joined(able, gameweek)
            rows = _ranked(self._tallies(there, span, gameweek, then), {})
            found = self._before[key] = {row.entry_id: row.rank for row in rows}
            if len(self._before) > _KEPT:
                self._before.popitem(last=False)
        return found

    def _bases(self, able: list[int], span: Span, gameweek: int) -> list[_Base]:
        """Return what stands before a gameweek; kept, for play moves only the rest."""
        key = (tuple(able), span, gameweek, self._scores.live.version)
        found = self._kept_bases.get(key)
        if found is None:
            made = [self._base(entry, span, gameweek) for entry in able]
            found = self._kept_bases[key] = [base for base in made if base]
            if len(self._kept_bases) > _KEPT:
                self._kept_bases.popitem(last=False)
        return found

    def _base(self, entry: int, span: Span, gameweek: int) -> _Base | None:
        """Return one member's total before a gameweek, and his selection for it."""
        career = self._scores.careers.career(entry)
        selection = career.selection(gameweek)
        if selection is None:
            return None
        rows = self._scores.rows(career, gameweek - 1)
        before = rows[-1].moves if rows else 0
        return _Base(
            entry_id=entry,
            total=total_since(rows, *span),
            moves=before + selection.transfers,
            hit=selection.cost if gameweek > span[0] else 0,
            selection=selection,
        )

    def _tallies(
        self, able: list[int], span: Span, gameweek: int, now: datetime
    ) -> list[_Tally]:
        """Return what each member has at a moment of the gameweek."""
        counts = span[0] <= gameweek <= span[1]
        found = []
        for base in self._bases(able, span, gameweek):
            gross = self._gross(base, gameweek, now)
            total = base.total + (gross - base.hit if counts else 0)
            found.append(_Tally(base.entry_id, gross, total, base.moves))
        return found

    def _gross(self, base: _Base, gameweek: int, now: datetime) -> int:
        """Return a member's gross points: settled, or of the picks as submitted."""
        if now >= self._scores.calendar.gameweek(gameweek).settling:
            career = self._scores.careers.career(base.entry_id)
            return self._scores.rows(career, gameweek)[-1].points
        points = self._scores.live.week(gameweek, now).points
        return gross_as_submitted(base.selection, points)


def total_since(rows: Iterable[Row], first: int, last: int) -> int:
    """
    Return the net total of gameweeks `first` to `last`.

    A hit taken for the first of them is not deducted: it was made before the
    league, or the month, began (fact sheet 3.8).
    """
    return sum(
        row.points - (row.cost if row.gameweek > first else 0)
        for row in rows
        if first <= row.gameweek <= last
    )


def _ranked(tallies: list[_Tally], before: dict[int, int]) -> list[Standing]:
    """Rank by total, then by fewer transfers; equals share a rank."""
    order = sorted(tallies, key=lambda t: (-t.total, t.moves, t.entry_id))
    found: list[Standing] = []
    for at, tally in enumerate(order, 1):
        tied = at > 1 and _level(order[at - 2], tally)
        rank = found[-1].rank if tied else at
        found.append(
            Standing(
                entry_id=tally.entry_id,
                event_total=tally.event_total,
                total=tally.total,
                rank=rank,
                last_rank=before.get(tally.entry_id, 0),
                rank_sort=at,
            )
        )
    return found


def _level(one: _Tally, other: _Tally) -> bool:
    """Whether nothing separates the two."""
    return (one.total, one.moves) == (other.total, other.moves)


def _moved(row: Standing, by: int) -> Standing:
    """Push a row of the league without end down to its page."""
    return Standing(
        entry_id=row.entry_id,
        event_total=row.event_total,
        total=row.total,
        rank=row.rank + by,
        last_rank=row.last_rank + by if row.last_rank else 0,
        rank_sort=row.rank_sort + by,
    )
