"""A league's memory of its season: one stat's history, and the hall of fame."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.records import Record as FoundRecord
from fplbanter.banter.records import Streak as FoundStreak
from fplbanter.banter.records import (
    Told,
    best_streaks,
    home_of,
    is_of_pairs,
    records,
    streaks,
)
from fplbanter.banter.stat import Stat
from fplbanter.banter.trophies import Fame, hall, holdings
from fplbanter.banter.verdict import Scope, shown
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services.answers.banter import (
    Exoneration,
    FameRow,
    Holder,
    Record,
    StatHolding,
    Streak,
    VerdictLine,
)
from fplbanter.services.banter.facts import Holders
from fplbanter.services.banter.names import find_holders, unnamed
from fplbanter.services.banter.pages import Marks, Pages
from fplbanter.services.banter.remembered import told_of_holdings
from fplbanter.services.banter.shelf import Shelf
from fplbanter.services.banter.tournaments import tournament_of
from fplbanter.services.board import Board
from fplbanter.store.database import Store
from fplbanter.store.leagues import StoredLeague
from fplbanter.words.heat import Heat

HOLDERS_SHOWN: Final = 20
STREAKS_SHOWN: Final = 20

ROWS_KEPT: Final = 6_000
"""Verdicts and rows of all histories in memory together."""


@dataclass(frozen=True, slots=True)
class History:
    """One stat's season in a league, all of it."""

    lines: tuple[VerdictLine, ...]
    holders: tuple[StatHolding, ...]
    record: Record | None
    streak: Streak | None
    exonerations: tuple[Exoneration, ...]


@dataclass(frozen=True, slots=True)
class Hall:
    """A league's hall of fame, all of it."""

    records: tuple[Record, ...]
    streaks: tuple[Streak, ...]
    rows: tuple[FameRow, ...]


class Histories:
    """Puts histories together and keeps those in use."""

    def __init__(self, store: Store, board: Board, pages: Pages, most: int) -> None:
        self._store = store
        self._board = board
        self._pages = pages
        self._most = most
        self._histories: Shelf[History] = Shelf(ROWS_KEPT, lambda h: 1 + len(h.lines))
        self._halls: Shelf[Hall] = Shelf(ROWS_KEPT, lambda h: 1 + len(h.rows))

    async def history(
        self,
        league: StoredLeague,
        stat: Stat,
        scope: Scope,
        marks: Marks,
        heat: Heat | None,
    ) -> History:
        """Return one stat's history."""
        which = self._board.season, league.league.league_id
        return await self._histories.get(
            (*which, stat.key, scope, heat),
            _of(league, marks),
            lambda: self._history(league, stat, scope, marks, heat),
        )

    async def hall(self, league: StoredLeague, marks: Marks) -> Hall:
        """Return a league's hall of fame."""
        which = self._board.season, league.league.league_id
        return await self._halls.get(
            which, _of(league, marks), lambda: self._hall(league, marks)
        )

    async def close(self) -> None:
        """Stop what is under way."""
        await self._histories.close()
        await self._halls.close()

    # -- one stat ------------------------------------------------------------

    async def _history(
        self,
        league: StoredLeague,
        stat: Stat,
        scope: Scope,
        marks: Marks,
        heat: Heat | None,
    ) -> History:
        season, league_id = self._board.season, league.league.league_id
        store = self._store.rulings
        found = await store.find_of_stat(season, league_id, stat.key, scope)
        cleared = await store.find_cleared(
            season, league_id, stat=stat.key, scope=scope.value
        )
        clerk = await self._pages.clerk(league, [*found, *cleared], heat)
        told = [t for t in await self._told(league_id, scope) if t.stat == stat.key]
        who = await self._who(told)
        return History(
            lines=tuple(line for ruling in found for line in clerk.verdicts(ruling)),
            holders=await self._holdings(league_id, stat, told, who),
            record=next((_record(r, stat, who) for r in records(told)), None),
            streak=next(
                (_streak(s, who) for s in streaks(told, now=_newest(marks))), None
            ),
            exonerations=clerk.exonerations(cleared),
        )

    async def _holdings(
        self, league_id: LeagueId, stat: Stat, told: Sequence[Told], who: Holders
    ) -> tuple[StatHolding, ...]:
        """Return who held it most often, each with his number of the season."""
        times = list(holdings(told).items())[:HOLDERS_SHOWN]
        numbers = await self._store.banter_stats.find_numbers(
            self._board.season,
            tournament_of(league_id),
            [str(entry_id) for entry_id, _ in times],
        )
        return tuple(
            StatHolding(
                holder=_holder(who, entry_id),
                times=count,
                number=numbers[str(entry_id)].stats.get(stat.key)
                if str(entry_id) in numbers
                else None,
            )
            for entry_id, count in times
        )

    # -- the hall of fame ------------------------------------------------------

    async def _hall(self, league: StoredLeague, marks: Marks) -> Hall:
        season, league_id = self._board.season, league.league.league_id
        told = await self._told(league_id, Scope.GAMEWEEK)
        told += await self._told(league_id, Scope.SEASON)
        members = await self._store.members.find_all_members(
            season, league_id, self._most
        )
        ids = [member.standing.entry_id for member in members]
        who = await self._who(told, ids)
        last = max(state.gameweek for state in self._board.facts.gameweeks)
        # In a thread: of a league with a thousand members there is much to count.
        return await asyncio.to_thread(
            _counted, told, ids, who, last=last, newest=_newest(marks)
        )

    async def _told(self, league_id: LeagueId, scope: Scope) -> tuple[Told, ...]:
        found = await self._store.rulings.find_holdings(
            self._board.season, league_id, scope
        )
        return told_of_holdings(found)

    async def _who(
        self, told: Sequence[Told], others: Collection[EntryId] = ()
    ) -> Holders:
        ids = {e for one in told for e in one.holders}.union(others)
        return await find_holders(self._store, self._board.season, ids)


def _counted(
    told: Sequence[Told],
    members: Sequence[EntryId],
    who: Holders,
    *,
    last: Gameweek,
    newest: Gameweek | None,
) -> Hall:
    """Count all that a league remembers; `last` is the season's last gameweek."""
    # A close pair is the table's doing: half a league is in one each gameweek.
    own = [one for one in told if not is_of_pairs(catalogue()[one.stat])]
    found = best_streaks(own, now=newest)[:STREAKS_SHOWN]
    return Hall(
        records=tuple(_record(r, catalogue()[r.stat], who) for r in records(told)),
        streaks=tuple(_streak(streak, who) for streak in found),
        rows=tuple(_row(row, who) for row in hall(own, members, season_end=last)),
    )


def _of(league: StoredLeague, marks: Marks) -> tuple[object, ...]:
    """Return what a history is made of: all that was judged, and the names."""
    return league.as_of, tuple(mark.digest for mark in marks.values())


def _newest(marks: Marks) -> Gameweek | None:
    return max(marks, default=None)


def _holder(who: Holders, entry_id: EntryId) -> Holder:
    return who.get(entry_id) or unnamed(entry_id)


def _record(found: FoundRecord, stat: Stat, who: Holders) -> Record:
    return Record(
        stat=stat.key,
        title=stat.title,
        emoji=stat.emoji,
        side=stat.side,
        unit=stat.unit_in(home_of(stat)),
        value=shown(found.value, stat.places),
        holders=tuple(_holder(who, entry_id) for entry_id in found.holders),
        gameweek=found.gameweeks[0],
    )


def _streak(found: FoundStreak, who: Holders) -> Streak:
    stat = catalogue()[found.stat]
    return Streak(
        stat=stat.key,
        title=stat.title,
        emoji=stat.emoji,
        holder=_holder(who, found.holder),
        length=found.length,
        first=found.first,
        last=found.last,
        running=found.running,
    )


def _row(found: Fame, who: Holders) -> FameRow:
    return FameRow(
        holder=_holder(who, found.entry_id),
        fame=found.fame,
        shame=found.shame,
        best_stat=found.best_stat,
        worst_stat=found.worst_stat,
    )
