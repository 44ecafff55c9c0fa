"""A match at a minute: the score and every player's line."""

from dataclasses import dataclass

from fplbanter.simulator.lineups import Shift
from fplbanter.simulator.market import Market
from fplbanter.simulator.matches import Goal, Script
from fplbanter.simulator.players import DEF, GKP
from fplbanter.simulator.scoring import (
    COUNTS,
    Explained,
    Line,
    award_bonus,
    bps,
    explain,
)

ZERO: Line = dict.fromkeys(COUNTS, 0)
BONUS_FROM = 20
"""The minute from which the live feed of 2026/27 holds bonus."""


@dataclass(frozen=True, slots=True)
class PlayerLine:
    """One player in one match: counts, points line by line, and their sum."""

    line: Line
    explained: tuple[Explained, ...]
    points: int


NOTHING = PlayerLine(ZERO, (("minutes", 0, 0),), 0)
"""Who has not played (yet)."""


@dataclass(frozen=True, slots=True)
class MatchState:
    """A match at a minute of play. `lines` holds who has done anything."""

    played: int
    home_goals: int
    away_goals: int
    lines: dict[int, PlayerLine]


def match_state(
    market: Market, script: Script, played: int, *, bonus: bool
) -> MatchState:
    """
    Return the match after `played` minutes of play.

    `bonus` says whether the feed shows bonus by now; before minute 20 it never does.
    """
    goals = [goal for goal in script.goals if goal.minute <= played]
    lines = _counts(script, played)
    for shift in (*script.home.shifts, *script.away.shifts):
        if shift.on < played:
            _fill(script, shift, goals, lines, played)
    positions = market.positions
    for player, line in lines.items():
        line["bps"] = bps(positions[player], line, script.touch.get(player, 0.0))
    if bonus and script.fixture.shown(played) >= BONUS_FROM:
        seen = {p: line["bps"] for p, line in lines.items() if line["minutes"]}
        for player, count in award_bonus(seen).items():
            lines[player]["bonus"] = count
    home = sum(goal.for_home for goal in goals)
    ready = {p: _finish(positions[p], line) for p, line in lines.items()}
    return MatchState(played, home, len(goals) - home, ready)


def _counts(script: Script, played: int) -> dict[int, Line]:
    """Count the events so far."""
    lines: dict[int, Line] = {}
    for event in script.events:
        if event.minute > played:
            break
        line = lines.get(event.player_id)
        if line is None:
            line = lines[event.player_id] = ZERO.copy()
        line[event.kind] += 1
    return lines


def _fill(
    script: Script,
    shift: Shift,
    goals: list[Goal],
    lines: dict[int, Line],
    played: int,
) -> None:
    """Add minutes, starts, goals against and defensive contributions."""
    shown = script.fixture.shown
    until = min(shift.off, played)
    line = lines.setdefault(shift.player.player_id, ZERO.copy())
    line["minutes"] = max(1, shown(until) - shown(shift.on))
    line["starts"] = int(shift.on == 0)
    against = [goal for goal in goals if goal.for_home != shift.home]
    line["goals_conceded"] = sum(
        shift.on < goal.minute and (goal.minute <= shift.off or shift.sent_off)
        for goal in against
    )
    clean = line["minutes"] >= 60 and line["goals_conceded"] == 0
    line["clean_sheets"] = int(clean)
    line["defensive_contribution"] = _defensive(shift.player.position, line)


def _defensive(position: int, line: Line) -> int:
    """Return the count: CBIT for defenders, with recoveries further forward."""
    if position == GKP:
        return 0
    count = line["clearances_blocks_interceptions"] + line["tackles"]
    return count if position == DEF else count + line["recoveries"]


def _finish(position: int, line: Line) -> PlayerLine:
    """Work out the points."""
    explained = tuple(explain(position, line))
    return PlayerLine(line, explained, sum(points for _, _, points in explained))
