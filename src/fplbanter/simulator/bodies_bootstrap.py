"""bootstrap-static, all but its players."""

from datetime import datetime
from typing import Any

from fplbanter.simulator.answers import dump
from fplbanter.simulator.bodies_fixtures import stamp
from fplbanter.simulator.calendar import Gameweek
from fplbanter.simulator.clubs import Club
from fplbanter.simulator.managers import MOST_ENTRIES
from fplbanter.simulator.settings import (
    ELEMENT_STATS,
    ELEMENT_TYPES,
    RULES,
    chips,
    game_config,
    overrides,
    price_moments,
)
from fplbanter.simulator.tables import PHASES
from fplbanter.simulator.world import World

Json = dict[str, Any]


def bootstrap(world: World, now: datetime, elements: str) -> bytes:
    """Return the body; `elements` is the JSON text of the players' array."""
    rest = {
        "chips": chips(),
        "events": [event(world, week, now) for week in world.calendar.gameweeks],
        "game_settings": RULES | {"timezone": "UTC"},
        "game_config": game_config([stamp(at) for at in price_moments(now)]),
        "phases": [phase(world, row, now) for row in PHASES],
        "teams": [team(club, world) for club in world.market.clubs],
        "total_players": MOST_ENTRIES,
        "element_stats": [{"label": a, "name": b} for a, b in ELEMENT_STATS],
        "element_types": [element_type(world, at) for at in range(1, 5)],
    }
    return dump(rest)[:-1] + f',"elements":{elements}}}'.encode()


def event(world: World, week: Gameweek, now: datetime) -> Json:
    """Return one gameweek with its 29 fields."""
    number, current = week.number, world.calendar.current(now)
    return {
        "id": number,
        "name": f"Gameweek {number}",
        "deadline_time": stamp(week.deadline),
        "release_time": None,
        **_scored(world, week, now),
        "finished": now >= week.settled,
        "data_checked": now >= week.settled,
        "deadline_time_epoch": int(week.deadline.timestamp()),
        "deadline_time_game_offset": 0,
        "is_previous": number == current - 1,
        "is_current": number == current,
        "is_next": number == current + 1,
        "cup_leagues_created": False,
        "h2h_ko_matches_created": False,
        "can_enter": number > current,
        "can_manage": number == current + 1,
        "released": True,
        "overrides": overrides(),
        **_favourites(world, number, current),
    }


def _scored(world: World, week: Gameweek, now: datetime) -> Json:
    """Return averages and bests: 0 and null until the first batch."""
    pulse = world.panel.pulse(week.number, now)
    done = now >= week.settled
    top: Json = {"top_element": None, "top_element_info": None}
    if done:
        points = world.live.final(week.number).points
        best = max(range(1, len(points)), key=lambda player: (points[player], -player))
        info = {"id": best, "points": points[best]}
        top = {"top_element": best, "top_element_info": info}
    return {
        "average_entry_score": pulse.average if pulse else 0,
        "highest_scoring_entry": pulse.highest_entry if pulse and done else None,
        "highest_score": pulse.highest if pulse and done else None,
        "ranked_count": MOST_ENTRIES if pulse else 0,
        **top,
    }


def _favourites(world: World, number: int, current: int) -> Json:
    """Return what managers did; nothing before the deadline."""
    if number > current:
        return {
            "chip_plays": [],
            "most_selected": None,
            "most_transferred_in": None,
            "transfers_made": 0,
            "most_captained": None,
            "most_vice_captained": None,
        }
    seen = world.panel.favourites(number)
    return {
        "chip_plays": [
            {"chip_name": name, "num_played": count}
            for name, count in seen.chips.items()
        ],
        "most_selected": seen.selected,
        "most_transferred_in": seen.transferred_in,
        "transfers_made": seen.transfers,
        "most_captained": seen.captained,
        "most_vice_captained": seen.vice,
    }


def phase(world: World, row: tuple[int, str, int, int], now: datetime) -> Json:
    """Return one month; its highest score is the sample's."""
    number, name, first, last = row
    current = world.calendar.current(now)
    best = None
    if current > first or (current == first and world.panel.pulse(first, now)):
        weeks = range(first, min(last, current) + 1)
        pulses = [world.panel.pulse(week, now) for week in weeks]
        best = sum(pulse.highest for pulse in pulses if pulse)
    return {
        "id": number,
        "name": name,
        "start_event": first,
        "stop_event": last,
        "highest_score": best,
    }


def team(club: Club, world: World) -> Json:
    """Return one club with its 22 fields; the table's fields are placeholders."""
    level = int(1_000 + 350 * club.strength)
    order = sorted(world.market.clubs, key=lambda each: -each.strength)
    return {
        "code": club.code,
        "draw": 0,
        "form": None,
        "id": club.club_id,
        "loss": 0,
        "name": club.name,
        "played": 0,
        "points": 0,
        "position": order.index(club) + 1,
        "short_name": club.short_name,
        "strength": club.stars,
        "team_division": None,
        "unavailable": False,
        "win": 0,
        "strength_overall_home": level,
        "strength_overall_away": level + 40,
        "strength_attack_home": level,
        "strength_attack_away": level + 30,
        "strength_defence_home": level,
        "strength_defence_away": level + 50,
        "pulse_id": club.club_id,
        "link_url": "",
    }


def element_type(world: World, position: int) -> Json:
    """Return one position with its squad limits."""
    name, short, squad, least, most = ELEMENT_TYPES[position - 1]
    return {
        "id": position,
        "plural_name": f"{name}s",
        "plural_name_short": short,
        "singular_name": name,
        "singular_name_short": short,
        "squad_select": squad,
        "squad_min_select": None,
        "squad_max_select": None,
        "squad_min_play": least,
        "squad_max_play": most,
        "ui_shirt_specific": position == 1,
        "sub_positions_locked": [12] if position == 1 else [],
        "element_count": world.market.positions.count(position),
    }
