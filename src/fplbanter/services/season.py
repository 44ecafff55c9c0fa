"""Reading the season from FPL: facts, fixtures, points. Bad data never enters."""

from collections.abc import Callable, Mapping
from datetime import datetime

from fplbanter.clock import Clock
from fplbanter.cluster.lanes import Lane
from fplbanter.fpl import belonging
from fplbanter.fpl.answers import DayStatus
from fplbanter.fpl.answers import SeasonFacts as FetchedFacts
from fplbanter.fpl.upstream import Upstream
from fplbanter.game.model import Fixture, Gameweek, PlayerId, PlayerStats
from fplbanter.services.board import Board
from fplbanter.services.flights import Flights
from fplbanter.services.upstream_health import Part, UpstreamHealth
from fplbanter.store.database import Store
from fplbanter.store.live import StoredLive
from fplbanter.store.seasons import SeasonFacts


class SeasonReader:
    """
    Keeps the board and the store in step with FPL.

    Every method makes one request, puts what came on the board and saves it; it
    raises an UpstreamError and changes nothing when FPL fails or answers with
    what cannot be this season's. With StoreUnavailable it is on the board, and
    has to be read again to be saved. `tell` hears of each part that was read.
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
        self._flights = Flights()
        self._saved: dict[Part, object] = {}
        self.tell: Callable[[Part], None] = lambda _: None
        self.day_status: DayStatus | None = None
        self.day_status_as_of: datetime | None = None

    async def refresh_season(self) -> None:
        """Read clubs, players, gameweeks and months."""
        async with self._health.watching(Part.SEASON):
            fetched = await self._upstream.in_lane(Lane.LIVE).fetch_season()
            self._refuse_older_season(fetched.value)
        facts = _stored_facts(fetched.value, fetched.as_of)
        if self._board.stand_by_season(facts) and await self._mark_season(facts):
            self.tell(Part.SEASON)
            return
        self._board.set_season(facts)
        await self._store.seasons.save_season(facts)
        self._saved[Part.SEASON] = facts.players
        self.tell(Part.SEASON)

    async def refresh_fixtures(self) -> None:
        """Read all fixtures of the season."""
        async with self._health.watching(Part.FIXTURES):
            fetched = await self._upstream.in_lane(Lane.LIVE).fetch_fixtures()
            fixtures, as_of = fetched.value, fetched.as_of
            belonging.refuse_without_dates(fixtures)
            belonging.refuse_other_fixtures(self._board.season, fixtures)
        if self._board.stand_by_fixtures(fixtures, as_of) and await self._mark_fixtures(
            fixtures, as_of
        ):
            self.tell(Part.FIXTURES)
            return
        self._board.set_fixtures(fixtures, as_of)
        await self._store.fixtures.save_fixtures(self._board.season, fixtures, as_of)
        self._saved[Part.FIXTURES] = fixtures
        self.tell(Part.FIXTURES)

    async def refresh_live(
        self, gameweek: Gameweek, lane: Lane = Lane.LIVE
    ) -> StoredLive:
        """Read every player's points of a gameweek."""
        since = self._board.checked_since(gameweek)
        async with self._health.watching(Part.LIVE):
            fetched = await self._upstream.in_lane(lane).fetch_live(gameweek, since)
            stats = fetched.value
            self._refuse_strangers(stats, gameweek)
        live = StoredLive(
            gameweek=gameweek,
            players=tuple(stats.values()),
            as_of=fetched.as_of,
            final=since is not None and fetched.as_of >= since,
        )
        self._board.set_live(live)
        await self._store.live.save_live(self._board.season, live)
        self.tell(Part.LIVE)
        return live

    async def need_points(
        self, gameweek: Gameweek, lane: Lane, patience: float | None = None
    ) -> bool:
        """
        Read a gameweek's points unless they are here; say whether they are now.

        However many need them, FPL is asked once. `patience` is in seconds.
        """
        if not await self._board.lacks_points(gameweek):
            return True
        return await self._flights.join(
            gameweek, lambda: self.refresh_live(gameweek, lane), patience=patience
        )

    async def close(self) -> None:
        """Stop what is under way."""
        await self._flights.close()

    async def refresh_day_status(self) -> DayStatus:
        """Read how far FPL has counted the match days."""
        found = await self.take_up_day_status()
        self.tell(Part.DAY_STATUS)
        return found

    async def take_up_day_status(self) -> DayStatus:
        """Read it as well, since another process has: nobody is told again."""
        async with self._health.watching(Part.DAY_STATUS):
            fetched = await self._upstream.in_lane(Lane.LIVE).fetch_day_status()
        self.day_status = fetched.value
        self.day_status_as_of = fetched.as_of
        return fetched.value

    async def _mark_season(self, facts: SeasonFacts) -> bool:
        """Note in the store that nothing is new; False if it has to be saved."""
        if self._saved.get(Part.SEASON) is not facts.players:
            return False
        return await self._store.seasons.save_season_mark(facts.season, facts.as_of)

    async def _mark_fixtures(
        self, fixtures: tuple[Fixture, ...], as_of: datetime
    ) -> bool:
        if self._saved.get(Part.FIXTURES) is not fixtures:
            return False
        return await self._store.fixtures.save_fixtures_mark(
            self._board.season, as_of, len(fixtures)
        )

    def _refuse_older_season(self, fetched: FetchedFacts) -> None:
        """Refuse last season's data: its ids mean other people."""
        known = None if self._board.is_empty else self._board.season
        belonging.refuse_older_season(fetched.season, known)

    def _refuse_strangers(
        self, stats: Mapping[PlayerId, PlayerStats], gameweek: Gameweek
    ) -> None:
        """Refuse points of players or fixtures that are not this season's."""
        players, fixtures = self._board.players, self._board.fixtures(gameweek)
        belonging.refuse_strangers(stats, players, "elements")
        belonging.refuse_other_matches(
            stats.values(),
            {player_id: player.club_id for player_id, player in players.items()},
            {f.fixture_id: (f.home, f.away) for f in fixtures},
        )


def _stored_facts(fetched: FetchedFacts, as_of: datetime) -> SeasonFacts:
    return SeasonFacts(
        season=fetched.season,
        clubs=fetched.clubs,
        players=fetched.players,
        gameweeks=fetched.gameweeks,
        months=fetched.months,
        total_managers=fetched.total_managers,
        as_of=as_of,
    )
