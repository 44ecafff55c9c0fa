"""
What FPL does to picks when a gameweek is settled: auto-subs, captaincy, points.

A deliberately plain reading of fact sheet 0.5, 6.2 and 6.3, written without
the product's rules, so that each can check the other.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from fplbanter.simulator.players import DEF, FWD, GKP, MID
from fplbanter.simulator.selection import Selection

_LIMITS = {GKP: (1, 1), DEF: (3, 5), MID: (2, 5), FWD: (1, 3)}


@dataclass(frozen=True, slots=True)
class Settled:
    """
    Picks as FPL shows them: `picks` are (player, multiplier) at positions 1 to 15.

    `subs` are (in, out) in FPL's order; `gross` comes before the hit; `bench` is
    what the players who did not count scored.
    """

    picks: tuple[tuple[int, int], ...]
    subs: tuple[tuple[int, int], ...]
    gross: int
    bench: int


def as_submitted(selection: Selection, points: Sequence[int]) -> Settled:
    """Return the picks before settlement: no auto-subs, no vice-captain."""
    factors = [1] * 11 + [1 if selection.chip == "bboost" else 0] * 4
    factors[selection.squad.index(selection.captain)] = _most(selection)
    return _count(selection.squad, factors, (), points)


def gross_as_submitted(selection: Selection, points: Sequence[int]) -> int:
    """Return the gross points before settlement."""
    count = 15 if selection.chip == "bboost" else 11
    captain = (_most(selection) - 1) * points[selection.captain]
    return sum(points[player] for player in selection.squad[:count]) + captain


def settle(
    selection: Selection,
    positions: Sequence[int],
    points: Sequence[int],
    minutes: Sequence[int],
    played: Collection[int],
) -> Settled:
    """Return the picks after the gameweek; the sequences are by player id."""
    eleven, bench = list(selection.squad[:11]), list(selection.squad[11:])
    subs: list[tuple[int, int]] = []
    used: set[int] = set()
    for starter in selection.squad[:11]:
        if starter in played:
            continue
        for at, spare in enumerate(selection.squad[11:]):
            if spare in used or spare not in played:
                continue
            trial = [spare if player == starter else player for player in eleven]
            if not _legal(trial, positions):
                continue
            eleven, bench[at] = trial, starter
            used.add(spare)
            subs.append((spare, starter))
            break
    eleven.sort(key=lambda player: positions[player])
    squad = (*eleven, *bench)
    factors = [1] * 11 + [1 if selection.chip == "bboost" else 0] * 4
    leader = _leader(selection, minutes)
    factors[squad.index(leader)] = _most(selection)
    if leader != selection.captain and squad.index(selection.captain) < 11:
        factors[squad.index(selection.captain)] = 1
    return _count(squad, factors, tuple(subs), points)


def _most(selection: Selection) -> int:
    """Return the captain's multiplier."""
    return 3 if selection.chip == "3xc" else 2


def _leader(selection: Selection, minutes: Sequence[int]) -> int:
    """Return who counts as captain: the vice only if he alone of both played."""
    absent = minutes[selection.captain] == 0
    return selection.vice if absent and minutes[selection.vice] else selection.captain


def _legal(eleven: list[int], positions: Sequence[int]) -> bool:
    """Whether eleven players may be on the pitch together."""
    kinds = [positions[player] for player in eleven]
    return all(low <= kinds.count(p) <= high for p, (low, high) in _LIMITS.items())


def _count(
    squad: tuple[int, ...],
    factors: list[int],
    subs: tuple[tuple[int, int], ...],
    points: Sequence[int],
) -> Settled:
    """Add up."""
    pairs = tuple(zip(squad, factors, strict=True))
    gross = sum(points[player] * factor for player, factor in pairs)
    bench = sum(points[player] for player, factor in pairs if factor == 0)
    return Settled(pairs, subs, gross, bench)
