"""What to tell readers about FPL right now: from memory, for every page."""

from datetime import datetime

from fplbanter.clock import Clock
from fplbanter.fpl import endpoints
from fplbanter.fpl.endpoints import Group
from fplbanter.fpl.outages import Outages
from fplbanter.services.answers import Notice
from fplbanter.services.board import Board


class Outlook:
    """Puts FPL's trouble into the terms of who looks at a page."""

    def __init__(self, board: Board, clock: Clock, outages: Outages) -> None:
        self._board = board
        self._clock = clock
        self._outages = outages

    def notice(self) -> Notice | None:
        """Say what is wrong, None while FPL answers."""
        trouble, now = self._outages.trouble(), self._clock.now()
        if trouble is None:
            return None
        retry_in = None
        if trouble.next_try is not None:
            retry_in = (trouble.next_try - now).total_seconds() / self._clock.pace
        return Notice(
            kind=trouble.kind,
            at=now,
            since=trouble.since,
            as_of=self._as_of(),
            retry_at=trouble.next_try,
            retry_in=retry_in,
        )

    def _as_of(self) -> datetime | None:
        """Return when what moves was read, if it is that which does not come."""
        if self._board.is_empty:
            return None
        current = self._board.current()
        if current is not None and self._outages.doubt(endpoints.LIVE):
            return self._board.live_as_of(current)
        if self._outages.trouble(Group.SEASON, Group.MATCHDAY):
            return self._board.fixtures_as_of or self._board.facts.as_of
        return None
