"""What is stored of an entry; what nobody has looked at is read from FPL once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NoReturn

from fplbanter.clock import Clock
from fplbanter.cluster.lanes import Lane
from fplbanter.errors import (
    NotFound,
    Refused,
    UpstreamForbidden,
    UpstreamNotFound,
    UpstreamSlow,
)
from fplbanter.game.model import EntryId, Gameweek, OfficialStanding
from fplbanter.ops.deadline import left
from fplbanter.services.board import Board
from fplbanter.services.entries import EntryReader, is_away
from fplbanter.services.flights import Flights
from fplbanter.services.refusals import Refusals
from fplbanter.store.database import Store
from fplbanter.store.entries import StoredEntry
from fplbanter.store.leagues import StoredLeague
from fplbanter.store.lineups import StoredLineup
from fplbanter.store.results import StoredResults

PATIENCE_SECONDS = 1.8
"""How long somebody waits for an entry that nobody has looked at before."""

NOT_YET = "FPL has not answered yet: try again in a moment."

MISSING_FOR = 60.0
"""Seconds for which FPL's no is remembered."""

Key = tuple[str, EntryId] | tuple[str, EntryId, Gameweek]
Fetch = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Career:
    """What is stored of an entry's season."""

    entry: StoredEntry
    results: StoredResults | None
    leagues: tuple[StoredLeague, ...]
    names: OfficialStanding


@dataclass(frozen=True, slots=True)
class Fielded:
    """What is stored of an entry's gameweek."""

    stored: StoredLineup
    results: StoredResults | None
    names: OfficialStanding


class Careers:
    """Finds in the store what is known of entries; asks FPL for the rest."""

    def __init__(
        self,
        store: Store,
        board: Board,
        clock: Clock,
        reader: EntryReader,
        flights: Flights,
    ) -> None:
        self._store = store
        self._board = board
        self._reader = reader
        self._flights = flights
        self._refusals = Refusals(clock)

    async def of(self, entry_id: EntryId) -> Career:
        """Return an entry's season; raises NotFound, Refused or an UpstreamError."""
        season = self._board.season
        known = await self._store.entries.find_entry(season, entry_id)
        results = await self._results(entry_id)
        if known is None or (not known.entry_name and not known.deleted):
            await self._ask(
                ("profile", entry_id),
                lambda: self._reader.read_profile(entry_id, Lane.PERSON),
            )
            known = await self._store.entries.find_entry(season, entry_id)
        if known is None:
            raise NotFound(f"There is no entry {entry_id}.")
        if results is None and not known.deleted:
            await self._ask(
                ("history", entry_id),
                lambda: self._reader.read_history(entry_id, Lane.PERSON),
            )
            results = await self._results(entry_id)
        names = await self._names(entry_id)
        return Career(known, results, await self._leagues_of(entry_id), names)

    async def fielded(self, entry_id: EntryId, gameweek: Gameweek) -> Fielded:
        """Return an entry's line-up; raises NotFound, Refused or an UpstreamError."""
        stored = await self._stored_lineup(entry_id, gameweek)
        if stored is None:
            await self._refuse_if_away(entry_id, gameweek)
            await self._ask(
                ("lineup", entry_id, gameweek),
                lambda: self._reader.read_lineup(entry_id, gameweek, Lane.PERSON),
            )
            stored = await self._stored_lineup(entry_id, gameweek)
        if stored is None:
            raise NotFound(f"Entry {entry_id} has no line-up in gameweek {gameweek}.")
        results = await self._results(entry_id)
        return Fielded(stored, results, await self._names(entry_id))

    async def _leagues_of(self, entry_id: EntryId) -> tuple[StoredLeague, ...]:
        """Find the leagues that somebody has looked at and that an entry is in."""
        season = self._board.season
        ids = await self._store.members.find_leagues_of(season, entry_id)
        found = await self._store.leagues.find_leagues(season, ids)
        return tuple(found.values())

    async def _ask(self, key: Key, fetch: Fetch) -> None:
        """Join or start a fetch; say in the game's words what FPL refused."""
        self._refusals.raise_known(key)
        if not await self._flights.join(
            key, lambda: self._fetch(key, fetch), patience=left(PATIENCE_SECONDS)
        ):
            raise UpstreamSlow(NOT_YET)

    async def _fetch(self, key: Key, fetch: Fetch) -> None:
        """Fetch, and remember a no: who asked may have left before it came."""
        try:
            await fetch()
        except UpstreamNotFound:
            self._refuse(key, NotFound(f"FPL has nothing on entry {key[1]} here."))
        except UpstreamForbidden:
            self._refuse(key, Refused(f"FPL does not show entry {key[1]}."))

    def _refuse(self, key: Key, error: NotFound | Refused) -> NoReturn:
        self._refusals.note(key, error, MISSING_FOR)
        raise error from None

    async def _stored_lineup(
        self, entry_id: EntryId, gameweek: Gameweek
    ) -> StoredLineup | None:
        found = await self._store.lineups.find_lineups(
            self._board.season, gameweek, [entry_id]
        )
        return found.get(entry_id)

    async def _results(self, entry_id: EntryId) -> StoredResults | None:
        found = await self._store.results.find_results(self._board.season, [entry_id])
        return found.get(entry_id)

    async def _refuse_if_away(self, entry_id: EntryId, gameweek: Gameweek) -> None:
        """Refuse what is known not to be there; FPL need not be asked."""
        entry = await self._store.entries.find_entry(self._board.season, entry_id)
        if entry is not None and entry.deleted:
            raise NotFound(f"FPL has deleted entry {entry_id}.")
        if is_away(entry, gameweek):
            raise NotFound(f"Entry {entry_id} joined after gameweek {gameweek}.")

    async def _names(self, entry_id: EntryId) -> OfficialStanding:
        """Find an entry's names: its own, else those of a league's table."""
        season = self._board.season
        known = await self._store.entries.find_entry(season, entry_id)
        if known is not None and known.entry_name:
            return OfficialStanding(entry_id, known.manager_name, known.entry_name)
        found = await self._store.members.find_standing_of(season, entry_id)
        return found or OfficialStanding(entry_id, "", f"Entry {entry_id}")
