"""
What happened between two reads: events, each named by what it is.

The name of an event ("2026-27:7:goal:12:17:2") says season, gameweek, kind,
fixture, player and number: his second goal in that match. It follows from what
FPL says and not from when it was read, so whoever compares again, or starts
from an older state, names it the same.

What is taken back is an event of its own ("...:corrected:goal:12:17:1:t1", left
with one goal, the first time that goals of his were taken). What comes again
after that is a new event: its name ends in the turn ("...:goal:12:17:2:t1"). The
turns are kept in the state. A read that is lost in between skips what came and
went, and never renames what stayed.

Counts (goals, cards, points for saves ...) have an event for each step. Bonus is
a place and not a count: it has one event for each move, named by where it went.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from fplbanter.game.model import Fixture, FixtureId, PlayerId
from fplbanter.live.kinds import ORDER, QUIET, MatchEventKind, What
from fplbanter.live.plain import Plain
from fplbanter.live.state import (
    MatchdayState,
    changes,
    turned,
    went_back,
)
from fplbanter.live.tallies import Tally

PLACES: Final = frozenset({MatchEventKind.BONUS, MatchEventKind.POINTS})
"""What moves to and fro by its nature: one event for each move, up or down."""

Score = tuple[int, int]
"""Goals at home and away."""


@dataclass(frozen=True, slots=True)
class MatchEvent:
    """
    Something that happened in a match, or to a gameweek.

    `before` and `after` are its number (goals, bonus, points for saves), and
    `points_before` and `points_after` what that gave and gives the player in
    that fixture. `corrected` says what it was that was corrected. `score` and
    `minute` are the match's as FPL showed them then.
    """

    event_id: str
    kind: MatchEventKind
    fixture_id: FixtureId | None = None
    player_id: PlayerId | None = None
    before: int = 0
    after: int = 0
    points_before: int = 0
    points_after: int = 0
    corrected: MatchEventKind | None = None
    score: Score | None = None
    minute: int | None = None

    @property
    def points(self) -> int:
        """What it is worth to a holder, before captaincy."""
        return self.points_after - self.points_before

    @property
    def is_quiet(self) -> bool:
        """Whether it moves points and is no news."""
        return self.kind in QUIET


def events(before: MatchdayState, after: MatchdayState) -> tuple[MatchEvent, ...]:
    """
    Return what happened between two states of one gameweek, in a fixed order.

    For each player their points add up to the change of `player_points`. From an
    empty `before` it is all that happened so far. Raises ValueError for states of
    two gameweeks.
    """
    if not before.is_of(after):
        raise ValueError("events happen within a gameweek, not between two")
    moved = changes(before, after)
    turns = turned(before, moved)
    found = (
        event
        for what, was, now in moved
        for event in _events(before, after, what, (was, now), turns.get(str(what), 0))
    )
    return tuple(sorted(found, key=_place))


def to_plain(event: MatchEvent) -> Plain:
    """Return an event as JSON and MongoDB hold it, without what it lacks."""
    plain: Plain = {
        "event_id": event.event_id,
        "kind": event.kind.value,
        "before": event.before,
        "after": event.after,
        "points": event.points,
        "points_before": event.points_before,
        "points_after": event.points_after,
        "fixture_id": event.fixture_id,
        "player_id": event.player_id,
        "corrected": event.corrected and event.corrected.value,
        "score": event.score and list(event.score),
        "minute": event.minute,
    }
    return {name: value for name, value in plain.items() if value is not None}


def _events(
    before: MatchdayState,
    after: MatchdayState,
    what: What,
    moved: tuple[Tally, Tally],
    turn: int,
) -> Iterator[MatchEvent]:
    """Tell one tally's move: in steps, at once, or as a correction."""
    kind = _kind(before, what, *moved)
    whole = kind is not what.kind or kind in PLACES
    fixture = after.fixtures.get(what.fixture_id)
    for was, now in [moved] if whole else _steps(*moved):
        yield MatchEvent(
            event_id=_name(after, kind, what, now.number, turn),
            kind=kind,
            fixture_id=what.fixture_id or None,
            player_id=what.player_id or None,
            before=was.number,
            after=now.number,
            points_before=was.points,
            points_after=now.points,
            corrected=what.kind if kind is MatchEventKind.CORRECTED else None,
            score=_score(fixture),
            minute=None if fixture is None else fixture.minutes,
        )


def _kind(before: MatchdayState, what: What, was: Tally, now: Tally) -> MatchEventKind:
    """Say what a move is: what it looks like, or a correction."""
    fixture = before.fixtures.get(what.fixture_id)
    if before.settled or (fixture is not None and fixture.settled):
        return MatchEventKind.CORRECTED
    if what.kind in PLACES or not went_back(was, now):
        return what.kind
    in_play = fixture is not None and not fixture.over
    if what.kind is MatchEventKind.CLEAN_SHEET and in_play:
        return MatchEventKind.CLEAN_SHEET_LOST
    return MatchEventKind.CORRECTED


def _steps(was: Tally, now: Tally) -> Iterable[tuple[Tally, Tally]]:
    """Part a rise in its steps; the last takes what cannot be shared evenly."""
    count = now.number - was.number
    share = int((now.points - was.points) / count) if count > 0 else 0
    step = was
    for number in range(was.number + 1, now.number):
        following = Tally(number, step.points + share)
        yield step, following
        step = following
    yield step, now


def _name(
    state: MatchdayState, kind: MatchEventKind, what: What, number: int, turn: int
) -> str:
    """Name an event by what it is; see the top of this module."""
    corrected = kind is MatchEventKind.CORRECTED
    parts: list[object] = [state.season, state.gameweek]
    parts += [kind.value, what] if corrected else [what._replace(kind=kind)]
    parts += [number] if what.player_id or corrected else []
    parts += [f"t{turn}"] if turn else []
    return ":".join(map(str, parts))


def _score(fixture: Fixture | None) -> Score | None:
    if fixture is None or fixture.home_goals is None or fixture.away_goals is None:
        return None
    return fixture.home_goals, fixture.away_goals


def _place(event: MatchEvent) -> tuple[int, int, int, int, int, str]:
    """Order events: by kind, then match by match; what settles comes last."""
    return (
        ORDER[event.kind],
        ORDER[event.corrected or event.kind],
        event.fixture_id or 0,
        event.player_id or 0,
        event.after,
        event.event_id,
    )
