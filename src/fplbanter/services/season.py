"""Reading the season from FPL: facts, fixtures, points. Bad data never enters."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from fplbanter.clock import Clock
from fplbanter.cluster.lanes import Lane
from fplbanter.errors import UpstreamChanged
from fplbanter.fpl.answers import DayStatus
from fplbanter.fpl.answers import SeasonFacts as FetchedFacts
from fplbanter.fpl.upstream import Upstream
from fplbanter.game.model import Fixture, Gameweek, PlayerStats, Season
from fplbanter.services.board import Board
from fplbanter.services.flights import Flights
from fplbanter.services.upstream_health import Part, UpstreamHealth
from fplbanter.store.database import Store
from fplbanter.store.live import StoredLive
from fplbanter.store.seasons import SeasonFacts

STRANGERS_ALLOWED = 0.2
"""Share of unknown players above which points are another season's."""


class SeasonReader:
    """
    Keeps the board and the store in step with FPL.

    Every method makes one request, saves what came and puts it on the board;
    it raises an UpstreamError and changes nothing when FPL fails or answers
    with what cannot be this season's.
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
        self.day_status: DayStatus | None = None

    async def refresh_season(self) -> None:
        """Read clubs, players, gameweeks and months."""
        async with self._health.watching(Part.SEASON):
            fetched = await self._upstream.in_lane(Lane.LIVE).fetch_season()
            self._refuse_older_season(fetched)
        facts = _stored_facts(fetched, self._clock.now())
        await self._store.seasons.save_season(facts)
        self._board.set_season(facts)

    async def refresh_fixtures(self) -> None:
        """Read all fixtures of the season."""
        async with self._health.watching(Part.FIXTURES):
            fixtures = await self._upstream.in_lane(Lane.LIVE).fetch_fixtures()
            _refuse_other_fixtures(self._board.season, fixtures)
        as_of = self._clock.now()
        await self._store.fixtures.save_fixtures(self._board.season, fixtures, as_of)
        self._board.set_fixtures(fixtures, as_of)

    async def refresh_live(
        self, gameweek: Gameweek, lane: Lane = Lane.LIVE
    ) -> StoredLive:
        """Read every player's points of a gameweek."""
        async with self._health.watching(Part.LIVE):
            stats = await self._upstream.in_lane(lane).fetch_live(gameweek)
            self._refuse_strangers(stats.values(), gameweek)
        live = StoredLive(
            gameweek=gameweek,
            players=tuple(stats.values()),
            as_of=self._clock.now(),
            final=self._board.state(gameweek).checked,
        )
        await self._store.live.save_live(self._board.season, live)
        self._board.set_live(live)
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
        async with self._health.watching(Part.DAY_STATUS):
            self.day_status = await self._upstream.in_lane(Lane.LIVE).fetch_day_status()
        return self.day_status

    def _refuse_older_season(self, fetched: FetchedFacts) -> None:
        """Refuse last season's data: its ids mean other people."""
        if not self._board.is_empty and fetched.season < self._board.season:
            raise UpstreamChanged(
                f"FPL answered with {fetched.season}, but {self._board.season} "
                "is already known",
                field="events.0.deadline_time",
            )

    def _refuse_strangers(
        self, stats: Collection[PlayerStats], gameweek: Gameweek
    ) -> None:
        """Refuse points of players or fixtures that are not this season's."""
        known = self._board.players
        strangers = sum(s.player_id not in known for s in stats)
        if not stats or strangers > STRANGERS_ALLOWED * len(stats):
            raise UpstreamChanged(
                f"{strangers} of {len(stats)} players are unknown this season",
                field="elements",
            )
        named, wrong = self._fixtures_named(stats, gameweek)
        if wrong > STRANGERS_ALLOWED * named:
            raise UpstreamChanged(
                f"{wrong} of {named} matches are not those of the players' clubs",
                field="elements.explain.fixture",
            )

    def _fixtures_named(
        self, stats: Collection[PlayerStats], gameweek: Gameweek
    ) -> tuple[int, int]:
        """
        Count the matches that points name, and those that cannot be right.

        Player and fixture ids begin anew each season: last season's are other
        people in other clubs. A few have changed clubs since they played.
        """
        ours = {f.fixture_id: (f.home, f.away) for f in self._board.fixtures(gameweek)}
        pairs = [
            (self._board.players.get(s.player_id), ours.get(fixture_id))
            for s in stats
            for fixture_id in s.fixture_ids or ()
        ]
        wrong = sum(
            clubs is None or (player is not None and player.club_id not in clubs)
            for player, clubs in pairs
        )
        return (len(pairs), wrong) if ours else (0, 0)


def _refuse_other_fixtures(season: Season, fixtures: Iterable[Fixture]) -> None:
    """Refuse an empty list, and fixtures that are not played in this season."""
    kickoffs = [f.kickoff for f in fixtures if f.kickoff is not None]
    first_year = int(season[:4])
    if not kickoffs:
        raise UpstreamChanged("FPL lists no fixture with a date", field="kickoff_time")
    begins = datetime(first_year, 7, 1, tzinfo=kickoffs[0].tzinfo)
    # 2019-20 ended on 26 July 2020; no season lasts longer than 14 months.
    if min(kickoffs) < begins or max(kickoffs) > begins + timedelta(days=425):
        raise UpstreamChanged(
            f"the fixtures are not those of {season}", field="kickoff_time"
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
