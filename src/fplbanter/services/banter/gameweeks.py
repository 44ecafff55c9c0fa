"""Gameweeks as every league's banter needs them: points, what players did, the world."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from fplbanter.banter.backdrop import Backdrop
from fplbanter.banter.chronicle import FIRST, Week
from fplbanter.game.appearances import appearances
from fplbanter.game.model import Gameweek, Phase, PlayerId, PlayerStats, Season
from fplbanter.services.board import Board
from fplbanter.services.catching_up import catch_up_points
from fplbanter.services.recent import Recent
from fplbanter.store.database import Store
from fplbanter.store.live import LiveMark

KEPT = 60
"""Closed gameweeks in memory, more than a season has; each takes about 1 MB."""


@dataclass(frozen=True, slots=True)
class _Closed:
    """A gameweek that FPL has checked, as its points were read at `as_of`."""

    week: Week
    as_of: datetime


class Gameweeks:
    """
    Hands out gameweeks from the store, the same to all leagues.

    One that is closed is loaded once, and again only when it was read anew.
    """

    def __init__(self, store: Store, board: Board) -> None:
        self._store = store
        self._board = board
        self._closed: Recent[tuple[Season, Gameweek], _Closed] = Recent(KEPT)

    async def find(self, since: Gameweek, through: Gameweek) -> list[Week]:
        """
        Find the gameweeks from `since` to `through`, in order, without matches.

        One whose players' points were never read is left out: nobody may take
        it for a gameweek in which nobody scored.
        """
        marks = await self._store.live.find_live_marks(self._board.season)
        settled = await self._store.settlements.find_settled(self._board.season)
        wanted = [Gameweek(n) for n in range(since, through + 1) if n in marks]
        return [
            replace(
                await self._week(gameweek, marks[gameweek]),
                phase=self._phase(
                    gameweek, marks[gameweek], agreed=gameweek in settled
                ),
            )
            for gameweek in wanted
        ]

    def is_open(self, gameweek: Gameweek) -> bool:
        """Say whether FPL has yet to check a gameweek."""
        return not self._board.state(gameweek).checked

    def _phase(self, gameweek: Gameweek, mark: LiveMark, *, agreed: bool) -> Phase:
        """
        Say where a gameweek stands, final only when nothing moves any more.

        That FPL says once that it is checked is not enough: its points must have
        been read since, and two reads agreed, or it is long over.
        """
        phase = self._board.phase(gameweek)
        if phase is not Phase.FINAL:
            return phase
        sure = agreed or self._board.settled_for_good(gameweek)
        return Phase.FINAL if mark.final and sure else Phase.PROVISIONAL

    async def _week(self, gameweek: Gameweek, mark: LiveMark) -> Week:
        if mark.final and not self.is_open(gameweek):
            return await self._load_closed(gameweek, mark)
        await catch_up_points(self._store, self._board, gameweek, mark)
        snapshot = await self._board.snapshot(gameweek)
        return Week(
            gameweek,
            Phase.LIVE,
            snapshot.appearances,
            snapshot.stats,
            backdrop=self._backdrop(gameweek),
        )

    async def _load_closed(self, gameweek: Gameweek, mark: LiveMark) -> Week:
        key = self._board.season, gameweek
        kept = self._closed.get(key)
        if kept is None or kept.as_of != mark.as_of:
            kept = _Closed(await self._closed_week(gameweek), mark.as_of)
            self._closed.put(key, kept)
        return kept.week

    async def _closed_week(self, gameweek: Gameweek) -> Week:
        board = self._board
        live = await self._store.live.find_live(board.season, gameweek)
        stats = {p.player_id: p for p in live.players} if live else {}
        fixtures = board.fixtures(gameweek)
        return Week(
            gameweek,
            Phase.FINAL,
            appearances(board.players.values(), fixtures, stats, final=True),
            stats,
            backdrop=replace(self._backdrop(gameweek), dream_team=_dream_team(stats)),
        )

    def _backdrop(self, gameweek: Gameweek) -> Backdrop:
        state = self._board.state(gameweek)
        return Backdrop(state.deadline, bought=_bought(gameweek, state.most_bought))


def _bought(gameweek: Gameweek, most: PlayerId | None) -> dict[PlayerId, int] | None:
    """Return whom FPL bought; None where FPL does not tell."""
    if most is not None:
        # FPL tells who was bought most, and not how often: he alone counts.
        return {most: 1}
    # Squads are made before the first deadline: nobody buys anybody then.
    return {} if gameweek == FIRST else None


def _dream_team(stats: Mapping[PlayerId, PlayerStats]) -> frozenset[PlayerId] | None:
    """Return FPL's best eleven; None where it was not read."""
    return frozenset(p for p, did in stats.items() if did.in_dream_team) or None
