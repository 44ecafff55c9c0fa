"""How old an answer may be before it says so itself."""

from datetime import datetime, timedelta

from fplbanter.clock import Clock
from fplbanter.game.model import Gameweek, Phase
from fplbanter.game.phases import in_play
from fplbanter.services.answers import Freshness
from fplbanter.services.board import Board, Snapshot
from fplbanter.services.upstream_health import Part, UpstreamHealth

LIVE_LIMIT = timedelta(minutes=3)
"""While a ball is kicked: four missed polls."""

QUIET_LIMIT = timedelta(minutes=45)
"""At any other time: three missed readings of the season."""


REAL_SECONDS = 8.0
"""Nothing is stale within these, however fast the clock of a demo runs."""


class FreshnessJudge:
    """Says of what is on the board how old it is, and whether that is too old."""

    def __init__(self, board: Board, clock: Clock, health: UpstreamHealth) -> None:
        self._board = board
        self._clock = clock
        self._health = health

    def of_gameweek(self, snapshot: Snapshot) -> Freshness:
        """
        Judge a gameweek's points; final ones never grow old.

        While no ball is kicked points are not read, since the fixtures, which
        are, show that nothing moves.
        """
        if snapshot.final and self._board.phase(snapshot.gameweek) is Phase.FINAL:
            return Freshness(snapshot.as_of)
        as_of, fixtures_as_of = snapshot.as_of, self._board.fixtures_as_of
        parts = (Part.LIVE, Part.FIXTURES, Part.SEASON)
        if in_play(snapshot.fixtures) or as_of is None or fixtures_as_of is None:
            as_of = as_of or fixtures_as_of
            limit = LIVE_LIMIT if in_play(snapshot.fixtures) else QUIET_LIMIT
            return self._judge(as_of, as_of, limit, *parts)
        return self._judge(as_of, max(as_of, fixtures_as_of), QUIET_LIMIT, *parts)

    def of_season(self, gameweek: Gameweek | None = None) -> Freshness:
        """Judge the season's facts and fixtures."""
        if self._board.is_empty:
            return self._judge(None, None, QUIET_LIMIT, Part.SEASON)
        live = gameweek is not None and in_play(self._board.fixtures(gameweek))
        as_of = self._board.fixtures_as_of or self._board.facts.as_of
        limit = LIVE_LIMIT if live else QUIET_LIMIT
        return self._judge(as_of, as_of, limit, Part.FIXTURES, Part.SEASON)

    def of_reading(self, as_of: datetime | None, part: Part) -> Freshness:
        """
        Judge what is only read when somebody looks: a league, an entry.

        However old it is, it is stale only while FPL would not give it anew.
        """
        trouble = self._health.trouble_with(part)
        if trouble is None or as_of is None or self._clock.now() - as_of <= QUIET_LIMIT:
            return Freshness(as_of)
        return self.late(as_of, part)

    def _judge(
        self,
        as_of: datetime | None,
        seen: datetime | None,
        limit: timedelta,
        *parts: Part,
    ) -> Freshness:
        """Judge what is of `as_of` by when FPL was last `seen` to stand by it."""
        patience = max(limit, timedelta(seconds=REAL_SECONDS * self._clock.pace))
        if seen is not None and self._clock.now() - seen <= patience:
            return Freshness(as_of)
        return self.late(as_of, *parts)

    def late(self, as_of: datetime | None, *parts: Part) -> Freshness:
        """Call what is of `as_of` stale, and say why if FPL does not give these."""
        trouble = self._health.trouble_with(*parts)
        if trouble is None:
            return Freshness(as_of, stale=True, reason="waiting")
        return Freshness(
            as_of, stale=True, reason=trouble.kind, retry_at=trouble.next_try
        )
