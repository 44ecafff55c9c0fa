"""
Whether a gameweek is settled: two reads of FPL that agree, some time apart.

That FPL says once that it has checked a gameweek is not enough: copies of its
edge contradict each other, and it has corrected points in the hour after. What
the first read said is in the store, so that a restart does not lose it.
"""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from fplbanter.clock import Clock
from fplbanter.game.model import Gameweek, PlayerStats
from fplbanter.services.board import Board
from fplbanter.services.catching_up import catch_up
from fplbanter.services.season import SeasonReader
from fplbanter.store.database import Store
from fplbanter.store.live import StoredLive
from fplbanter.store.settlements import StoredSettlement

APART: Final = timedelta(minutes=10)
"""Between two reads at least: so long the oldest copies of FPL's edge are about."""


class Settlement:
    """Watches gameweeks being settled; `apart` lies between two reads at least."""

    def __init__(
        self,
        store: Store,
        board: Board,
        clock: Clock,
        season_reader: SeasonReader,
        apart: timedelta = APART,
    ) -> None:
        self._store = store
        self._board = board
        self._clock = clock
        self._season_reader = season_reader
        self._apart = apart

    async def is_settled(self, gameweek: Gameweek) -> bool:
        """Say whether a gameweek is known to be settled; FPL is not asked."""
        known = await self._known(gameweek)
        return known is not None and known.settled

    async def due_at(self, gameweek: Gameweek) -> datetime | None:
        """Return when the second read is due, None while there was no first one."""
        known = await self._known(gameweek)
        return None if known is None or known.settled else known.read_at + self._apart

    async def observe(self, gameweek: Gameweek) -> bool:
        """
        Read FPL once more and say whether a gameweek is settled now.

        Two requests, none when it is settled already or when the first read was
        a moment ago. A read that says something else than the first begins anew.
        Raises NotFound for a gameweek that does not exist, and UpstreamError.
        """
        await catch_up(self._store, self._board)
        known = await self._known(gameweek)
        if known is not None and (known.settled or self._is_too_early(known)):
            return known.settled
        await self._season_reader.refresh_season()
        if not self._board.state(gameweek).checked:
            # One of two copies of FPL was wrong: neither counts.
            await self._store.settlements.drop_doubted(self._board.season, gameweek)
            return False
        live = await self._season_reader.refresh_live(gameweek)
        return await self._compare(known, self._read(gameweek, live), live)

    async def _compare(
        self, known: StoredSettlement | None, read: StoredSettlement, live: StoredLive
    ) -> bool:
        """Keep what was read, and say whether it is the second that says so."""
        if not live.final:
            return False
        first = known if known and known.digest == read.digest else None
        sure = self._board.settled_for_good(read.gameweek)
        if first is not None and not sure:
            if read.read_at - first.read_at < self._apart:
                return False
            sure = True
        await self._store.settlements.save_settlement(
            self._board.season, replace(read, settled=sure)
        )
        return sure

    async def _known(self, gameweek: Gameweek) -> StoredSettlement | None:
        return await self._store.settlements.find_settlement(
            self._board.season, gameweek
        )

    def _is_too_early(self, known: StoredSettlement) -> bool:
        """Say whether the first read is so new that a second would prove nothing."""
        return timedelta(0) <= self._clock.now() - known.read_at < self._apart

    def _read(self, gameweek: Gameweek, live: StoredLive) -> StoredSettlement:
        """Sum a read up; it is as old as the older of its two answers."""
        read_at = min(live.as_of, self._board.facts.as_of)
        average = self._board.state(gameweek).average
        return StoredSettlement(gameweek, digest(live, average), read_at)


def digest(live: StoredLive, average: int) -> str:
    """Return the same text for the same points, whatever their order."""
    rows = sorted(_row(player) for player in live.players)
    return hashlib.sha256(repr((average, rows)).encode()).hexdigest()


def _row(did: PlayerStats) -> tuple[int, ...]:
    """Return what banter is made of: points, and what they are for."""
    return (
        did.player_id,
        did.total_points,
        did.minutes,
        did.goals,
        did.assists,
        did.clean_sheets,
        did.saves,
        did.yellow_cards,
        did.red_cards,
        did.bonus,
    )
