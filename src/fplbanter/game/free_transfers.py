"""How many free transfers an entry has."""

from fplbanter.game.model import Chip, Gameweek, Season

MOST = 5
"""Since 2024/25; before it was two, and a wildcard or free hit lost what was saved."""
FIRST_SEASON = Season("2024-25")
_TOP_UPS = frozenset({(Season("2025-26"), Gameweek(16))})
"""Gameweeks to which everybody came with the most there is."""


def next_free_transfers(
    season: Season, gameweek: Gameweek, free: int, made: int, chip: Chip | None
) -> int:
    """
    Return the free transfers for the next gameweek, from those for this one.

    `made` are this one's transfers; `free` is 0 in an entry's first gameweek.
    A wildcard or a free hit keeps what was saved. Source: FPL rules,
    "Transfers"; since 2024/25.
    """
    if (season, gameweek + 1) in _TOP_UPS:
        return MOST
    if chip in (Chip.WILDCARD, Chip.FREE_HIT):
        return max(free, 1)
    return min(MOST, max(0, free - made) + 1)
