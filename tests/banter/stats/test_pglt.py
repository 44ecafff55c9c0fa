"""Points gained over the lifetime of a transfer, by hand: row 47 of the catalogue."""

from fractions import Fraction

from tests.banter.judged import season_held, season_numbers
from tests.banter.league import gameweek
from tests.banter.trades import idle, keeper, trader

from fplbanter.game.model import Chip

KEY = "pglt"


def test_a_transfer_lives_until_the_sale() -> None:
    """110 makes 5 and 6 against 2 and 2; his 20 after the sale are not his."""
    second = gameweek(
        trader(1, {10: 110}), points={110: 5}, previous=idle(1, keeper(1))
    )
    after = keeper(1, {10: 110})
    third = gameweek(after, points={110: 6}, previous=second)
    fourth = gameweek(keeper(1), points={110: 20}, previous=third)
    assert season_held(KEY, fourth) == [((1,), 7)]


def test_the_hit_is_shared_by_the_moves() -> None:
    """Three moves for a hit of 4: the best brought 8 less 4/3."""
    one = trader(1, {10: 110, 2: 102, 3: 103}, hit=4)
    second = gameweek(one, points={110: 10}, previous=idle(1, keeper(1)))
    assert season_numbers(KEY, second) == {1: 8 - Fraction(4, 3)}


def test_a_free_hit_s_gameweek_is_left_out() -> None:
    """110 is on leave when he makes 30, and back for 6."""
    second = gameweek(trader(1, {10: 110}), previous=idle(1, keeper(1)))
    borrowed = trader(1, {11: 111}, chip=Chip.FREE_HIT)
    third = gameweek(borrowed, points={110: 30, 111: 30}, previous=second)
    fourth = gameweek(keeper(1, {10: 110}), points={110: 6}, previous=third)
    assert season_numbers(KEY, fourth) == {1: 4}


def test_who_made_no_transfer_has_no_number() -> None:
    """There is no lifetime to look at."""
    assert season_numbers(KEY, idle(3, keeper(1))) == {}
