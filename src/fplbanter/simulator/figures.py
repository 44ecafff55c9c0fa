"""Numbers that FPL derives: influence and its like, expected goals, per 90."""

from fplbanter.simulator.players import DEF, FWD, GKP, MID
from fplbanter.simulator.scoring import Line

_THREAT = {GKP: 0.0, DEF: 0.12, MID: 0.4, FWD: 0.7}


def advanced(line: Line, position: int, quality: float) -> dict[str, str]:
    """Return influence, creativity, threat, ict_index and the expected_* by name."""
    minutes = line["minutes"]
    influence = max(0.0, 0.85 * line["bps"])
    creativity = 11.0 * line["assists"] + 0.22 * minutes * quality * (position != GKP)
    threat = 22.0 * line["goals_scored"] + _THREAT[position] * minutes * quality
    goals, assists = threat / 62, creativity / 70
    return {
        "influence": f"{influence:.1f}",
        "creativity": f"{creativity:.1f}",
        "threat": f"{threat:.1f}",
        "ict_index": f"{(influence + creativity + threat) / 10:.1f}",
        "expected_goals": f"{goals:.2f}",
        "expected_assists": f"{assists:.2f}",
        "expected_goal_involvements": f"{goals + assists:.2f}",
        "expected_goals_conceded": f"{0.6 * line['goals_conceded'] + minutes / 180:.2f}",
    }


def per_90(count: float, minutes: int) -> float:
    """Return a count per ninety minutes, 0 for who has not played."""
    return round(90 * count / minutes, 2) if minutes else 0
