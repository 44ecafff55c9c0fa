"""Which eleven a manager sends out, his bench, captain and vice-captain."""

from dataclasses import dataclass
from random import Random

from fplbanter.simulator.managers import Style
from fplbanter.simulator.market import Market
from fplbanter.simulator.players import DEF, FWD, GKP, MID

_LEAST = {DEF: 3, MID: 2, FWD: 1}


@dataclass(frozen=True, slots=True)
class Selection:
    """
    One entry's gameweek as submitted: `squad` are positions 1 to 15.

    `transfers` and `cost` are FPL's event_transfers and its cost in points;
    `swaps` all transfers made: (in, its price, out, its price).
    """

    gameweek: int
    squad: tuple[int, ...]
    captain: int
    vice: int
    chip: str | None
    transfers: int
    cost: int
    bank: int
    value: int
    swaps: tuple[tuple[int, int, int, int], ...]


def line_up(
    rng: Random, market: Market, gameweek: int, squad: list[int], style: Style
) -> tuple[tuple[int, ...], int, int]:
    """Return positions 1 to 15 (GKP, DEF, MID, FWD first), captain and vice."""
    looks = market.looks(gameweek if rng.random() < style.care else 1)
    rough = 0.35 * (1.15 - style.care)
    mood = {player: looks[player] + rng.gauss(0, rough) for player in squad}
    ranked = sorted(squad, key=lambda player: (-mood[player], player))
    eleven = _eleven(ranked, market.positions)
    bench = [player for player in ranked if player not in eleven]
    bench.sort(key=lambda player: market.positions[player] != GKP)
    eleven.sort(key=lambda player: (market.positions[player], player))
    stars = [player for player in ranked if player in eleven]
    captain, vice = _leaders(rng, stars, style)
    return (*eleven, *bench), captain, vice


def _eleven(ranked: list[int], positions: list[int]) -> list[int]:
    """Take the best legal eleven: the least of each position, then the best."""
    by: dict[int, list[int]] = {GKP: [], DEF: [], MID: [], FWD: []}
    for player in ranked:
        by[positions[player]].append(player)
    found = [by[GKP][0]]
    for position, least in _LEAST.items():
        found += by[position][:least]
    rest = [p for p in ranked if p not in found and positions[p] != GKP]
    return found + rest[:4]


def _leaders(rng: Random, stars: list[int], style: Style) -> tuple[int, int]:
    """Choose captain and vice: the best two, or a hunch among the best five."""
    if rng.random() < style.care * 0.85:
        return stars[0], stars[1]
    captain, vice = rng.sample(stars[:5], 2)
    return captain, vice
