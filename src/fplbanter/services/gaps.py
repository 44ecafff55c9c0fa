"""What lacks of a league's season: line-ups, results, transfers, points, matches."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fplbanter.errors import NotFound
from fplbanter.game.model import EntryId, Gameweek, League, LeagueId, LeagueKind
from fplbanter.services.board import Board
from fplbanter.services.entries import EntryReader, is_away
from fplbanter.services.transfers import TransferReader
from fplbanter.store.database import Store
from fplbanter.store.entries import StoredEntry
from fplbanter.store.lineups import Kept
from fplbanter.store.results import StoredResults

BATCH = 500
"""Entries of one question to the store."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """
    What is still to be read of a league's season, the newest gameweek first.

    `members` are all who count, read or not. Once FPL has checked a gameweek,
    what was read of it before lacks again. `hidden` is a gameweek whose line-ups
    FPL does not show yet: they are not among the `lineups` that lack.
    """

    members: tuple[EntryId, ...] = ()
    lineups: tuple[Kept, ...] = ()
    histories: tuple[EntryId, ...] = ()
    transfers: tuple[EntryId, ...] = ()
    points: tuple[Gameweek, ...] = ()
    matches: tuple[Gameweek, ...] = ()
    hidden: Gameweek | None = None

    @property
    def lacking(self) -> frozenset[EntryId]:
        """The members of whom anything lacks."""
        picks = (entry_id for _, entry_id in self.lineups)
        return frozenset([*picks, *self.histories, *self.transfers])

    @property
    def requests(self) -> int:
        """How many requests fill them, the pages of matches counted as one."""
        single = (self.lineups, self.histories, self.transfers, self.points)
        return sum(map(len, single)) + bool(self.matches)

    def since(self, oldest: Gameweek) -> "Gaps":
        """Return the same without line-ups and points of gameweeks before one."""
        return replace(
            self,
            lineups=tuple(kept for kept in self.lineups if kept[0] >= oldest),
            points=tuple(gameweek for gameweek in self.points if gameweek >= oldest),
        )


@dataclass(slots=True)
class _Found:
    """What the store has of some entries."""

    entries: Mapping[EntryId, StoredEntry]
    results: Mapping[EntryId, StoredResults]
    lineups: Mapping[Kept, bool]


class GapFinder:
    """Compares what the store has with what banter needs; asks FPL nothing."""

    def __init__(
        self,
        store: Store,
        board: Board,
        entries: EntryReader,
        transfers: TransferReader,
        limit: int,
    ) -> None:
        self._store = store
        self._board = board
        self._entries = entries
        self._transfers = transfers
        self._limit = limit

    async def find(self, league_id: LeagueId) -> Gaps:
        """
        Find what lacks of a league from its first gameweek to the current one.

        Its members must have been read. Raises NotFound for an unknown league.
        """
        season, current = self._board.season, self._board.current()
        stored = await self._store.leagues.find_league(season, league_id)
        if stored is None:
            raise NotFound(f"Nobody has asked for league {league_id} yet.")
        if current is None or current < stored.league.start:
            return Gaps()
        members = await self._store.members.find_all_members(
            season, league_id, self._limit
        )
        ids = [member.standing.entry_id for member in members]
        return await self._gaps(stored.league, ids, current)

    async def _gaps(
        self, league: League, ids: Sequence[EntryId], current: Gameweek
    ) -> Gaps:
        newest = self._transfers.shown_through()
        gameweeks = _backwards(league.start, newest)
        there: list[EntryId] = []
        lineups: list[Kept] = []
        histories: list[EntryId] = []
        for first in range(0, len(ids), BATCH):
            some = ids[first : first + BATCH]
            found = await self._found(some, gameweeks)
            alive = [e for e in some if not _is_deleted(found.entries.get(e))]
            there += alive
            histories += [e for e in alive if self._lacks_results(found, e)]
            lineups += self._lineups(found, alive, gameweeks)
        return Gaps(
            members=tuple(there),
            lineups=tuple(sorted(lineups, key=lambda kept: -kept[0])),
            histories=tuple(histories),
            transfers=await self._transfers.find_unread(there),
            points=await self._points(_backwards(league.start, current)),
            matches=await self._matches(league, current),
            hidden=current if newest < current else None,
        )

    async def _found(
        self, ids: Sequence[EntryId], gameweeks: Sequence[Gameweek]
    ) -> _Found:
        season, store = self._board.season, self._store
        return _Found(
            await store.entries.find_entries(season, ids),
            await store.results.find_results(season, ids),
            await store.lineups.find_read(season, ids, gameweeks),
        )

    def _lacks_results(self, found: _Found, entry_id: EntryId) -> bool:
        stored = found.results.get(entry_id)
        return stored is None or stored.through < self._board.settled_through()

    def _lineups(
        self, found: _Found, ids: Sequence[EntryId], gameweeks: Sequence[Gameweek]
    ) -> Iterator[Kept]:
        for gameweek in gameweeks:
            settled = self._board.state(gameweek).checked
            for entry_id in ids:
                there = found.lineups.get((gameweek, entry_id))
                if there or (there is False and not settled):
                    continue
                if self._has_played(found, entry_id, gameweek):
                    yield gameweek, entry_id

    def _has_played(self, found: _Found, entry_id: EntryId, gameweek: Gameweek) -> bool:
        """Say whether an entry can have a line-up, as far as that is known."""
        if is_away(found.entries.get(entry_id), gameweek):
            return False
        stored = found.results.get(entry_id)
        if stored is not None and stored.through >= gameweek:
            return any(row.gameweek == gameweek for row in stored.results)
        return not self._entries.is_absent(entry_id, gameweek)

    async def _points(self, gameweeks: Sequence[Gameweek]) -> tuple[Gameweek, ...]:
        known = await self._store.live.find_live_gameweeks(self._board.season)
        return tuple(
            g
            for g in gameweeks
            if g not in known or (self._board.state(g).checked and not known[g])
        )

    async def _matches(self, league: League, current: Gameweek) -> tuple[Gameweek, ...]:
        """Return the gameweeks of a head-to-head league that have no match."""
        if league.kind is not LeagueKind.HEAD_TO_HEAD:
            return ()
        found = await self._store.matches.find_matches(
            self._board.season, league.league_id
        )
        there = {match.gameweek for match in found}
        return tuple(g for g in _backwards(league.start, current) if g not in there)


def _backwards(first: Gameweek, last: Gameweek) -> list[Gameweek]:
    return [Gameweek(n) for n in range(last, first - 1, -1)]


def _is_deleted(entry: StoredEntry | None) -> bool:
    return entry is not None and entry.deleted
