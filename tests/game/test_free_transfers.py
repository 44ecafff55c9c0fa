"""How many free transfers an entry has, by hand."""

from fplbanter.game.free_transfers import next_free_transfers
from fplbanter.game.model import Chip, Gameweek, Season

NOW = Season("2026-27")


def after(free: int, made: int, chip: Chip | None = None) -> int:
    return next_free_transfers(NOW, Gameweek(9), free, made, chip)


def test_one_is_added_and_five_are_the_most() -> None:
    """Nobody has any in his first gameweek, and one for his second."""
    assert [after(free, 0) for free in range(6)] == [1, 2, 3, 4, 5, 5]


def test_spent_ones_are_gone_and_hits_leave_no_debt() -> None:
    """After a hit one is there again."""
    assert after(3, 2) == 2
    assert after(1, 1) == after(1, 4) == 1


def test_a_wildcard_or_a_free_hit_keeps_what_was_saved() -> None:
    """Nothing is spent and nothing added, however many moves it made."""
    assert after(3, 9, Chip.WILDCARD) == after(3, 0, Chip.FREE_HIT) == 3
    assert after(3, 1, Chip.BENCH_BOOST) == 3


def test_everybody_was_topped_up_once() -> None:
    """To five for gameweek 16 of 2025-26, the Africa Cup of Nations."""
    season = Season("2025-26")
    assert next_free_transfers(season, Gameweek(15), 1, 1, None) == 5
    assert next_free_transfers(NOW, Gameweek(15), 1, 1, None) == 1
