"""Transfers, events and matches by hand, for the stats that need them."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from tests.banter.league import Picks, gameweek, member

from fplbanter.banter.review import Review
from fplbanter.game.model import (
    Chip,
    EntryId,
    Gameweek,
    Match,
    PlayerId,
    PlayerStats,
    Result,
    Transfer,
)

DEADLINE = datetime(2026, 8, 28, 17, 30, tzinfo=UTC)


def deal(player_in: int, player_out: int, *, before: int = 600) -> Transfer:
    """Buy one for another, so many minutes before the deadline."""
    return Transfer(
        EntryId(1),
        Gameweek(2),
        PlayerId(player_in),
        PlayerId(player_out),
        DEADLINE - timedelta(minutes=before),
    )


def trader(
    entry: int,
    swap: Mapping[int, int],
    *,
    hit: int = 0,
    chip: Chip | None = None,
    before: int = 600,
) -> Picks:
    """Write a member who has just sold the keys for the values; 6 is captain."""
    made = tuple(deal(new, old, before=before) for old, new in swap.items())
    return member(
        entry,
        captain=6,
        vice=7,
        swap=swap,
        transfers=made,
        made=len(made),
        hit=hit,
        chip=chip,
    )


def keeper(entry: int, swap: Mapping[int, int] | None = None) -> Picks:
    """Write a member who has those players but has made no transfer now."""
    return member(entry, captain=6, vice=7, swap=swap, transfers=())


def ranked(entry: int, overall: int | None, of_gameweek: int | None = None) -> Picks:
    """Write a member with his places in the world."""
    row = Result(
        EntryId(entry),
        Gameweek(1),
        24,
        0,
        24,
        overall_rank=overall,
        gameweek_rank=of_gameweek,
    )
    return member(entry, result=row)


def matches(*rows: tuple[int | None, int, int | None, int]) -> list[Match]:
    """Write matches: (one, his points, another, his points)."""
    return [
        Match(
            Gameweek(1),
            None if one is None else EntryId(one),
            None if two is None else EntryId(two),
            mine,
            yours,
        )
        for one, mine, two, yours in rows
    ]


def did(
    player: int, *, goals: int = 0, assists: int = 0, yellow: int = 0, red: int = 0
) -> dict[PlayerId, PlayerStats]:
    """Tell what a player did."""
    told = PlayerStats(
        PlayerId(player),
        90,
        2,
        yellow_cards=yellow,
        red_cards=red,
        goals=goals,
        assists=assists,
    )
    return {told.player_id: told}


def idle(count: int, *members: Picks, previous: Review | None = None) -> Review:
    """Let the same members do the same in so many gameweeks."""
    for _ in range(count):
        review = gameweek(*members, number=1, previous=previous)
        previous = review
    return review
