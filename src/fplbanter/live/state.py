"""
The state of a matchday: one read of FPL as a value that the next is held against.

All of it is FPL's, but for `turns`: what was taken back, how often. With it an
event that comes, goes and comes again is told apart from one that is read twice
(`events.py`), also by the leader after this one, for it is kept with the state.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fplbanter.game.model import (
    Fixture,
    FixtureId,
    Gameweek,
    Phase,
    PlayerId,
    PlayerStats,
    Season,
)
from fplbanter.live.kinds import MatchEventKind, What
from fplbanter.live.plain import (
    Plain,
    fixture_of,
    fixture_plain,
    player_of,
    player_plain,
)
from fplbanter.live.tallies import (
    NONE,
    Tally,
    bonus_to_come,
    match_tallies,
    player_tallies,
)


@dataclass(frozen=True, slots=True)
class MatchdayState:
    """
    A gameweek as FPL tells it at one moment.

    `settled` is FPL's `data_checked`, after which nothing should move. `turns`
    count by name ("goal:12:17") how often something was taken back.
    """

    season: Season
    gameweek: Gameweek
    phase: Phase = Phase.UPCOMING
    settled: bool = False
    fixtures: Mapping[FixtureId, Fixture] = field(default_factory=dict)
    players: Mapping[PlayerId, PlayerStats] = field(default_factory=dict)
    turns: Mapping[str, int] = field(default_factory=dict)

    def is_of(self, other: "MatchdayState") -> bool:
        """Say whether both are of one gameweek."""
        return (self.season, self.gameweek) == (other.season, other.gameweek)


def state_of(
    season: Season,
    gameweek: Gameweek,
    phase: Phase,
    fixtures: Iterable[Fixture],
    players: Mapping[PlayerId, PlayerStats],
    *,
    settled: bool,
    before: MatchdayState | None = None,
) -> MatchdayState:
    """
    Put a state together from what was read.

    `fixtures` are those of the gameweek alone. `before` is the state that was
    kept last: what went back since then is remembered. One of another gameweek
    counts as none.
    """
    turns: Mapping[str, int] = {}
    by_id = {fixture.fixture_id: fixture for fixture in fixtures}
    state = MatchdayState(season, gameweek, phase, settled, by_id, players)
    if before is not None and before.is_of(state):
        turns = turned(before, changes(before, state))
    return MatchdayState(season, gameweek, phase, settled, by_id, players, turns)


Change = tuple[What, Tally, Tally]
"""What moved, from where, to where."""


def changes(before: MatchdayState, after: MatchdayState) -> list[Change]:
    """Return every tally that differs."""
    was = dict(_tallies(before, after))
    now = dict(_tallies(after, before))
    pairs = ((what, was.get(what, NONE), now.get(what, NONE)) for what in was | now)
    return [pair for pair in pairs if pair[1] != pair[2]]


def went_back(before: Tally, after: Tally) -> bool:
    """Say whether something was taken back: a lower number, or other points for it."""
    return after.number <= before.number


def turned(before: MatchdayState, moved: Iterable[Change]) -> dict[str, int]:
    """Return how often each thing has been taken back by now."""
    turns = dict(before.turns)
    for what, was, now in moved:
        if went_back(was, now):
            turns[str(what)] = turns.get(str(what), 0) + 1
    return turns


def player_points(state: MatchdayState) -> dict[PlayerId, int]:
    """
    Return what each player has, as tables count it.

    That is FPL's own sum, plus the bonus that the feed lacks (fact sheet 6.1).
    """
    extra = bonus_to_come(state.fixtures, state.players, settled=state.settled)
    points = {player_id: p.total_points for player_id, p in state.players.items()}
    for player_id, shares in extra.items():
        points[player_id] = points.get(player_id, 0) + sum(shares.values())
    return points


def to_plain(state: MatchdayState) -> Plain:
    """Return a state as JSON and MongoDB hold it."""
    return {
        "season": state.season,
        "gameweek": state.gameweek,
        "phase": state.phase.value,
        "settled": state.settled,
        "fixtures": {str(i): fixture_plain(f) for i, f in state.fixtures.items()},
        "players": {str(i): player_plain(p) for i, p in state.players.items()},
        "turns": dict(state.turns),
    }


def of_plain(plain: Mapping[str, Any]) -> MatchdayState:
    """Build a state from its plain form."""
    return MatchdayState(
        season=Season(plain["season"]),
        gameweek=Gameweek(plain["gameweek"]),
        phase=Phase(plain["phase"]),
        settled=plain["settled"],
        fixtures={
            FixtureId(int(i)): fixture_of(FixtureId(int(i)), f)
            for i, f in plain["fixtures"].items()
        },
        players={
            PlayerId(int(i)): player_of(PlayerId(int(i)), p)
            for i, p in plain["players"].items()
        },
        turns=dict(plain["turns"]),
    )


def _tallies(
    state: MatchdayState, other: MatchdayState
) -> Iterator[tuple[What, Tally]]:
    """Count a state, but for players of whom the other says the same."""
    mine = bonus_to_come(state.fixtures, state.players, settled=state.settled)
    theirs = bonus_to_come(other.fixtures, other.players, settled=other.settled)
    for player_id in {**state.players, **mine}:
        stats, extra = state.players.get(player_id), mine.get(player_id, {})
        twin = other.players.get(player_id)
        same = stats is twin or stats == twin
        if not same or extra != theirs.get(player_id, {}):
            yield from player_tallies(player_id, stats, extra).items()
    yield from match_tallies(state.fixtures.values()).items()
    if state.settled:
        yield What(MatchEventKind.GAMEWEEK_SETTLED), Tally(1)
