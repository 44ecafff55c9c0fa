"""
The rules a second time, as plainly as the fact sheet writes them.

It knows nothing of `fplbanter.game` but its values: dictionaries, loops and
counting, no cleverness. Where it and the engine differ, one of them is wrong.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from fplbanter.game.model import Appearance, Chip, Lineup, PlayerId

LEGAL = {1: (1, 1), 2: (3, 5), 3: (2, 5), 4: (1, 3)}
"""Fewest and most of each position: GKP, DEF, MID, FWD."""


@dataclass
class PlainScore:
    """What FPL publishes of a settled gameweek."""

    points: int
    points_on_bench: int
    automatic_subs: list[tuple[int, int]]
    multipliers: dict[int, int]


def plain_score(lineup: Lineup, squad: Mapping[PlayerId, Appearance]) -> PlainScore:
    """Settle a gameweek (fact sheet 6.2 and 6.3)."""
    picks: list[int] = [*lineup.eleven, *lineup.bench]
    subs = plain_subs(picks, squad)
    multipliers = dict.fromkeys(picks[:11], 1)
    for player in picks[11:]:
        multipliers[player] = 1 if lineup.chip is Chip.BENCH_BOOST else 0
    if lineup.chip is not Chip.BENCH_BOOST:
        for came_on, went_off in subs:
            multipliers[came_on] = 1
            multipliers[went_off] = 0
    for leader in (lineup.captain, lineup.vice_captain):
        if leader is not None and squad[leader].minutes > 0:
            if multipliers[leader] == 1:
                multipliers[leader] = 3 if lineup.chip is Chip.TRIPLE_CAPTAIN else 2
            break
    points = bench = 0
    for player in picks:
        points += squad[PlayerId(player)].points * multipliers[player]
        if multipliers[player] == 0:
            bench += squad[PlayerId(player)].points
    return PlainScore(points, bench, subs, multipliers)


def plain_subs(
    picks: list[int], squad: Mapping[PlayerId, Appearance]
) -> list[tuple[int, int]]:
    """List (in, out) in FPL's order, counting the whole formation every time."""
    on_the_pitch = list(picks[:11])
    used: set[int] = set()
    subs = []
    for starter in picks[:11]:
        if squad[PlayerId(starter)].played:
            continue
        for benched in picks[11:]:
            if benched in used or not squad[PlayerId(benched)].played:
                continue
            tried = [benched if p == starter else p for p in on_the_pitch]
            if is_plainly_legal(tried, squad):
                on_the_pitch = tried
                used.add(benched)
                subs.append((benched, starter))
                break
    return subs


def is_plainly_legal(eleven: list[int], squad: Mapping[PlayerId, Appearance]) -> bool:
    """Count a formation."""
    counts = Counter(int(squad[PlayerId(p)].position) for p in eleven)
    return all(low <= counts[p] <= high for p, (low, high) in LEGAL.items())
