"""The sleeper, by hand: row 42 of the catalogue."""

from tests.banter.judged import season_held, season_numbers, season_refused
from tests.banter.league import gameweek
from tests.banter.trades import idle, keeper, trader

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip

KEY = "the_sleeper"


def test_the_longest_run_without_a_transfer_wins() -> None:
    """Gameweeks 2 to 4, and 2 to 3; that of joining is no part of it."""
    third = idle(3, keeper(1), keeper(2))
    fourth = gameweek(keeper(1), trader(2, {10: 110}), previous=third)
    fifth = gameweek(trader(1, {10: 110}), keeper(2), previous=fourth)
    assert season_numbers(KEY, fifth) == {1: 3, 2: 2}
    assert season_held(KEY, fifth) == [((1,), 3)]


def test_a_wildcard_is_no_sleep() -> None:
    """It interrupts the run, though it is no transfer."""
    third = idle(3, keeper(1))
    played = gameweek(trader(1, {}, chip=Chip.WILDCARD), previous=third)
    assert season_refused(KEY, idle(2, keeper(1), previous=played)) is Refusal.NOBODY


def test_of_equals_the_one_with_fewer_transfers_is_ahead() -> None:
    """Both slept for three gameweeks, one of them dealt twice afterwards."""
    fourth = idle(4, keeper(1), keeper(2))
    busy = gameweek(trader(1, {10: 110, 2: 102}), trader(2, {10: 110}), previous=fourth)
    assert season_held(KEY, busy) == [((2,), 3)]
