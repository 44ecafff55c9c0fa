"""Where a gameweek stands: upcoming, live, provisional, final."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from fplbanter.game.model import Fixture, Gameweek, GameweekState, Phase


def phase_of(state: GameweekState, fixtures: Iterable[Fixture], now: datetime) -> Phase:
    """
    Say in which phase a gameweek is at `now`.

    Final only when FPL has checked the data: neither the last whistle nor
    `is_current` ends a gameweek. `fixtures` are those of this gameweek; one
    without any is provisional from its deadline on.
    """
    if state.checked:
        return Phase.FINAL
    if now < state.deadline:
        return Phase.UPCOMING
    if all(f.over or f.settled for f in fixtures):
        return Phase.PROVISIONAL
    return Phase.LIVE


def current_gameweek(
    states: Sequence[GameweekState], now: datetime
) -> GameweekState | None:
    """
    Return the newest gameweek whose deadline has passed, None before the first.

    FPL's own `is_current` follows up to an hour later (fact sheet 5.1).
    """
    passed = [s for s in states if s.deadline <= now or s.checked]
    return max(passed, key=lambda s: s.gameweek, default=None)


def next_gameweek(
    states: Sequence[GameweekState], now: datetime
) -> GameweekState | None:
    """Return the gameweek whose deadline comes next, None after the last."""
    current = current_gameweek(states, now)
    after = current.gameweek if current else Gameweek(0)
    coming = [s for s in states if s.gameweek > after]
    return min(coming, key=lambda s: s.gameweek, default=None)


def in_play(fixtures: Iterable[Fixture]) -> bool:
    """Say whether any of the fixtures is being played."""
    return any(f.started and not f.over and not f.settled for f in fixtures)
