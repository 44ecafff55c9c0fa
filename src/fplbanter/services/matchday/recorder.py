"""
Keeping what each read of FPL changed: ticks, from which every moment can be had again.

Only who leads records. Each tick is compared with the one that was kept before it,
not with what this process happens to remember: so the leader after this one goes on
where the store is, and neither repeats nor loses an event.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fplbanter.errors import LeaseLost
from fplbanter.game.model import Gameweek, Season
from fplbanter.live.diff import Delta, apply, diff
from fplbanter.live.events import MatchEvent, events
from fplbanter.live.events import to_plain as event_plain
from fplbanter.live.state import MatchdayState, of_plain, state_of, to_plain
from fplbanter.services.board import Board, Snapshot
from fplbanter.store.database import Store
from fplbanter.store.ticks import StoredTick, in_order

WHOLE_EVERY: Final = 50
"""Ticks between two that are kept with the whole state."""

AT_ONCE: Final = 200
"""Ticks of one question to the store."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A gameweek after its tick `number`, read at `at`."""

    number: int
    at: datetime
    state: MatchdayState


@dataclass(frozen=True, slots=True)
class Recorded:
    """A tick that was kept: the moments on both sides, and what happened."""

    before: Moment | None
    after: Moment
    events: tuple[MatchEvent, ...]


class Recorder:
    """Keeps the ticks of gameweeks, comparing what is on the board."""

    def __init__(self, store: Store, board: Board) -> None:
        self._store = store
        self._board = board
        self._newest: dict[Gameweek, Moment] = {}

    async def record(self, gameweek: Gameweek) -> Recorded | None:
        """
        Keep what has changed in a gameweek since it was kept last, None if nothing.

        Nothing is news in the first tick of a gameweek: it is where we came in.
        Raises LeaseLost if another leader was faster, and StoreUnavailable; in
        both cases the next look compares anew.
        """
        snapshot = await self._board.snapshot(gameweek)
        at = self._read_at(snapshot)
        if at is None:
            return None
        before = await self._newest_of(gameweek)
        state = self._state(snapshot, before)
        was = before.state if before else blank(state)
        delta = diff(was, state)
        if before is not None and delta.is_empty:
            return None
        number = before.number + 1 if before else 1
        after = Moment(number, max(at, before.at) if before else at, state)
        found = events(was, state) if before else ()
        await self._keep(after, delta, found)
        return Recorded(before, after, found)

    async def number(self, gameweek: Gameweek) -> int:
        """Return the number of the newest tick of a gameweek, 0 if there is none."""
        newest = await self._newest_of(gameweek)
        if newest is not None:
            self._newest[gameweek] = newest
        return newest.number if newest else 0

    async def _keep(
        self, after: Moment, delta: Delta, found: tuple[MatchEvent, ...]
    ) -> None:
        whole = after.number % WHOLE_EVERY == 1
        tick = StoredTick(
            gameweek=after.state.gameweek,
            number=after.number,
            at=after.at,
            patch=delta.patch,
            events=tuple(event_plain(event) for event in found),
            state=to_plain(after.state) if whole else None,
        )
        # What this process remembers counts again once the store has it.
        self._newest.pop(after.state.gameweek, None)
        if not await self._store.ticks.add_tick(after.state.season, tick):
            raise LeaseLost(f"tick {after.number} was kept by another leader")
        # Only the newest gameweeks change: two are kept at most.
        kept = sorted({**self._newest, after.state.gameweek: after}.items())
        self._newest = dict(kept[-2:])

    async def _newest_of(self, gameweek: Gameweek) -> Moment | None:
        """Return the gameweek as it was kept last, None if it never was."""
        newest, season = self._newest.get(gameweek), self._board.season
        if newest is not None and newest.state.season == season:
            return newest
        return await moment_at(self._store, season, gameweek)

    def _state(self, snapshot: Snapshot, before: Moment | None) -> MatchdayState:
        return state_of(
            self._board.season,
            snapshot.gameweek,
            self._board.phase(snapshot.gameweek),
            snapshot.fixtures,
            snapshot.stats,
            settled=snapshot.final,
            before=before.state if before else None,
        )

    def _read_at(self, snapshot: Snapshot) -> datetime | None:
        """Return when FPL was last read, points or fixtures; None before both were."""
        fixtures_at = self._board.fixtures_as_of
        if snapshot.as_of is None or fixtures_at is None:
            return None
        return max(snapshot.as_of, fixtures_at)


def blank(state: MatchdayState) -> MatchdayState:
    """Return a gameweek of which nothing is known."""
    return MatchdayState(state.season, state.gameweek)


async def moment_at(
    store: Store,
    season: Season,
    gameweek: Gameweek,
    at: datetime | None = None,
    *,
    number: int | None = None,
) -> Moment | None:
    """
    Put a gameweek together as it was at a moment, after a tick, or is now.

    None for what was before it was recorded.
    """
    whole = await store.ticks.find_state(season, gameweek, until=at, through=number)
    if whole is None or whole.state is None:
        return None
    moment = Moment(whole.number, whole.at, of_plain(whole.state))
    while True:
        ticks = await store.ticks.find_ticks(
            season,
            gameweek,
            moment.number,
            until=at,
            through=number,
            limit=AT_ONCE,
        )
        unbroken = in_order(ticks, moment.number)
        for tick in unbroken:
            moment = following(moment, tick)
        if len(unbroken) < AT_ONCE:
            return moment


def following(moment: Moment, tick: StoredTick) -> Moment:
    """Return a moment after the tick that follows it."""
    return Moment(tick.number, tick.at, apply(moment.state, Delta(tick.patch)))
