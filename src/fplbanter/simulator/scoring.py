"""
What a line of match statistics is worth: game_config.scoring of 2026/27.

Written from the fact sheet (3.1, 6.4, 6.5), on purpose without a look at the
product's own rules.
"""

from collections.abc import Mapping

from fplbanter.simulator.players import DEF, FWD, GKP, MID

Line = dict[str, int]
"""A player's counts in one match by FPL's names."""

Explained = tuple[str, int, int]
"""identifier, value, points"""

GOAL = {GKP: 10, DEF: 6, MID: 5, FWD: 4}
CLEAN_SHEET = {GKP: 4, DEF: 4, MID: 1, FWD: 0}
DEFENSIVE = {GKP: 0, DEF: 10, MID: 12, FWD: 12}
COUNTS = (
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
    "clearances_blocks_interceptions",
    "recoveries",
    "tackles",
    "defensive_contribution",
    "starts",
)


def explain(position: int, line: Mapping[str, int]) -> list[Explained]:
    """Return the points line by line; minutes always, the others if not nought."""
    played = line["minutes"]
    found = [("minutes", played, 0 if played == 0 else 1 if played < 60 else 2)]
    worth = {
        "goals_scored": GOAL[position] * line["goals_scored"],
        "assists": 3 * line["assists"],
        "clean_sheets": CLEAN_SHEET[position] * line["clean_sheets"],
        "goals_conceded": _conceded(position, line["goals_conceded"]),
        "own_goals": -2 * line["own_goals"],
        "penalties_saved": 5 * line["penalties_saved"],
        "penalties_missed": -2 * line["penalties_missed"],
        "yellow_cards": -line["yellow_cards"],
        "red_cards": -3 * line["red_cards"],
        "saves": line["saves"] // 3,
        "bonus": line["bonus"],
        "defensive_contribution": _defensive(position, line["defensive_contribution"]),
    }
    found += [(name, line[name], points) for name, points in worth.items() if points]
    return found


def _conceded(position: int, goals: int) -> int:
    """Minus one for every two goals against, for goalkeepers and defenders."""
    return -(goals // 2) if position in (GKP, DEF) else 0


def _defensive(position: int, actions: int) -> int:
    """Two points from ten (defenders) or twelve actions on; nothing for keepers."""
    needed = DEFENSIVE[position]
    return 2 if needed and actions >= needed else 0


def bps(position: int, line: Mapping[str, int], touch: float) -> int:
    """Return the bonus points system's count: close to 2026/27's weights."""
    if line["minutes"] == 0:
        return -3 * line["yellow_cards"] - 9 * line["red_cards"]
    back = position in (GKP, DEF)
    count = 3 if line["minutes"] < 60 else 6
    count += {GKP: 12, DEF: 12, MID: 18, FWD: 24}[position] * line["goals_scored"]
    count += 9 * line["assists"] + 8 * line["penalties_saved"] + 2 * line["saves"]
    count += 12 * line["clean_sheets"] if back else 0
    count -= 4 * line["goals_conceded"] if back else 0
    count -= 6 * line["own_goals"] + 6 * line["penalties_missed"]
    count -= 3 * line["yellow_cards"] + 9 * line["red_cards"]
    count += line["clearances_blocks_interceptions"] // 3 + line["recoveries"] // 3
    return count + 2 * line["tackles"] + round(touch * line["minutes"] / 90)


def award_bonus(bps_of: Mapping[int, int]) -> dict[int, int]:
    """
    Return player -> bonus of one match by competition ranking of its BPS.

    Ties share the better place: 3,3,1 / 3,2,2 / 3,2,1,1 / 3,3,3 (fact sheet 6.4).
    """
    ranked = sorted(bps_of.values(), reverse=True)
    places = {player: 1 + ranked.index(count) for player, count in bps_of.items()}
    return {
        player: 4 - place
        for player, place in places.items()
        if place <= 3 and bps_of[player] > 0
    }
