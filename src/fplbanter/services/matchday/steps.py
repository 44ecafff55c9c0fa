"""A step of a matchday: two moments on both sides of a tick, ready for any league."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from fplbanter.game.model import Appearance, Gameweek, PlayerId, Season
from fplbanter.live.events import MatchEvent, events
from fplbanter.services.board import Board, Snapshot
from fplbanter.services.matchday.recorder import Moment, following, moment_at
from fplbanter.store.database import Store
from fplbanter.store.ticks import in_order

AT_ONCE: Final = 50
"""Ticks of one question to the store."""


@dataclass(frozen=True)
class Side:
    """A moment, and the board as it showed it."""

    moment: Moment
    snapshot: Snapshot


@dataclass(frozen=True)
class Step:
    """What one tick changed; `before` is None for the first of a gameweek."""

    before: Side | None
    after: Side

    @property
    def number(self) -> int:
        """The tick's number."""
        return self.after.moment.number

    @cached_property
    def events(self) -> tuple[MatchEvent, ...]:
        """What happened, in order."""
        if self.before is None:
            return ()
        return events(self.before.moment.state, self.after.moment.state)

    @cached_property
    def moved(self) -> frozenset[PlayerId]:
        """The players for whom anything changed that a table shows."""
        after = self.after.snapshot.appearances
        if self.before is None:
            return frozenset(after)
        before = self.before.snapshot.appearances
        return frozenset(
            player_id
            for player_id in {*before, *after}
            if _counts(before.get(player_id)) != _counts(after.get(player_id))
        )


def _counts(found: Appearance | None) -> object:
    """Return what of a player a table depends on: every minute is no news."""
    if found is None:
        return None
    return (found.points, found.played, found.done, found.started, found.in_play)


def side_of(board: Board, moment: Moment) -> Side:
    """Return a moment with the board as it would show it."""
    state = moment.state
    snapshot = board.imagined(
        state.gameweek,
        tuple(state.fixtures.values()),
        state.players,
        moment.at,
        final=state.settled,
    )
    return Side(moment, snapshot)


async def steps_after(
    store: Store, board: Board, gameweek: Gameweek, number: int
) -> AsyncIterator[Step]:
    """Give the steps of a gameweek that follow a tick's number, in order."""
    season: Season = board.season
    side: Side | None = None
    if number > 0:
        moment = await moment_at(store, season, gameweek, number=number)
        side = side_of(board, moment) if moment else None
    while True:
        at = side.moment.number if side else 0
        if side is None:
            first = await store.ticks.find_state(season, gameweek, through=1)
            moment = await moment_at(store, season, gameweek, number=1)
            if first is None or moment is None:
                return
            side = side_of(board, moment)
            yield Step(None, side)
            at = moment.number
        ticks = await store.ticks.find_ticks(season, gameweek, at, limit=AT_ONCE)
        unbroken = in_order(ticks, at)
        for tick in unbroken:
            after = side_of(board, following(side.moment, tick))
            yield Step(side, after)
            side = after
        if len(unbroken) < AT_ONCE:
            return
