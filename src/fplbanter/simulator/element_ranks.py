"""The places of players among all and among their position."""

from collections.abc import Callable
from functools import lru_cache

from fplbanter.simulator.figures import advanced
from fplbanter.simulator.season import Sums
from fplbanter.simulator.world import World

Ranks = dict[int, dict[str, int]]
"""Player id -> field -> place."""

_FIGURES = ("influence", "creativity", "threat", "ict_index")


class Ranker:
    """Ranks one world's players; keeps the last two answers."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._kept = lru_cache(maxsize=2)(self._ranks)

    def ranks(self, current: int) -> Ranks:
        """Return the ranks after the gameweek before the current one."""
        return self._kept(current, self._world.live.version)

    def _ranks(self, current: int, _version: int) -> Ranks:
        world = self._world
        sums = world.season.after(max(0, current - 1))
        found: Ranks = {player.player_id: {} for player in world.market.players}
        for name, values in self._figures(sums).items():
            self._place(found, name, values.__getitem__)
        prices = world.market.prices[min(38, current + 1)]
        self._place(found, "now_cost", prices.__getitem__)
        self._place(found, "form", sums.recent.__getitem__)
        self._place(
            found,
            "points_per_game",
            lambda p: sums.points[p] / sums.games[p] if sums.games[p] else 0,
        )
        self._place(found, "selected", lambda p: world.market.player(p).ownership)
        return found

    def _figures(self, sums: Sums) -> dict[str, dict[int, float]]:
        """Return influence and its like as numbers, by player."""
        found: dict[str, dict[int, float]] = {name: {} for name in _FIGURES}
        for player in self._world.market.players:
            line = sums.lines[player.player_id]
            texts = advanced(line, player.position, player.quality)
            for name in _FIGURES:
                found[name][player.player_id] = float(texts[name])
        return found

    def _place(self, found: Ranks, name: str, value: Callable[[int], float]) -> None:
        """Write the places by one value, among all and by position."""
        order = sorted(found, key=lambda player: (-value(player), player))
        counts: dict[int, int] = {}
        for place, player in enumerate(order, 1):
            position = self._world.market.positions[player]
            counts[position] = counts.get(position, 0) + 1
            found[player][f"{name}_rank"] = place
            found[player][f"{name}_rank_type"] = counts[position]
