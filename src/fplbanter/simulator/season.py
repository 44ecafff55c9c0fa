"""What players have done in the gameweeks that are over, added up."""

from collections import OrderedDict
from dataclasses import dataclass

from fplbanter.simulator.live import LiveBook, Week
from fplbanter.simulator.players import DEF, FWD, GKP, MID
from fplbanter.simulator.scoring import COUNTS, Line
from fplbanter.simulator.states import ZERO

_LEAST = {GKP: 1, DEF: 3, MID: 2, FWD: 1}
_MOST = {GKP: 1, DEF: 5, MID: 5, FWD: 3}


@dataclass(frozen=True, slots=True)
class Sums:
    """
    Sums over whole gameweeks, each a list by player id.

    `recent` are the points of the last four gameweeks, `games` those in which
    he had minutes, `dreams` how often he was in the dream team.
    """

    lines: list[Line]
    points: list[int]
    recent: list[int]
    games: list[int]
    dreams: list[int]


class SeasonBook:
    """Sums after each gameweek, kept within bounds."""

    def __init__(self, live: LiveBook) -> None:
        self._live = live
        self._market = live.market
        self._kept: OrderedDict[tuple[int, int], Sums] = OrderedDict()
        self._teams: OrderedDict[tuple[int, int], list[int]] = OrderedDict()

    def after(self, gameweek: int) -> Sums:
        """Return the sums of gameweeks 1 to `gameweek` (0: nothing yet)."""
        key = (gameweek, self._live.version)
        found = self._kept.get(key)
        if found is None:
            found = (
                self._add(self.after(gameweek - 1), gameweek)
                if gameweek
                else self._nothing()
            )
            self._kept[key] = found
            if len(self._kept) > 45:
                self._kept.popitem(last=False)
        return found

    def _nothing(self) -> Sums:
        size = len(self._market.players) + 1
        return Sums([ZERO] * size, [0] * size, [0] * size, [0] * size, [0] * size)

    def _add(self, before: Sums, gameweek: int) -> Sums:
        """Add one gameweek to the sums."""
        week = self._live.final(gameweek)
        lines = list(before.lines)
        for state in week.states.values():
            for player, entry in state.lines.items():
                lines[player] = add_lines(lines[player], entry.line)
        recent = [
            sum(
                self._live.final(g).points[player]
                for g in range(max(1, gameweek - 3), gameweek + 1)
            )
            for player in range(len(lines))
        ]
        dreams = list(before.dreams)
        for player in self.dream_team(gameweek):
            dreams[player] += 1
        return Sums(
            lines=lines,
            points=[a + b for a, b in zip(before.points, week.points, strict=True)],
            recent=recent,
            games=[
                a + (b > 0) for a, b in zip(before.games, week.minutes, strict=True)
            ],
            dreams=dreams,
        )

    def dream_team(self, gameweek: int) -> list[int]:
        """Return the best legal eleven of a gameweek, goalkeeper first."""
        key = (gameweek, self._live.version)
        if key not in self._teams:
            self._teams[key] = _best_eleven(
                self._live.final(gameweek), self._market.positions
            )
            if len(self._teams) > 45:
                self._teams.popitem(last=False)
        return self._teams[key]


def _best_eleven(week: Week, positions: list[int]) -> list[int]:
    """Take the least of each position, then the best who still fit."""
    ranked = sorted(week.played, key=lambda player: (-week.points[player], player))
    chosen: list[int] = []
    for position, least in _LEAST.items():
        chosen += [p for p in ranked if positions[p] == position][:least]
    for player in ranked:
        kind = positions[player]
        held = sum(positions[other] == kind for other in chosen)
        if len(chosen) < 11 and player not in chosen and held < _MOST[kind]:
            chosen.append(player)
    return sorted(chosen, key=lambda player: (positions[player], player))


def add_lines(one: Line, other: Line) -> Line:
    """Add two lines, name by name."""
    return {name: one[name] + other[name] for name in COUNTS}
