"""
What the banter engine is fed with, from the store alone: weeks and diaries.

A league is read with a few questions, whatever its size: members, entries,
results, transfers, line-ups in slices. FPL is never asked here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fplbanter.banter.chronicle import FIRST, Diary, Week
from fplbanter.game.head_to_head import with_live_points
from fplbanter.game.model import (
    EntryId,
    Gameweek,
    League,
    LeagueKind,
    Match,
)
from fplbanter.game.scoring import score
from fplbanter.services.banter.diaries import Papers, carried_over, diary
from fplbanter.services.banter.gameweeks import Gameweeks
from fplbanter.services.board import Board
from fplbanter.services.catching_up import catch_up
from fplbanter.store.database import Store

MEMBERS = 2_000
"""Members of a league that are read at most, best ranks first."""

SCORED = 50_000
"""Entries of all leagues together that are counted at most."""

BATCH = 500
"""Entries of one question to the store."""


@dataclass(frozen=True, slots=True)
class Material:
    """A league's weeks and its members' diaries: what `chronicle` takes."""

    weeks: list[Week]
    diaries: list[Diary]


class Inputs:
    """
    Reads leagues' seasons from the store, `limit` members of each at most.

    A gameweek whose players' points were never read has no week. `since` leaves
    earlier weeks and line-ups out, for whoever has reviewed them already; the
    results are always there from the first gameweek on.
    """

    def __init__(self, store: Store, board: Board, limit: int = MEMBERS) -> None:
        self._store = store
        self._board = board
        self._limit = limit
        self._gameweeks = Gameweeks(store, board)

    async def read(
        self, league: League, through: Gameweek, *, since: Gameweek | None = None
    ) -> Material:
        """Read a league's weeks and diaries up to a gameweek that has begun."""
        await catch_up(self._store, self._board)
        first = max(league.start, since or FIRST)
        weeks = await self._gameweeks.find(first, through)
        diaries = await self._diaries(await self._members(league), through, first)
        return Material(await self._with_matches(league, weeks, diaries), diaries)

    async def weeks(
        self, league: League, through: Gameweek, *, since: Gameweek | None = None
    ) -> list[Week]:
        """Read a league's weeks; those of a head-to-head one have its matches."""
        if league.kind is LeagueKind.HEAD_TO_HEAD:
            return (await self.read(league, through, since=since)).weeks
        return await self.weeks_of(through, since=max(league.start, since or FIRST))

    async def weeks_of(
        self, through: Gameweek, *, since: Gameweek = FIRST
    ) -> list[Week]:
        """Read weeks that are no league's own: for all entries together."""
        await catch_up(self._store, self._board)
        return await self._gameweeks.find(since, through)

    async def diaries(
        self, league: League, through: Gameweek, *, since: Gameweek | None = None
    ) -> list[Diary]:
        """Read the diaries of a league's members, in the official order."""
        first = max(league.start, since or FIRST)
        return await self.diaries_of(await self._members(league), through, since=first)

    async def diaries_of(
        self,
        entry_ids: Sequence[EntryId],
        through: Gameweek,
        *,
        since: Gameweek = FIRST,
    ) -> list[Diary]:
        """Read entries' diaries in their order; those deleted at FPL have none."""
        await catch_up(self._store, self._board)
        return await self._diaries(entry_ids, through, since)

    async def entries_scored(self, limit: int = SCORED) -> tuple[EntryId, ...]:
        """
        Return the entries that this installation scores, always in one order.

        Whose line-ups are read for a league has his results read as well: it is
        by these that he is found.
        """
        return await self._store.results.find_entry_ids(self._board.season, limit)

    # -- members -------------------------------------------------------------

    async def _members(self, league: League) -> list[EntryId]:
        found = await self._store.members.find_all_members(
            self._board.season, league.league_id, self._limit
        )
        return [member.standing.entry_id for member in found]

    async def _diaries(
        self, entry_ids: Sequence[EntryId], through: Gameweek, since: Gameweek
    ) -> list[Diary]:
        before = self._settled_before(through)
        unsettled = [
            Gameweek(n)
            for n in range(FIRST, through)
            if self._gameweeks.is_open(Gameweek(n))
        ]
        since = min([since, *unsettled])
        found: list[Diary] = []
        for first in range(0, len(entry_ids), BATCH):
            some = entry_ids[first : first + BATCH]
            papers = await self._papers(some, since, through)
            found += [diary(each, before) for each in papers]
        if not unsettled:
            return found
        weeks = await self._gameweeks.find(unsettled[0], Gameweek(through - 1))
        late = [(w.gameweek, w.appearances) for w in weeks if w.gameweek in unsettled]
        return [carried_over(each, late) for each in found]

    def _settled_before(self, through: Gameweek) -> dict[Gameweek, Gameweek]:
        gameweeks = [Gameweek(n) for n in range(FIRST, through + 1)]
        return {g: self._board.settled_through(g) for g in gameweeks}

    async def _papers(
        self, entry_ids: Sequence[EntryId], since: Gameweek, through: Gameweek
    ) -> Iterable[Papers]:
        """Gather what is stored of entries that FPL has not deleted."""
        season, store = self._board.season, self._store
        entries = await store.entries.find_entries(season, entry_ids)
        gone = {e for e, entry in entries.items() if entry.deleted}
        there = [e for e in entry_ids if e not in gone]
        results = await store.results.find_results(season, there, until=through)
        transfers = await store.transfers.find_transfers(season, there)
        papers = {
            e: Papers(e, entries.get(e), results.get(e), transfers.get(e))
            for e in there
        }
        gameweeks = [Gameweek(n) for n in range(since, through + 1)]
        async for some in store.lineups.find_lineups_of(season, there, gameweeks):
            for lineup in some:
                papers[lineup.entry_id].lineups[lineup.gameweek] = lineup
        return papers.values()

    # -- matches -------------------------------------------------------------

    async def _with_matches(
        self, league: League, weeks: list[Week], diaries: Sequence[Diary]
    ) -> list[Week]:
        """Give a head-to-head league's weeks its matches, where they were read."""
        if league.kind is not LeagueKind.HEAD_TO_HEAD:
            return weeks
        matches = await self._store.matches.find_matches(
            self._board.season, league.league_id
        )
        if not matches:
            return weeks
        return [
            replace(week, matches=self._played(week, matches, diaries))
            for week in weeks
        ]

    def _played(
        self, week: Week, matches: Iterable[Match], diaries: Sequence[Diary]
    ) -> tuple[Match, ...]:
        """
        Return a gameweek's matches with the points that its sides have now.

        FPL's list may be of an earlier minute. Where a side is unknown it stands
        for a gameweek that FPL has checked; one in play is then left out.
        """
        nets = _net_points(week, diaries)
        state = self._board.state(week.gameweek)
        average = state.average if state.average > 0 or state.checked else None
        found = (
            with_live_points(m, nets, average) or (m if state.checked else None)
            for m in matches
            if m.gameweek == week.gameweek
        )
        return tuple(match for match in found if match is not None)


def _net_points(week: Week, diaries: Iterable[Diary]) -> dict[EntryId, int]:
    """Return everybody's net points of a gameweek: settled, else as they stand."""
    nets: dict[EntryId, int] = {}
    for each in diaries:
        row = next((r for r in each.results if r.gameweek == week.gameweek), None)
        lineup = each.lineups.get(week.gameweek)
        if row is not None:
            nets[each.entry_id] = row.net_points
        elif lineup is not None:
            nets[each.entry_id] = score(lineup, week.appearances).net_points
    return nets
