"""Reading entries from FPL: who they are, their results, their line-ups."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from fplbanter.clock import Clock
from fplbanter.cluster.lanes import Lane
from fplbanter.errors import UpstreamNotFound
from fplbanter.fpl.answers import EntryHistory, EntryProfile, FetchedLineup
from fplbanter.fpl.upstream import Upstream
from fplbanter.game.model import Chip, EntryId, Gameweek
from fplbanter.services.board import Board
from fplbanter.services.changes import Changes
from fplbanter.services.recent import Recent
from fplbanter.services.upstream_health import Part, UpstreamHealth
from fplbanter.store.database import Store
from fplbanter.store.entries import StoredEntry
from fplbanter.store.lineups import StoredLineup
from fplbanter.store.results import StoredResults

ABSENT_FOR = 1_800.0
ABSENT_KEPT = 10_000
"""Seconds for which an entry that FPL shows no picks of is let be; how many."""

HIDDEN_FOR = 60.0
"""Seconds for which nobody is asked for line-ups that FPL does not show yet."""

NO_ROWS = Gameweek(0)


class EntryReader:
    """
    Reads one entry at a time and saves what came.

    `changes` says whose was saved: tables made before are out of date.
    """

    def __init__(
        self,
        upstream: Upstream,
        store: Store,
        board: Board,
        clock: Clock,
        health: UpstreamHealth,
    ) -> None:
        self._upstream = upstream
        self._store = store
        self._board = board
        self._clock = clock
        self._health = health
        self._absent: Recent[tuple[EntryId, Gameweek], float] = Recent(ABSENT_KEPT)
        self._hidden: tuple[Gameweek, float] | None = None
        self.changes = Changes()

    # -- what is to be read --------------------------------------------------

    async def find_unread(
        self, entry_ids: Sequence[EntryId], gameweek: Gameweek
    ) -> tuple[EntryId, ...]:
        """
        Find whose line-up or results of a gameweek are still to be read.

        Once FPL has checked the gameweek, what was read before is read once
        more. Entries that FPL has deleted, and those that did not play the
        gameweek, are not read again.
        """
        season, settled = self._board.season, self._board.state(gameweek).checked
        no_lineup = await self._store.lineups.find_missing(
            season, gameweek, entry_ids, settled=settled
        )
        # How far results go is all that is asked here: their rows are not read.
        results = await self._store.results.find_results(
            season, entry_ids, until=NO_ROWS
        )
        needed, lacking = self._needed_through(gameweek), set(no_lineup)
        lacking |= {e for e in entry_ids if _is_short(results.get(e), needed)}
        away = await self._store.entries.find_entries(season, tuple(lacking))
        return tuple(
            e
            for e in entry_ids
            if e in lacking
            and not is_away(away.get(e), gameweek)
            and not self.is_absent(e, gameweek)
        )

    def _needed_through(self, gameweek: Gameweek) -> Gameweek:
        """
        Return up to where settled results are needed for a gameweek.

        Its own are once FPL has checked it, before that those of the gameweeks
        before.
        """
        if self._board.state(gameweek).checked:
            return gameweek
        return self._board.settled_through(gameweek)

    # -- reading it ----------------------------------------------------------

    async def read_gameweek(
        self, entry_id: EntryId, gameweek: Gameweek, lane: Lane
    ) -> None:
        """
        Read an entry's results and its line-up of a gameweek.

        Two requests, one where the results are here already. An entry that is
        deleted, or that joined later, is remembered as such. Raises
        UpstreamNotFound while line-ups are not shown yet, and other
        UpstreamErrors.
        """
        history = None
        stored = await self._stored_results(entry_id)
        if _is_short(stored, self._needed_through(gameweek)):
            history = await self.read_unless_deleted(entry_id, lane)
            if history is None:
                return
        try:
            # Where FPL shows nobody's it is not asked for everybody's.
            self._refuse_hidden(gameweek)
            await self.read_lineup(entry_id, gameweek, lane)
        except UpstreamNotFound:
            if not self._board.are_picks_out(gameweek):
                self._hide(gameweek)
                raise
            history = history or await self.read_unless_deleted(entry_id, lane)
            if history is not None:
                await self._explain_absence(history, gameweek)

    async def read_history(self, entry_id: EntryId, lane: Lane) -> EntryHistory:
        """Read an entry's results of the season: one request."""
        # What FPL has checked by now is in the answer; later it may be more.
        through = self._board.settled_through()
        since = self._board.checked_since(through) if through else None
        async with self._health.watching(Part.ENTRIES):
            upstream = self._upstream.in_lane(lane)
            fetched = await upstream.fetch_history(entry_id, since)
        if since is not None and fetched.as_of < since:
            through = Gameweek(through - 1)
        history = fetched.value
        stored = _results(history, through, fetched.as_of)
        await self._store.results.save_results(self._board.season, [stored])
        self.changes.note(entry_id)
        return history

    async def read_unless_deleted(
        self, entry_id: EntryId, lane: Lane
    ) -> EntryHistory | None:
        """Read an entry's results; None for a deleted one, which is remembered."""
        try:
            return await self.read_history(entry_id, lane)
        except UpstreamNotFound:
            await self._store.entries.mark_deleted(
                self._board.season, entry_id, self._clock.now()
            )
            self.changes.note(entry_id)
            return None

    async def read_lineup(
        self, entry_id: EntryId, gameweek: Gameweek, lane: Lane
    ) -> StoredLineup:
        """Read an entry's line-up of a gameweek: one request."""
        since = self._board.checked_since(gameweek)
        async with self._health.watching(Part.ENTRIES):
            fetched = await self._upstream.in_lane(lane).fetch_lineup(
                entry_id, gameweek, self._board.positions, since
            )
        settled = since is not None and fetched.as_of >= since
        stored = _lineup(fetched.value, fetched.as_of, settled=settled)
        await self._store.lineups.save_lineups(self._board.season, [stored])
        self.changes.note(entry_id)
        return stored

    async def read_profile(self, entry_id: EntryId, lane: Lane) -> StoredEntry:
        """Read who an entry is: one request."""
        async with self._health.watching(Part.ENTRIES):
            profile = await self._upstream.in_lane(lane).fetch_profile(entry_id)
        return await self._save_entry(_entry(profile.value, profile.as_of))

    # -- entries without picks -----------------------------------------------

    def _hide(self, gameweek: Gameweek) -> None:
        """Note that FPL does not show a gameweek's line-ups."""
        if not self._is_hidden(gameweek):
            self._hidden = gameweek, self._clock.elapsed() + HIDDEN_FOR

    def _is_hidden(self, gameweek: Gameweek) -> bool:
        """Say whether FPL did not show a gameweek's line-ups a moment ago."""
        which, until = self._hidden or (None, 0.0)
        return which == gameweek and self._clock.elapsed() < until

    def _refuse_hidden(self, gameweek: Gameweek) -> None:
        if self._is_hidden(gameweek) and not self._board.are_picks_out(gameweek):
            raise UpstreamNotFound(f"line-ups of gameweek {gameweek} are not shown yet")

    async def _explain_absence(self, history: EntryHistory, gameweek: Gameweek) -> None:
        """
        Remember why an entry has no picks: it joined later, or nobody knows.

        Raises UpstreamNotFound if it did play the gameweek.
        """
        played = [result.gameweek for result in history.results]
        if gameweek in played:
            raise UpstreamNotFound(f"no picks of entry {history.entry_id} are shown")
        first = min(played, default=Gameweek(gameweek + 1))
        if first > gameweek:
            await self._remember_late_joiner(history.entry_id, first)
        else:
            until = self._clock.elapsed() + ABSENT_FOR
            self._absent.put((history.entry_id, gameweek), until)

    def is_absent(self, entry_id: EntryId, gameweek: Gameweek) -> bool:
        """Say whether FPL showed no picks of an entry a moment ago, and no reason."""
        until = self._absent.get((entry_id, gameweek))
        return until is not None and self._clock.elapsed() < until

    async def _remember_late_joiner(self, entry_id: EntryId, first: Gameweek) -> None:
        """Note an entry's first gameweek, so that it is not asked for before."""
        known = await self._store.entries.find_entry(self._board.season, entry_id)
        now = self._clock.now()
        unnamed = StoredEntry(
            entry_id, "", "", first, deleted=False, leagues=(), as_of=now
        )
        await self._save_entry(replace(known or unnamed, started=first, as_of=now))

    # -- what is stored ------------------------------------------------------

    async def _save_entry(self, entry: StoredEntry) -> StoredEntry:
        await self._store.entries.save_entries(self._board.season, [entry])
        self.changes.note(entry.entry_id)
        return entry

    async def _stored_results(self, entry_id: EntryId) -> StoredResults | None:
        found = await self._store.results.find_results(
            self._board.season, [entry_id], until=NO_ROWS
        )
        return found.get(entry_id)


def _results(
    history: EntryHistory, through: Gameweek, as_of: datetime
) -> StoredResults:
    chips: Mapping[Gameweek, Chip] = {c.gameweek: c.chip for c in history.chips}
    return StoredResults(
        entry_id=history.entry_id,
        results=history.results,
        chips=chips,
        through=through,
        as_of=as_of,
    )


def _lineup(fetched: FetchedLineup, as_of: datetime, *, settled: bool) -> StoredLineup:
    return StoredLineup(
        lineup=fetched.lineup,
        auto_subs=fetched.auto_subs,
        result=fetched.result,
        settled=settled,
        as_of=as_of,
    )


def _entry(profile: EntryProfile, as_of: datetime) -> StoredEntry:
    return StoredEntry(
        entry_id=profile.entry_id,
        manager_name=profile.manager_name,
        entry_name=profile.entry_name,
        started=profile.started,
        deleted=False,
        leagues=tuple(league.league_id for league in profile.leagues),
        as_of=as_of,
    )


def is_away(entry: StoredEntry | None, gameweek: Gameweek) -> bool:
    """Say whether an entry is deleted, or joined after the gameweek."""
    if entry is None:
        return False
    return entry.deleted or (entry.started is not None and entry.started > gameweek)


def _is_short(stored: StoredResults | None, needed: Gameweek) -> bool:
    """Say whether settled results are missing up to a gameweek."""
    return stored is None or stored.through < needed
