"""How far what was judged can be relied upon: judged, behind, or not there yet."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from fplbanter.clock import Clock
from fplbanter.game.model import Gameweek, LeagueId, Phase
from fplbanter.services.answers import Freshness
from fplbanter.services.answers.banter import BanterState
from fplbanter.services.banter.editions import OVER
from fplbanter.services.banter.evidence import points_name
from fplbanter.services.banter.pages import Marks, marks_key
from fplbanter.services.board import Board, Snapshot
from fplbanter.services.flights import Flights
from fplbanter.services.freshness import FreshnessJudge
from fplbanter.services.memory import Memory
from fplbanter.services.recent import Recent
from fplbanter.store.database import Store
from fplbanter.store.sittings import SittingMark

Unjudged = Callable[[LeagueId], Awaitable[object]]
"""Has a league judged; whoever is asked sees to it that once is enough."""

ASK_EVERY: Final = 60.0
"""Seconds after which a league that is still not judged is asked for again."""

LEAGUES_KEPT: Final = 2_000
GAMEWEEKS_KEPT: Final = 6


async def nobody(_: LeagueId) -> None:
    """Judge nothing: there is no worker."""


class Condition:
    """
    Says how old banter is, and has judged what is not judged as it should be.

    `on_unjudged` is asked at most once a minute for a league, behind.
    """

    def __init__(
        self,
        store: Store,
        board: Board,
        clock: Clock,
        judge: FreshnessJudge,
        memory: Memory,
    ) -> None:
        self._store = store
        self._board = board
        self._clock = clock
        self._judge = judge
        self._memory = memory
        self._flights = Flights()
        self._asked: Recent[LeagueId, float] = Recent(LEAGUES_KEPT)
        self._points: Recent[Gameweek, tuple[Snapshot, str]] = Recent(GAMEWEEKS_KEPT)
        self.on_unjudged: Unjudged = nobody

    async def state(
        self, league_id: LeagueId, gameweek: Gameweek, marks: Marks
    ) -> BanterState:
        """Say whether a league's gameweek was judged by what is known now."""
        mark = marks.get(gameweek)
        state: BanterState = "waiting"
        if mark is not None:
            behind = await self._is_behind(mark)
            state = "behind" if behind else "judged"
        if state != "judged":
            self._ask(league_id)
        return state

    async def freshness(
        self, league_id: LeagueId, gameweek: Gameweek, mark: SittingMark | None
    ) -> Freshness:
        """Say how old what was judged is."""
        snapshot = await self._board.snapshot(gameweek)
        found = self._judge.of_gameweek(snapshot)
        if mark and found.as_of and mark.points != self._points_of(snapshot):
            found = replace(found, as_of=min(found.as_of, mark.read_at))
        return self._memory.marked(found, marks_key(self._board, league_id))

    async def close(self) -> None:
        """Stop what is under way."""
        await self._flights.close()

    async def _is_behind(self, mark: SittingMark) -> bool:
        """Say whether players have other points by now, or more is over."""
        phase = self._board.phase(mark.gameweek)
        if mark.phase not in OVER and phase in OVER:
            return True
        snapshot = await self._board.snapshot(mark.gameweek)
        if snapshot.as_of is not None and mark.points != self._points_of(snapshot):
            return True
        if mark.phase is Phase.FINAL or phase is not Phase.FINAL:
            return False
        season = self._board.season
        settled = await self._memory.read(
            ("settled", season), lambda: self._store.settlements.find_settled(season)
        )
        return mark.gameweek in settled

    def _points_of(self, snapshot: Snapshot) -> str:
        """Name a snapshot's points, once for each."""
        kept = self._points.get(snapshot.gameweek)
        if kept is None or kept[0] is not snapshot:
            kept = snapshot, points_name(snapshot.appearances)
            self._points.put(snapshot.gameweek, kept)
        return kept[1]

    def _ask(self, league_id: LeagueId) -> None:
        """Ask for judging, behind; what comes of it is nobody's concern here."""
        now, last = self._clock.elapsed(), self._asked.get(league_id)
        if last is None or not 0 <= now - last < ASK_EVERY:
            self._asked.put(league_id, now)
            self._flights.launch(league_id, lambda: self.on_unjudged(league_id))
