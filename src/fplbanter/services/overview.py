"""The season for everybody: where it stands, its fixtures, its players."""

from fplbanter.errors import StoreUnavailable
from fplbanter.game.model import Gameweek, Player, Season
from fplbanter.services.answers import (
    FixtureLine,
    Fixtures,
    GameweekAnswer,
    MatchDayLine,
    Page,
    PlayerLine,
    Players,
    SeasonGlance,
)
from fplbanter.services.board import Board, Snapshot
from fplbanter.services.freshness import FreshnessJudge
from fplbanter.services.lines import fixture_line
from fplbanter.services.memory import Memory
from fplbanter.services.season import SeasonReader
from fplbanter.store.database import Store

TOP_PLAYERS = 10


class Overview:
    """Answers that are the same for everybody; nothing here asks FPL."""

    def __init__(
        self,
        store: Store,
        board: Board,
        judge: FreshnessJudge,
        season_reader: SeasonReader,
        memory: Memory,
    ) -> None:
        self._store = store
        self._board = board
        self._judge = judge
        self._season_reader = season_reader
        self._memory = memory
        self._kept: tuple[tuple[int, Gameweek | None], list[Player]] | None = None

    async def glance(self) -> SeasonGlance:
        """Return the season at a glance."""
        facts, current = self._board.facts, self._board.current()
        coming = self._board.following()
        top = await self.players(0, TOP_PLAYERS)
        state = self._board.state(current) if current is not None else None
        leagues, entries = await self._counts(facts.season)
        return SeasonGlance(
            season=facts.season,
            gameweek=current,
            phase=self._board.phase(current) if current is not None else None,
            deadline=state.deadline if state else None,
            next_gameweek=coming.gameweek if coming else None,
            next_deadline=coming.deadline if coming else None,
            gameweeks_final=sum(s.checked for s in facts.gameweeks),
            gameweeks=len(facts.gameweeks),
            clubs=len(facts.clubs),
            players=len(facts.players),
            total_managers=facts.total_managers,
            leagues=leagues,
            entries=entries,
            average=state.average if state else 0,
            fixtures=self.fixture_lines(current) if current is not None else (),
            top_players=tuple(top.page.items),
            freshness=self._judge.of_season(current),
            months=tuple((m.month_id, m.name) for m in facts.months),
        )

    async def _counts(self, season: Season) -> tuple[int, int]:
        """Return how many leagues and entries are known here."""

        async def count() -> tuple[int, int]:
            leagues = await self._store.leagues.count_leagues(season)
            return leagues, await self._store.results.count_entries(season)

        try:
            return await self._memory.read(("counts", season), count)
        except StoreUnavailable:
            # How many there are is no reason to keep the season from anybody.
            return 0, 0

    def gameweek(self, gameweek: Gameweek) -> GameweekAnswer:
        """Return where a gameweek stands; raises NotFound."""
        state = self._board.state(gameweek)
        fixtures = self._board.fixtures(gameweek)
        over = sum(f.over or f.settled for f in fixtures)
        coming = self._board.following()
        return GameweekAnswer(
            season=self._board.season,
            gameweek=gameweek,
            name=state.name,
            phase=self._board.phase(gameweek),
            deadline=state.deadline,
            average=state.average,
            highest=state.highest,
            fixtures=len(fixtures),
            fixtures_over=over,
            fixtures_playing=sum(f.started for f in fixtures) - over,
            next_deadline=coming.deadline if coming else None,
            days=self._days(gameweek),
            freshness=self._judge.of_season(gameweek),
        )

    def _days(self, gameweek: Gameweek) -> tuple[MatchDayLine, ...]:
        """Return how far FPL has counted a gameweek's days, where it said so."""
        status = self._season_reader.day_status
        days = status.days if status is not None else ()
        return tuple(
            MatchDayLine(day.date, day.points, day.bonus_added)
            for day in days
            if day.gameweek == gameweek
        )

    def fixtures(self, gameweek: Gameweek, skip: int, limit: int) -> Fixtures:
        """Return a gameweek's fixtures, also of one still to come."""
        phase = self._board.phase(gameweek)
        lines = self.fixture_lines(gameweek)
        return Fixtures(
            season=self._board.season,
            gameweek=gameweek,
            phase=phase,
            freshness=self._judge.of_season(gameweek),
            page=Page(lines[skip : skip + limit], len(lines), skip, limit),
        )

    async def players(self, skip: int, limit: int) -> Players:
        """Return the season's players, most points of the gameweek first."""
        current = self._board.current()
        snapshot = None if current is None else await self._board.snapshot(current)
        ranked = self._ranked(snapshot)
        lines = [
            _player_line(p, snapshot, self._board) for p in ranked[skip : skip + limit]
        ]
        return Players(
            season=self._board.season,
            gameweek=current,
            phase=self._board.phase(current) if current is not None else None,
            freshness=self._judge.of_gameweek(snapshot)
            if snapshot
            else self._judge.of_season(),
            page=Page(lines, len(ranked), skip, limit),
        )

    def _ranked(self, snapshot: Snapshot | None) -> list[Player]:
        """Rank the players, once for each change of the board."""
        key = (self._board.version, self._board.current())
        if self._kept is None or self._kept[0] != key:
            self._kept = (key, self._rank(snapshot))
        return self._kept[1]

    def _rank(self, snapshot: Snapshot | None) -> list[Player]:
        def order(player: Player) -> tuple[int, int, int]:
            points = snapshot.appearances[player.player_id].points if snapshot else 0
            return -points, -player.total_points, player.player_id

        return sorted(self._board.players.values(), key=order)

    def fixture_lines(self, gameweek: Gameweek) -> tuple[FixtureLine, ...]:
        """Return a gameweek's fixtures as people are shown them."""
        return tuple(
            fixture_line(f, self._board) for f in self._board.fixtures(gameweek)
        )


def _player_line(player: Player, snapshot: Snapshot | None, board: Board) -> PlayerLine:
    found = snapshot.appearances.get(player.player_id) if snapshot else None
    return PlayerLine(
        player=board.player_name(player.player_id),
        price=player.price,
        ownership=player.ownership,
        status=player.status,
        news=player.news,
        total_points=player.total_points,
        gameweek_points=found.points if found else 0,
        minutes=found.minutes if found else 0,
    )
