"""The constant parts of bootstrap-static in 2026/27."""

from datetime import datetime, timedelta
from typing import Any

from fplbanter.simulator.managers import WINDOWS

Json = dict[str, Any]

PERCENTILES = (1, *range(5, 100, 5))
"""The bands of percentile_rank; above the last it is 100."""

RULES: Json = {
    "league_join_private_max": 30,
    "league_join_public_max": 5,
    "league_max_size_public_classic": 20,
    "league_max_size_public_h2h": 20,
    "league_max_size_private_h2h": 16,
    "league_max_ko_rounds_private_h2h": 3,
    "league_prefix_public": "League",
    "league_points_h2h_win": 3,
    "league_points_h2h_lose": 0,
    "league_points_h2h_draw": 1,
    "league_ko_first_instead_of_random": False,
    "cup_start_event_id": None,
    "cup_stop_event_id": None,
    "cup_qualifying_method": None,
    "cup_type": None,
    "featured_entries": [],
    "element_sell_at_purchase_price": False,
    "percentile_ranks": list(PERCENTILES),
    "underdog_differential": 5,
    "squad_squadplay": 11,
    "squad_squadsize": 15,
    "squad_special_min": None,
    "squad_special_max": None,
    "squad_team_limit": 3,
    "squad_total_spend": 1000,
    "ui_currency_multiplier": 10,
    "ui_use_special_shirts": False,
    "ui_special_shirt_exclusions": [],
    "stats_form_days": 30,
    "sys_vice_captain_enabled": True,
    "transfers_cap": 20,
    "transfers_sell_on_fee": 0.5,
    "max_extra_free_transfers": 4,
    "league_h2h_tiebreak_stats": ["+goals_scored", "-goals_conceded"],
}


def _each(goalkeeper: int, defender: int, midfielder: int, forward: int) -> Json:
    return {
        "DEF": defender,
        "FWD": forward,
        "GKP": goalkeeper,
        "MID": midfielder,
    }


SCORING: Json = {
    "long_play": 2,
    "short_play": 1,
    "goals_conceded": _each(-1, -1, 0, 0),
    "saves": 1,
    "goals_scored": _each(10, 6, 5, 4),
    "assists": 3,
    "clean_sheets": _each(4, 4, 1, 0),
    "penalties_saved": 5,
    "penalties_missed": -2,
    "yellow_cards": -1,
    "red_cards": -3,
    "own_goals": -2,
    "bonus": 1,
    "bps": 0,
    "influence": 0,
    "creativity": 0,
    "threat": 0,
    "ict_index": 0,
    "special_multiplier": 1,
    "tackles": 0,
    "clearances_blocks_interceptions": 0,
    "recoveries": 0,
    "defensive_contribution": _each(0, 2, 2, 2),
    "starts": 0,
    "expected_assists": 0,
    "expected_goal_involvements": 0,
    "expected_goals_conceded": 0,
    "expected_goals": 0,
    "mng_goals_scored": _each(0, 0, 0, 0),
    "mng_clean_sheets": _each(0, 0, 0, 0),
    "mng_win": _each(0, 0, 0, 0),
    "mng_draw": _each(0, 0, 0, 0),
    "mng_loss": 0,
    "mng_underdog_win": _each(0, 0, 0, 0),
    "mng_underdog_draw": _each(0, 0, 0, 0),
}

ELEMENT_STATS: tuple[tuple[str, str], ...] = (
    ("Minutes played", "minutes"),
    ("Goals scored", "goals_scored"),
    ("Assists", "assists"),
    ("Clean sheets", "clean_sheets"),
    ("Goals conceded", "goals_conceded"),
    ("Own goals", "own_goals"),
    ("Penalties saved", "penalties_saved"),
    ("Penalties missed", "penalties_missed"),
    ("Yellow cards", "yellow_cards"),
    ("Red cards", "red_cards"),
    ("Saves", "saves"),
    ("Bonus", "bonus"),
    ("Bonus Points System", "bps"),
    ("Influence", "influence"),
    ("Creativity", "creativity"),
    ("Threat", "threat"),
    ("ICT Index", "ict_index"),
    ("Clearances, blocks and interceptions", "clearances_blocks_interceptions"),
    ("Recoveries", "recoveries"),
    ("Tackles", "tackles"),
    ("Defensive Contribution", "defensive_contribution"),
    ("Game(s) Started", "starts"),
    ("Expected Goals", "expected_goals"),
    ("Expected Assists", "expected_assists"),
    ("Expected Goal Involvements", "expected_goal_involvements"),
    ("Expected Goals Conceded", "expected_goals_conceded"),
)

ELEMENT_TYPES: tuple[tuple[str, str, int, int, int], ...] = (
    ("Goalkeeper", "GKP", 2, 1, 1),
    ("Defender", "DEF", 5, 3, 5),
    ("Midfielder", "MID", 5, 2, 5),
    ("Forward", "FWD", 3, 1, 3),
)


def overrides() -> Json:
    """Return FPL's empty overrides."""
    return {"rules": {}, "scoring": {}, "element_types": [], "pick_multiplier": None}


def chips() -> list[Json]:
    """Return the eight rows: two sets of four."""
    found: list[Json] = []
    for first, last in WINDOWS:
        for name in ("wildcard", "freehit", "bboost", "3xc"):
            team = name in ("bboost", "3xc")
            found.append(
                {
                    "id": len(found) + 1,
                    "name": name,
                    "number": 1,
                    "start_event": 1 if team and first == 2 else first,
                    "stop_event": last,
                    "chip_type": "team" if team else "transfer",
                    "overrides": overrides(),
                }
            )
    return found


def game_config(price_times: list[str]) -> Json:
    """Return rules, scoring and settings."""
    return {
        "settings": {
            "entry_per_event": False,
            "timezone": "UTC",
            "static_content_url": "/static-content/",
            "price_change_deadlines": price_times,
        },
        "rules": RULES,
        "scoring": SCORING,
    }


def price_moments(now: datetime) -> list[datetime]:
    """Return the next three times at which prices may move: 23:00 UTC."""
    first = now.replace(hour=23, minute=0, second=0, microsecond=0)
    if first <= now:
        first += timedelta(days=1)
    return [first + timedelta(days=day) for day in range(3)]
