"""event/{gw}/live, dream-team and element-summary."""

import json
from collections import OrderedDict
from datetime import datetime
from typing import Any

from fplbanter.simulator.bodies_fixtures import stamp
from fplbanter.simulator.figures import advanced
from fplbanter.simulator.live import Week, explained_with
from fplbanter.simulator.market import Market
from fplbanter.simulator.past_seasons import past_seasons
from fplbanter.simulator.players import Player
from fplbanter.simulator.season import add_lines
from fplbanter.simulator.states import ZERO, PlayerLine
from fplbanter.simulator.world import World

Json = dict[str, Any]
_KEPT = 300


class LiveBodies:
    """
    The live feed, serialised club by club.

    Between two minutes only the clubs that are playing change, so the text of
    the others is kept.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._texts: OrderedDict[tuple[object, ...], str] = OrderedDict()

    def live(self, gameweek: int, now: datetime) -> bytes:
        """Return the body of event/{gw}/live."""
        week = self._world.live.week(gameweek, now)
        settled = now >= self._world.calendar.gameweek(gameweek).settled
        parts = [self._club(week, club, now, settled=settled) for club in range(1, 21)]
        return ('{"elements":[' + ",".join(parts) + "]}").encode()

    def _club(self, week: Week, club: int, now: datetime, *, settled: bool) -> str:
        """Return one club's players as JSON text without brackets."""
        world = self._world
        fixtures = world.calendar.by_club.get((week.gameweek, club), ())
        played = tuple(week.states[f.fixture_id].played for f in fixtures)
        shown = tuple(world.live.bonus_shown(f, now) for f in fixtures)
        key = (week.gameweek, club, played, shown, settled, world.version)
        found = self._texts.get(key)
        if found is None:
            team = set(world.season.dream_team(week.gameweek)) if settled else set()
            rows = [
                self._row(week, player, dream=player.player_id in team)
                for player in world.market.squads[club]
            ]
            found = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))[1:-1]
            self._texts[key] = found
            if len(self._texts) > _KEPT:
                self._texts.popitem(last=False)
        return found

    def _row(self, week: Week, player: Player, *, dream: bool) -> Json:
        """Return one player's element."""
        lines = self._world.live.lines(week, player.player_id)
        correction = week.corrections.get(player.player_id, 0)
        line = ZERO
        for _, each in lines:
            line = each.line if line is ZERO else add_lines(line, each.line)
        return {
            "id": player.player_id,
            "stats": {
                **stats(line, player),
                "total_points": week.points[player.player_id],
                "in_dreamteam": dream,
                "played": player.player_id in week.played,
            },
            "explain": _explain(lines, correction),
            "modified": correction != 0,
        }


def _explain(lines: list[tuple[int, PlayerLine]], correction: int) -> list[Json]:
    """Return one entry per fixture; none in a blank gameweek."""
    return [
        {
            "fixture": fixture,
            "stats": [
                {
                    "identifier": name,
                    "points": points,
                    "value": value,
                    "points_modification": 0,
                }
                for name, value, points in explained
            ],
        }
        for fixture, explained in explained_with(lines, correction)
    ]


def stats(line: dict[str, int], player: Player) -> Json:
    """Return the counts and figures in the order of FPL's feed."""
    figures = advanced(line, player.position, player.quality)
    early = {name: line[name] for name in _EARLY}
    ict = {name: figures[name] for name in _ICT}
    late = {name: line[name] for name in _LATE}
    expected = {name: figures[name] for name in _EXPECTED}
    return early | ict | late | expected


_EARLY = (
    "minutes",
    "goals_scored",
    "assists",
    "clean_sheets",
    "goals_conceded",
    "own_goals",
    "penalties_saved",
    "penalties_missed",
    "yellow_cards",
    "red_cards",
    "saves",
    "bonus",
    "bps",
)
_ICT = ("influence", "creativity", "threat", "ict_index")
_LATE = (
    "clearances_blocks_interceptions",
    "recoveries",
    "tackles",
    "defensive_contribution",
    "starts",
)
_EXPECTED = (
    "expected_goals",
    "expected_assists",
    "expected_goal_involvements",
    "expected_goals_conceded",
)


def dream_team(world: World, gameweek: int) -> Json:
    """Return the best eleven of a settled gameweek."""
    points = world.live.final(gameweek).points
    team = world.season.dream_team(gameweek)
    best = max(team, key=lambda player: (points[player], -player))
    return {
        "top_player": {"id": best, "points": points[best]},
        "team": [
            {"element": player, "points": points[player], "position": at}
            for at, player in enumerate(team, 1)
        ],
    }


def element_summary(world: World, player: Player, now: datetime) -> Json:
    """Return a player's coming fixtures, matches so far and past seasons."""
    fixtures = sorted(
        (f for f in world.calendar.fixtures if player.club_id in (f.home, f.away)),
        key=lambda fixture: fixture.kickoff,
    )
    coming = [f for f in fixtures if not f.started(now)]
    return {
        "fixtures": [_coming(world.market, player, f.fixture_id, now) for f in coming],
        "history": [
            _past_match(world, player, f.fixture_id, now)
            for f in fixtures
            if f.started(now)
        ],
        "history_past": past_seasons(world, player),
    }


def _coming(market: Market, player: Player, fixture_id: int, now: datetime) -> Json:
    """Return one row of `fixtures`."""
    fixture = market.calendar.fixtures[fixture_id - 1]
    hidden = fixture.announced is not None and now < fixture.announced
    at_home = player.club_id == fixture.home
    other = market.club(fixture.away if at_home else fixture.home)
    return {
        "id": fixture.fixture_id,
        "code": fixture.code,
        "team_h": fixture.home,
        "team_h_score": None,
        "team_a": fixture.away,
        "team_a_score": None,
        "event": None if hidden else fixture.gameweek,
        "finished": False,
        "minutes": 0,
        "provisional_start_time": False,
        "kickoff_time": None if hidden else stamp(fixture.kickoff),
        "event_name": "" if hidden else f"Gameweek {fixture.gameweek}",
        "is_home": at_home,
        "difficulty": other.stars,
    }


def _past_match(world: World, player: Player, fixture_id: int, now: datetime) -> Json:
    """Return one row of `history`: one per fixture, two in a double gameweek."""
    fixture = world.calendar.fixtures[fixture_id - 1]
    week = world.live.week(fixture.gameweek, now)
    state = week.states[fixture_id]
    lines = dict(world.live.lines(week, player.player_id))
    own, at_home = lines[fixture_id], player.club_id == fixture.home
    first = next(iter(lines)) == fixture_id
    extra = week.corrections.get(player.player_id, 0) if first else 0
    return {
        "element": player.player_id,
        "fixture": fixture_id,
        "opponent_team": fixture.away if at_home else fixture.home,
        "total_points": own.points + extra,
        "was_home": at_home,
        "kickoff_time": stamp(fixture.kickoff),
        "team_h_score": state.home_goals,
        "team_a_score": state.away_goals,
        "round": fixture.gameweek,
        "modified": extra != 0,
        **stats(own.line, player),
        "value": world.market.price(player.player_id, fixture.gameweek),
        "selected": int(player.ownership * 124_000),
        "transfers_balance": 0,
        "transfers_in": 0,
        "transfers_out": 0,
    }
