"""
A matchday counted: how far each thing has come, and what it gives in points.

A player's tallies add up to his points, whatever the feed holds: what no line
explains is a tally of its own. Source of what a line is: fact sheet 3.3.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from fplbanter.game.bonus import provisional_bonus
from fplbanter.game.model import Fixture, FixtureId, PlayerId, PlayerStats
from fplbanter.live.kinds import MatchEventKind, What

Stats = Mapping[PlayerId, PlayerStats]
Fixtures = Mapping[FixtureId, Fixture]
Provisional = Mapping[PlayerId, Mapping[FixtureId, int]]
"""Bonus that the feed does not hold yet, by player and fixture."""

COUNTED: Final = {
    "goals_scored": MatchEventKind.GOAL,
    "assists": MatchEventKind.ASSIST,
    "own_goals": MatchEventKind.OWN_GOAL,
    "penalties_saved": MatchEventKind.PENALTY_SAVED,
    "penalties_missed": MatchEventKind.PENALTY_MISSED,
    "yellow_cards": MatchEventKind.YELLOW_CARD,
    "red_cards": MatchEventKind.RED_CARD,
    "bonus": MatchEventKind.BONUS,
}
"""Lines whose value is the number: the second goal."""

GRADED: Final = {
    "minutes": MatchEventKind.APPEARANCE,
    "saves": MatchEventKind.SAVES,
    "goals_conceded": MatchEventKind.GOALS_CONCEDED,
}
"""Lines whose points are the number: three saves are the first point."""

REACHED: Final = {
    "clean_sheets": MatchEventKind.CLEAN_SHEET,
    "defensive_contribution": MatchEventKind.DEFENSIVE_CONTRIBUTION,
}
"""Lines that give points or do not, however high the value."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How far something has come, and what that gives."""

    number: int = 0
    points: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Add another line of the same."""
        return Tally(self.number + other.number, self.points + other.points)


NONE: Final = Tally()


def bonus_to_come(fixtures: Fixtures, stats: Stats, *, settled: bool) -> Provisional:
    """Return the bonus that counts although the feed lacks it; none once settled."""
    found: dict[PlayerId, dict[FixtureId, int]] = {}
    for fixture in () if settled else fixtures.values():
        for player_id, points in provisional_bonus(fixture, stats).items():
            found.setdefault(player_id, {})[fixture.fixture_id] = points
    return found


def player_tallies(
    player_id: PlayerId,
    stats: PlayerStats | None,
    provisional: Mapping[FixtureId, int],
) -> dict[What, Tally]:
    """Count one player; what is nought is left out."""
    found: dict[What, Tally] = {}
    for what, tally in _counted(player_id, stats, provisional):
        found[what] = found.get(what, NONE) + tally
    return {what: tally for what, tally in found.items() if tally != NONE}


def match_tallies(fixtures: Iterable[Fixture]) -> dict[What, Tally]:
    """Count which matches have started and which are over."""
    found = {}
    for fixture in fixtures:
        if fixture.started:
            found[What(MatchEventKind.MATCH_STARTED, fixture.fixture_id)] = Tally(1)
        if fixture.over:
            found[What(MatchEventKind.MATCH_ENDED, fixture.fixture_id)] = Tally(1)
    return found


def _counted(
    player_id: PlayerId,
    stats: PlayerStats | None,
    provisional: Mapping[FixtureId, int],
) -> Iterator[tuple[What, Tally]]:
    for fixture_id, points in provisional.items():
        yield What(MatchEventKind.BONUS, fixture_id, player_id), Tally(points, points)
    if stats is None:
        return
    for line in stats.lines:
        kind, number = _line(line.identifier, line.value, line.points)
        yield What(kind, line.fixture_id, player_id), Tally(number, line.points)
    rest = stats.total_points - sum(line.points for line in stats.lines)
    yield What(MatchEventKind.POINTS, FixtureId(0), player_id), Tally(rest, rest)


def _line(identifier: str, value: int, points: int) -> tuple[MatchEventKind, int]:
    """Say what a line counts, and how much; points for nothing explain nothing."""
    if points and not value:
        return MatchEventKind.POINTS, points
    if identifier in COUNTED:
        return COUNTED[identifier], value
    if identifier in GRADED:
        return GRADED[identifier], abs(points)
    if identifier in REACHED:
        return REACHED[identifier], int(points != 0)
    return MatchEventKind.POINTS, points
