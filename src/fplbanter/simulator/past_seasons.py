"""A player's seasons before this one: invented, but of a piece."""

from random import Random
from typing import Any

from fplbanter.simulator.figures import advanced
from fplbanter.simulator.players import DEF, GKP, Player
from fplbanter.simulator.scoring import COUNTS, Line, explain
from fplbanter.simulator.world import World

Json = dict[str, Any]


def past_seasons(world: World, player: Player) -> list[Json]:
    """Return up to four rows of history_past, the oldest first."""
    rng = Random(f"{world.seed}:past:{player.player_id}")
    year = world.calendar.year
    count = min(4, max(0, year - int(player.birth[:4]) - 19))
    return [_row(rng, player, year - back) for back in range(count, 0, -1)]


def _row(rng: Random, player: Player, year: int) -> Json:
    """Return one season, which began in the year before `year`."""
    line = _line(rng, player)
    # `explain` counts the minutes of one match; he started many.
    points = sum(worth for _, _, worth in explain(player.position, line))
    start = max(38, player.price + rng.randint(-5, 5))
    return {
        "season_name": f"{year - 1}/{year % 100:02}",
        "element_code": player.code,
        "start_cost": start,
        "end_cost": max(37, start + rng.randint(-4, 4)),
        "total_points": points + 2 * max(0, line["starts"] - 1),
        **line,
        **advanced(line, player.position, player.quality),
    }


def _line(rng: Random, player: Player) -> Line:
    """Draw a season's counts from how good he is and how often he plays."""
    games = int(max(0.0, min(1.0, player.standing)) * rng.uniform(10, 38))
    ahead = 0.0 if player.position == GKP else (player.position - 1) * player.quality
    back = player.position in (GKP, DEF)
    line = dict.fromkeys(COUNTS, 0)
    line |= {
        "minutes": 82 * games,
        "starts": games,
        "goals_scored": int(ahead * games * rng.uniform(0, 0.2)),
        "assists": int(ahead * games * rng.uniform(0, 0.15)),
        "clean_sheets": int(games * rng.uniform(0.1, 0.4)),
        "goals_conceded": int(games * rng.uniform(0.8, 1.7)),
        "yellow_cards": int(games * rng.uniform(0, 0.25)),
        "saves": int(games * rng.uniform(2, 4)) if player.position == GKP else 0,
        "bonus": int(games * player.quality * rng.uniform(0, 0.8)),
        "bps": int(games * rng.uniform(10, 18)),
        "tackles": int(games * rng.uniform(0.5, 2)),
        "recoveries": int(games * rng.uniform(2, 5)),
        "clearances_blocks_interceptions": int(games * (6 if back else 2)),
    }
    return line
