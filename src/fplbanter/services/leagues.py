"""Looking at leagues: the first look, the reading behind it, how far it is."""

from collections.abc import Hashable
from contextlib import suppress
from datetime import datetime

from fplbanter.clock import Clock
from fplbanter.errors import (
    NotFound,
    Refused,
    StoreUnavailable,
    UpstreamError,
    UpstreamForbidden,
    UpstreamNotFound,
)
from fplbanter.game.model import Gameweek, LeagueId, Season
from fplbanter.ops.deadline import left
from fplbanter.services.answers import LeagueSummary, Pending, Progress
from fplbanter.services.board import Board
from fplbanter.services.flights import Flights, FlightTimeout
from fplbanter.services.intake import Intakes
from fplbanter.services.membership import Membership
from fplbanter.services.memory import Memory
from fplbanter.services.refusals import Refusals
from fplbanter.services.tables import summary
from fplbanter.store.database import Store
from fplbanter.store.intakes import Intake
from fplbanter.store.leagues import TOUCH_EVERY, StoredLeague

FIRST_LOOK_SECONDS = 1.8
"""How long somebody waits for FPL's first answer before being told to watch."""

NOTING_SECONDS = 0.5
"""How long somebody waits until it is noted that he looked."""

MISSING_FOR = 600.0
FAILED_FOR = 5.0
"""Seconds for which FPL's no is remembered, and for which its silence is."""


class LeagueDesk:
    """Hands out leagues, and has unknown ones read from FPL once."""

    def __init__(
        self,
        store: Store,
        board: Board,
        clock: Clock,
        membership: Membership,
        intakes: Intakes,
        memory: Memory,
    ) -> None:
        self._store = store
        self._board = board
        self._clock = clock
        self._membership = membership
        self._intakes = intakes
        self._memory = memory
        self._flights = Flights()
        self._refusals = Refusals(clock)

    async def look(self, league_id: LeagueId) -> StoredLeague | Pending:
        """
        Return a league; one that is unknown is asked for at FPL, once.

        Pending means that FPL has not answered yet. Raises NotFound, Refused
        or the UpstreamError that came in the league's stead; then nothing is
        stored.
        """
        league = await self._find(league_id)
        if league is None:
            self._refusals.raise_known(league_id)
            try:
                league = await self._flights.bring(
                    league_id,
                    lambda: self._ask(league_id),
                    patience=left(FIRST_LOOK_SECONDS),
                )
            except FlightTimeout:
                return Pending(_waiting(league_id))
        await self._note_look(league)
        return league

    async def find(self, league_id: LeagueId) -> StoredLeague:
        """Return a league that somebody has looked at; that is no look itself."""
        league = await self._find(league_id)
        if league is None:
            raise NotFound(f"Nobody has asked for league {league_id} yet.")
        return league

    def fill_in(self, league_id: LeagueId, gameweek: Gameweek) -> None:
        """Have a league's line-ups of a gameweek read, behind."""
        self._intakes.start(league_id, gameweek)

    async def progress(self, league_id: LeagueId) -> Progress:
        """Say how far the reading of a league is; raises NotFound or Refused."""
        key = ("progress", self._board.season, league_id)
        return await self._memory.read(key, lambda: self._progress(league_id))

    async def _progress(self, league_id: LeagueId) -> Progress:
        season = self._board.season
        intake = await self._store.intakes.find_progress(season, league_id)
        league = await self._store.leagues.find_league(season, league_id)
        if intake is not None:
            return _progress(intake, league)
        if league is not None or self._flights.is_flying(league_id):
            return _waiting(league_id, league)
        error = self._refusals.find(league_id)
        if isinstance(error, UpstreamError):
            return Progress(league_id, "failed", read=0, members=0, reason=error.kind)
        self._refusals.raise_known(league_id)
        raise NotFound(f"Nobody has asked for league {league_id} yet.")

    async def known(self, limit: int) -> tuple[LeagueSummary, ...]:
        """Return the leagues that somebody has looked at, the latest first."""
        since = datetime.fromtimestamp(0, tz=self._clock.now().tzinfo)
        season = self._board.season
        found = await self._memory.read(
            ("known", season, limit),
            lambda: self._store.leagues.find_watched(season, since, limit),
        )
        return tuple(summary(league) for league in found)

    async def close(self) -> None:
        """Stop what is under way."""
        await self._flights.close()

    async def _find(self, league_id: LeagueId) -> StoredLeague | None:
        season = self._board.season
        return await self._memory.read(
            league_key(season, league_id),
            lambda: self._store.leagues.find_league(season, league_id),
        )

    async def _note_look(self, league: StoredLeague) -> None:
        """Remember that somebody looked; nobody is kept from looking by that."""
        now, last = self._clock.now(), league.asked_at
        if last is not None and now - last <= TOUCH_EVERY:
            return
        season, league_id = self._board.season, league.league.league_id
        with suppress(StoreUnavailable):
            await self._flights.join(
                ("look", league_id),
                lambda: self._store.leagues.touch(season, league_id, now),
                patience=left(NOTING_SECONDS),
            )

    async def _ask(self, league_id: LeagueId) -> StoredLeague:
        """
        Read the first page of a league that is unknown.

        A no is remembered here and not where it is waited for: who asked may
        have left before it came.
        """
        try:
            return await self._membership.read_first_page(self._board.season, league_id)
        except UpstreamNotFound:
            error = NotFound(f"FPL knows no league {league_id}.")
            self._refusals.note(league_id, error, MISSING_FOR)
            raise error from None
        except UpstreamForbidden:
            refused = Refused(f"FPL shows league {league_id} to its members only.")
            self._refusals.note(league_id, refused, MISSING_FOR)
            raise refused from None
        except UpstreamError as trouble:
            self._refusals.note(league_id, trouble, FAILED_FOR)
            raise


def league_key(season: Season, league_id: LeagueId) -> Hashable:
    """Return the key by which a league is remembered."""
    return "league", season, league_id


def _waiting(league_id: LeagueId, league: StoredLeague | None = None) -> Progress:
    return Progress(
        league_id=league_id,
        state="waiting",
        read=0,
        members=league.member_count if league else 0,
        as_of=league.as_of if league else None,
    )


def _progress(intake: Intake, league: StoredLeague | None) -> Progress:
    return Progress(
        league_id=intake.league_id,
        state=intake.state.value,
        read=intake.read,
        # While its pages are read, the league grows before its intake does.
        members=max(intake.total, league.member_count if league else 0),
        failed=intake.failed,
        truncated=league.truncated if league else False,
        reason=intake.reason or None,
        started_at=intake.started_at,
        updated_at=intake.updated_at,
        as_of=league.as_of if league else None,
    )
