"""A gameweek at a minute: every player's points, and who has played."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fplbanter.simulator.calendar import Fixture, MatchDay
from fplbanter.simulator.market import Market
from fplbanter.simulator.matches import Script, write_script
from fplbanter.simulator.scoring import Explained
from fplbanter.simulator.states import NOTHING, MatchState, PlayerLine, match_state

_STATES_KEPT = 1_200
_WEEKS_KEPT = 120
_FINALS_KEPT = 80


@dataclass(frozen=True, slots=True)
class Week:
    """
    One gameweek as it stands: `states` by fixture id, and sums by player.

    `points` and `minutes` are [player id]; `played` holds who had minutes or a
    card; `corrections` are points changed afterwards, by player.
    """

    gameweek: int
    states: dict[int, MatchState]
    points: list[int]
    minutes: list[int]
    played: frozenset[int]
    corrections: Mapping[int, int]


class LiveBook:
    """Matches and gameweeks by the minute, kept within bounds."""

    def __init__(self, market: Market, *, live_bonus: bool) -> None:
        self.market = market
        self.live_bonus = live_bonus
        self.corrections: dict[int, dict[int, int]] = {}
        self.version = 0
        self._scripts: dict[int, Script] = {}
        self._states: OrderedDict[tuple[int, int, bool], MatchState] = OrderedDict()
        self._finals: dict[tuple[int, int], Week] = {}
        self._weeks: OrderedDict[tuple[int, ...], Week] = OrderedDict()

    def script(self, fixture: Fixture) -> Script:
        """Return the script of a match, drawn when first asked for."""
        found = self._scripts.get(fixture.fixture_id)
        if found is None:
            found = write_script(self.market, fixture)
            self._scripts[fixture.fixture_id] = found
        return found

    def correct(self, gameweek: int, player_id: int, delta: int) -> None:
        """Change a player's points of a gameweek from now on."""
        week = self.corrections.setdefault(gameweek, {})
        week[player_id] = week.get(player_id, 0) + delta
        self.version += 1

    def day_of(self, fixture: Fixture) -> MatchDay:
        """Return the match day of a fixture."""
        days = self.market.calendar.gameweek(fixture.gameweek).days
        return next(day for day in days if day.day == fixture.kickoff.date())

    def bonus_shown(self, fixture: Fixture, now: datetime) -> bool:
        """Whether the feed shows bonus: always in 2026/27, else after the day."""
        return self.live_bonus or now >= self.day_of(fixture).bonus

    def state(self, fixture: Fixture, now: datetime) -> MatchState:
        """Return one match as it stands."""
        played = fixture.played(now) if fixture.started(now) else 0
        bonus = self.bonus_shown(fixture, now)
        key = (fixture.fixture_id, played, bonus)
        found = self._states.get(key)
        if found is None:
            found = match_state(self.market, self.script(fixture), played, bonus=bonus)
            self._states[key] = found
            if len(self._states) > _STATES_KEPT:
                self._states.popitem(last=False)
        else:
            self._states.move_to_end(key)
        return found

    def week(self, gameweek: int, now: datetime) -> Week:
        """Return one gameweek as it stands."""
        fixtures = self.market.calendar.gameweek(gameweek).fixtures
        states = {fixture.fixture_id: self.state(fixture, now) for fixture in fixtures}
        bonuses = [self.bonus_shown(fixture, now) for fixture in fixtures]
        key = (gameweek, self.version, *bonuses, *[s.played for s in states.values()])
        found = self._weeks.get(key)
        if found is None:
            found = self._sum(gameweek, states)
            self._weeks[key] = found
            if len(self._weeks) > _WEEKS_KEPT:
                self._weeks.popitem(last=False)
        else:
            self._weeks.move_to_end(key)
        return found

    def final(self, gameweek: int) -> Week:
        """Return one gameweek as it will have ended."""
        found = self._finals.get((gameweek, self.version))
        if found is None:
            ended = self.market.calendar.gameweek(gameweek).settled
            found = self._finals[gameweek, self.version] = self.week(gameweek, ended)
            if len(self._finals) > _FINALS_KEPT:
                del self._finals[next(iter(self._finals))]
        return found

    def _sum(self, gameweek: int, states: dict[int, MatchState]) -> Week:
        """Add up the matches of a gameweek."""
        size = len(self.market.players) + 1
        points, minutes, played = [0] * size, [0] * size, set[int]()
        for state in states.values():
            for player, entry in state.lines.items():
                line = entry.line
                points[player] += entry.points
                minutes[player] += line["minutes"]
                if line["minutes"] or line["yellow_cards"] or line["red_cards"]:
                    played.add(player)
        corrections = dict(self.corrections.get(gameweek, {}))
        for player, delta in corrections.items():
            points[player] += delta
        return Week(gameweek, states, points, minutes, frozenset(played), corrections)

    def lines(self, week: Week, player_id: int) -> list[tuple[int, PlayerLine]]:
        """Return (fixture id, line) of each of a player's matches in the gameweek."""
        club = self.market.club_of[player_id]
        fixtures = self.market.calendar.by_club.get((week.gameweek, club), ())
        return [
            (f.fixture_id, week.states[f.fixture_id].lines.get(player_id, NOTHING))
            for f in fixtures
        ]


def explained_with(
    lines: list[tuple[int, PlayerLine]], correction: int
) -> list[tuple[int, list[Explained]]]:
    """
    Return (fixture id, points line by line); a correction is a line of its own.

    It is a second "minutes" line of value 0, so that the lines still add up to
    the total and no count changes.
    """
    found = [(fixture, list(line.explained)) for fixture, line in lines]
    if correction and found:
        found[0][1].append(("minutes", 0, correction))
    return found
