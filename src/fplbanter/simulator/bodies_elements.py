"""The players of bootstrap-static, serialised club by club."""

import json
from collections import OrderedDict
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any

from fplbanter.simulator.bodies_fixtures import stamp
from fplbanter.simulator.element_ranks import Ranker, Ranks
from fplbanter.simulator.figures import advanced, per_90
from fplbanter.simulator.live import Week
from fplbanter.simulator.managers import MOST_ENTRIES
from fplbanter.simulator.players import Player
from fplbanter.simulator.scoring import Line
from fplbanter.simulator.season import Sums, add_lines
from fplbanter.simulator.settings import price_moments
from fplbanter.simulator.world import World

Json = dict[str, Any]
_KEPT = 120


class Elements:
    """
    The array of players as JSON text.

    Its slow parts (prices, ranks, news) change once a day or a batch; in play
    only the clubs on the pitch are written anew.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._ranker = Ranker(world)
        self._texts: OrderedDict[tuple[object, ...], str] = OrderedDict()

    def text(self, now: datetime) -> str:
        """Return all players as a JSON array."""
        page = _Page(self._world, now, self._ranker)
        return "[" + ",".join(self._club(page, club) for club in range(1, 21)) + "]"

    def _club(self, page: "_Page", club: int) -> str:
        key = page.key(club)
        found = self._texts.get(key)
        if found is None:
            rows = [page.row(player) for player in self._world.market.squads[club]]
            found = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))[1:-1]
            self._texts[key] = found
            if len(self._texts) > _KEPT:
                self._texts.popitem(last=False)
        else:
            self._texts.move_to_end(key)
        return found


class _Page:
    """All players at one moment."""

    def __init__(self, world: World, now: datetime, ranker: Ranker) -> None:
        self.world, self.now, self._ranker = world, now, ranker
        self.current = world.calendar.current(now)
        self.coming = min(38, self.current + 1)
        self.settled = self._settled()
        self.sums: Sums = world.season.after(max(0, self.current - 1))
        self.week: Week | None = None
        if self.current:
            self.week = world.live.week(self.current, now)

    def _settled(self) -> bool:
        """Whether the current gameweek is over and checked."""
        if not self.current:
            return False
        return self.now >= self.world.calendar.gameweek(self.current).settled

    @cached_property
    def ranks(self) -> Ranks:
        """All players' ranks by what they had done a gameweek ago."""
        return self._ranker.ranks(self.current)

    def key(self, club: int) -> tuple[object, ...]:
        """Return what a club's text depends on."""
        calendar = self.world.calendar
        fixtures = calendar.by_club.get((self.current, club), ())
        states = self.week.states if self.week else {}
        played = tuple(states[f.fixture_id].played for f in fixtures)
        shown = tuple(self.world.live.bonus_shown(f, self.now) for f in fixtures)
        day = price_moments(self.now)[0]
        return (
            club,
            self.current,
            self.settled,
            day,
            played,
            shown,
            self.world.version,
        )

    def row(self, player: Player) -> Json:
        """Return one player with his 109 fields."""
        return {
            **self._identity(player),
            **self._news(player),
            **self._price(player),
            **self._market(player),
            **self._points(player),
            **self._counts(player),
            **_NO_SET_PIECES,
            **self.ranks[player.player_id],
        }

    def _identity(self, player: Player) -> Json:
        club = self.world.market.club(player.club_id)
        return {
            "can_transact": True,
            "can_select": True,
            "code": player.code,
            "element_type": player.position,
            "first_name": player.first_name,
            "id": player.player_id,
            "photo": f"{player.code}.jpg",
            "removed": False,
            "second_name": player.second_name,
            "special": False,
            "squad_number": None,
            "team": player.club_id,
            "team_code": club.code,
            "web_name": player.web_name,
            "known_name": "",
            "region": player.region,
            "team_join_date": f"{self.world.calendar.year - 2}-07-01",
            "birth_date": player.birth,
            "has_temporary_code": False,
            "opta_code": f"p{player.code}",
        }

    def _news(self, player: Player) -> Json:
        """Return availability for this and the next gameweek."""
        market, calendar = self.world.market, self.world.calendar
        spell = market.known_to_miss(player.player_id, self.coming)
        earlier = market.misses(player.player_id, self.current)
        news, added = "", None
        if spell:
            news = spell.news
            week = calendar.gameweek(spell.known_from)
            added = stamp(
                week.deadline - timedelta(hours=26, minutes=player.player_id % 60)
            )
        if spell and spell.last < 38:
            back = calendar.gameweek(spell.last + 1).deadline
            news += f" - Expected back {back.day} {back:%b}"
        return {
            "status": spell.status if spell else "a",
            "news": news,
            "news_added": added,
            "chance_of_playing_this_round": 0
            if earlier and spell
            else 100
            if spell
            else None,
            "chance_of_playing_next_round": 0 if spell else None,
            "scout_risks": [],
            "scout_news_link": "",
        }

    def _price(self, player: Player) -> Json:
        """Return what he costs now: the price of the coming deadline's gameweek."""
        prices = self.world.market.prices
        cost = prices[self.coming][player.player_id]
        moved = cost - prices[max(1, self.current)][player.player_id]
        since = cost - player.price
        rng = Random(f"{player.player_id}:{self.coming}:{self.now.date()}")
        percent = rng.uniform(-110, 110)
        return {
            "now_cost": cost,
            "cost_change_event": moved,
            "cost_change_event_fall": -moved,
            "cost_change_start": since,
            "cost_change_start_fall": -since,
            "price_change_percent": f"{percent:.1f}",
            "price_change_calibrating": False,
            "price_change_hourly_rate": rng.randint(-3, 3),
            "price_change_locked_until": None,
            "price_change_projections": [
                {
                    "offset": offset,
                    "projected_percent": f"{percent * (1 + offset / 4):.1f}",
                    "likelihood": max(-5, min(5, round(percent / 22))),
                }
                for offset in range(3)
            ],
        }

    def _market(self, player: Player) -> Json:
        """Return ownership and transfers."""
        rng = Random(f"{self.world.seed}:market:{player.player_id}:{self.coming}")
        owned = player.ownership * (1 + rng.uniform(-0.04, 0.04))
        crowd = int(MOST_ENTRIES * owned / 100)
        bought, sold = (
            int(crowd * rng.uniform(0, 0.06)),
            int(crowd * rng.uniform(0, 0.06)),
        )
        return {
            "selected_by_percent": f"{owned:.1f}",
            "transfers_in": bought * self.coming,
            "transfers_in_event": bought,
            "transfers_out": sold * self.coming,
            "transfers_out_event": sold,
        }

    def _points(self, player: Player) -> Json:
        """Return points of the season and of the gameweek, in play too."""
        at = player.player_id
        event = self.week.points[at] if self.week else 0
        total = self.sums.points[at] + event
        games = self.sums.games[at] + (self.week.minutes[at] > 0 if self.week else 0)
        form = self.sums.recent[at] / min(4, max(1, self.current - 1))
        looks = self.world.market.looks
        cost = self.world.market.prices[self.coming][at] / 10
        return {
            "total_points": total,
            "event_points": event,
            "points_per_game": f"{total / games if games else 0:.1f}",
            "form": f"{form:.1f}",
            "ep_this": f"{looks(self.current)[at]:.1f}" if self.current else None,
            "ep_next": f"{looks(self.coming)[at]:.1f}",
            "value_form": f"{form / cost:.1f}",
            "value_season": f"{total / cost:.1f}",
            "dreamteam_count": self.sums.dreams[at] + self._dreams(at),
            "in_dreamteam": self._dreams(at),
        }

    def _dreams(self, player_id: int) -> bool:
        """Whether he is in the current gameweek's dream team."""
        if not self.settled:
            return False
        return player_id in self.world.season.dream_team(self.current)

    def _counts(self, player: Player) -> Json:
        """Return the season's counts, the running gameweek included."""
        line: Line = self.sums.lines[player.player_id]
        if self.week:
            for _, each in self.world.live.lines(self.week, player.player_id):
                line = add_lines(line, each.line)
        figures = advanced(line, player.position, player.quality)
        played = line["minutes"]
        rates = {name: per_90(line[name], played) for name in _RATES}
        rates |= {name: per_90(float(figures[name]), played) for name in _EXPECTED}
        return {
            **line,
            **figures,
            **{f"{name}_per_90": rate for name, rate in rates.items()},
        }


_RATES = (
    "saves",
    "goals_conceded",
    "starts",
    "clean_sheets",
    "defensive_contribution",
)
_EXPECTED = (
    "expected_goals",
    "expected_assists",
    "expected_goal_involvements",
    "expected_goals_conceded",
)
_NO_SET_PIECES: Json = {
    "corners_and_indirect_freekicks_order": None,
    "corners_and_indirect_freekicks_text": "",
    "direct_freekicks_order": None,
    "direct_freekicks_text": "",
    "penalties_order": None,
    "penalties_text": "",
}
