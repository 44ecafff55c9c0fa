"""Reading entries' transfers from FPL: once after each deadline."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from fplbanter.cluster.lanes import Lane
from fplbanter.fpl.upstream import Upstream
from fplbanter.game.model import EntryId, Gameweek
from fplbanter.services.board import Board
from fplbanter.services.upstream_health import Part, UpstreamHealth
from fplbanter.store.database import Store
from fplbanter.store.transfers import StoredTransfers

SHOWN_AFTER: Final = timedelta(minutes=90)
"""
After a deadline FPL shows everybody's transfers for it; line-ups came 46 to 58
minutes after it (fact sheet 5.1).
"""


class TransferReader:
    """Reads one entry's transfers at a time, the whole season's, and saves them."""

    def __init__(
        self, upstream: Upstream, store: Store, board: Board, health: UpstreamHealth
    ) -> None:
        self._upstream = upstream
        self._store = store
        self._board = board
        self._health = health

    def shown_through(self) -> Gameweek:
        """Return the newest gameweek of which FPL shows transfers, 0 if none."""
        current = self._board.current()
        if current is None:
            return Gameweek(0)
        shown = self._board.are_picks_out(current)
        return current if shown else Gameweek(current - 1)

    async def find_unread(self, entry_ids: Sequence[EntryId]) -> tuple[EntryId, ...]:
        """
        Find whose transfers lack a gameweek that FPL shows by now.

        After its deadline nobody can change what he has bought for it: what was
        read since is never read again.
        """
        needed = self.shown_through()
        season, none = self._board.season, Gameweek(0)
        reach = await self._store.transfers.find_reach(season, entry_ids)
        return tuple(e for e in entry_ids if reach.get(e, none) < needed)

    async def read_transfers(self, entry_id: EntryId, lane: Lane) -> StoredTransfers:
        """Read an entry's transfers of the season: one request."""
        through = self.shown_through()
        since = self._shown_since(through)
        async with self._health.watching(Part.TRANSFERS):
            fetched = await self._upstream.in_lane(lane).fetch_transfers(
                entry_id, since
            )
        if since is not None and fetched.as_of < since:
            through = Gameweek(through - 1)
        stored = StoredTransfers(entry_id, fetched.value, through, fetched.as_of)
        await self._store.transfers.save_transfers(self._board.season, [stored])
        return stored

    def _shown_since(self, gameweek: Gameweek) -> datetime | None:
        """Return since when an answer of FPL has a gameweek's transfers for sure."""
        if gameweek < 1:
            return None
        told = self._board.facts.as_of
        return min(told, self._board.state(gameweek).deadline + SHOWN_AFTER)
