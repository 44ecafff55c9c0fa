"""
A league's members with all that their table needs, kept between changes.

Reading 1,200 line-ups from the store takes far longer than scoring them, and
they change once a gameweek while points change every minute.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from fplbanter.errors import StoreUnavailable
from fplbanter.game.model import (
    EntryId,
    Gameweek,
    LeagueId,
    LeagueKind,
    Match,
    OfficialStanding,
    Result,
)
from fplbanter.ops.deadline import left
from fplbanter.services.board import Board
from fplbanter.services.entries import EntryReader, is_away
from fplbanter.services.flights import Flights
from fplbanter.services.intake import Intakes
from fplbanter.services.recent import Recent
from fplbanter.store.database import Store
from fplbanter.store.entries import StoredEntry
from fplbanter.store.leagues import StoredLeague
from fplbanter.store.lineups import StoredLineup
from fplbanter.store.members import StoredMember
from fplbanter.store.results import StoredResults

Key = tuple[LeagueId, Gameweek]

MEMBERS_KEPT = 20_000
"""Members of all rosters in memory together; 1,200 take about 3 MB."""

PATIENCE_SECONDS = 1.0
"""How long somebody waits for a roster while an older one is here."""

HOLD_SECONDS = 1.0
"""Real seconds for which a roster serves while leagues are still being read."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member: FPL's row, and what was read of his season."""

    standing: OfficialStanding
    is_new: bool
    entry: StoredEntry | None
    lineup: StoredLineup | None
    results: StoredResults | None

    @property
    def entry_id(self) -> EntryId:
        """The member's entry."""
        return self.standing.entry_id

    @property
    def rows(self) -> tuple[Result, ...]:
        """His settled gameweeks, in order."""
        return self.results.results if self.results else ()

    def is_away(self, gameweek: Gameweek) -> bool:
        """Say whether his entry is deleted or joined after the gameweek."""
        return is_away(self.entry, gameweek)

    def has_results_through(self, gameweek: Gameweek) -> bool:
        """Say whether FPL's settled results up to a gameweek have been read."""
        return self.results is not None and self.results.through >= gameweek


@dataclass(frozen=True, slots=True)
class Roster:
    """A league, its members for one gameweek, and its matches if it has any."""

    league: StoredLeague
    gameweek: Gameweek
    members: tuple[Member, ...]
    matches: tuple[Match, ...]
    version: int


@dataclass(slots=True)
class _Kept:
    """A roster, and what had been read when it was loaded, `at` real seconds."""

    roster: Roster
    entry_ids: frozenset[EntryId]
    changes: int
    at: float

    def is_of(self, league: StoredLeague) -> bool:
        """Say whether the league's table has not been read anew since."""
        asked_at = league.asked_at
        return replace(self.roster.league, asked_at=asked_at) == league


class Rosters:
    """Loads rosters from the store and keeps those in use."""

    def __init__(
        self,
        store: Store,
        board: Board,
        entries: EntryReader,
        intakes: Intakes,
        limit: int,
    ) -> None:
        self._store = store
        self._board = board
        self._entries = entries
        self._intakes = intakes
        self._limit = limit
        self._flights = Flights()
        self._kept: Recent[Key, _Kept] = Recent(
            MEMBERS_KEPT, lambda kept: len(kept.roster.members) + 1
        )
        self._loaded = 0

    async def roster(self, league: StoredLeague, gameweek: Gameweek) -> Roster:
        """
        Return a league's roster for a gameweek as it is now.

        While the store does not answer in time it is the one that was read last.
        """
        key = (league.league.league_id, gameweek)

        async def load() -> None:
            await self._load(key, league)

        kept = self._kept.get(key)
        if kept is not None and not self._is_fresh(kept, league):
            # However many look at once, it is loaded once.
            patience = left(PATIENCE_SECONDS)
            with suppress(StoreUnavailable):
                await self._flights.join(key, load, patience=patience)
        elif kept is None:
            await self._flights.join(key, load)
        kept = self._kept.get(key)
        return kept.roster if kept else await self.roster(league, gameweek)

    async def close(self) -> None:
        """Stop what is under way."""
        await self._flights.close()

    def _is_fresh(self, kept: _Kept, league: StoredLeague) -> bool:
        """Say whether nothing was read since, or so little that it can wait."""
        if not kept.is_of(league):
            return False
        changed = self._changed(kept)
        if changed is not None and not changed:
            kept.changes = self._entries.changes.count
            return True
        held = time.monotonic() - kept.at < HOLD_SECONDS
        return held and self._intakes.are_running

    def _changed(self, kept: _Kept) -> frozenset[EntryId] | None:
        """Return whose data was read since; None where that is not known."""
        changed = self._entries.changes.since(kept.changes)
        return None if changed is None else changed & kept.entry_ids

    async def _load(self, key: Key, league: StoredLeague) -> None:
        changes, at = self._entries.changes.count, time.monotonic()
        kept, gameweek = self._kept.get(key), key[1]
        changed = self._changed(kept) if kept and kept.is_of(league) else None
        if kept is None or changed is None:
            roster = await self._roster(league, gameweek)
        else:
            roster = await self._renewed(kept.roster, league, changed)
        ids = frozenset(member.entry_id for member in roster.members)
        self._kept.put(key, _Kept(roster, ids, changes, at))

    async def _roster(self, league: StoredLeague, gameweek: Gameweek) -> Roster:
        """Load a roster whole."""
        rows = await self._store.members.find_all_members(
            self._board.season, league.league.league_id, self._limit
        )
        members = await self._members(gameweek, rows)
        matches = await self._matches(league)
        return Roster(league, gameweek, members, matches, self._next_version())

    async def _renewed(
        self, roster: Roster, league: StoredLeague, changed: frozenset[EntryId]
    ) -> Roster:
        """Load those members anew whose data was read since: the rest is as it was."""
        rows = [
            StoredMember(m.standing, m.is_new)
            for m in roster.members
            if m.entry_id in changed
        ]
        new = {m.entry_id: m for m in await self._members(roster.gameweek, rows)}
        members = tuple(new.get(m.entry_id, m) for m in roster.members)
        version = self._next_version()
        return replace(roster, league=league, members=members, version=version)

    def _next_version(self) -> int:
        self._loaded += 1
        return self._loaded

    async def _members(
        self, gameweek: Gameweek, rows: Sequence[StoredMember]
    ) -> tuple[Member, ...]:
        season, store = self._board.season, self._store
        ids = [row.standing.entry_id for row in rows]
        lineups = await store.lineups.find_lineups(season, gameweek, ids)
        # From the first gameweek on, also where a league starts later: transfers
        # of the whole season break ties.
        results = await store.results.find_results(season, ids, until=gameweek)
        entries = await store.entries.find_entries(season, ids)
        return tuple(
            Member(
                standing=row.standing,
                is_new=row.is_new,
                entry=entries.get(row.standing.entry_id),
                lineup=lineups.get(row.standing.entry_id),
                results=results.get(row.standing.entry_id),
            )
            for row in rows
        )

    async def _matches(self, league: StoredLeague) -> tuple[Match, ...]:
        if league.league.kind is not LeagueKind.HEAD_TO_HEAD:
            return ()
        return await self._store.matches.find_matches(
            self._board.season, league.league.league_id
        )
