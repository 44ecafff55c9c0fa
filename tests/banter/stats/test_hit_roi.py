"""The return on a hit, by hand: row 44 of the catalogue."""

from tests.banter.judged import held, numbers, refused, season_numbers
from tests.banter.league import gameweek
from tests.banter.trades import idle, keeper, trader

from fplbanter.banter.verdict import Refusal

KEY = "hit_roi"


def test_a_hit_that_paid_wins() -> None:
    """12 for 2 at the price of 4 is 6; 5 for 2 is a loss of 1."""
    one, two = trader(1, {10: 110}, hit=4), trader(2, {11: 111}, hit=4)
    review = gameweek(one, two, points={110: 12, 111: 5})
    assert held(KEY, review) == [((1,), 6)]
    assert numbers(KEY, review) == {1: 6, 2: -1}


def test_all_moves_of_the_gameweek_count() -> None:
    """Plus 10 and minus 7 for a hit of 4 is a loss, which is not told."""
    one = trader(1, {10: 110, 2: 102}, hit=4)
    review = gameweek(one, points={110: 12, 2: 9})
    assert numbers(KEY, review) == {1: -1}
    assert refused(KEY, review) is Refusal.NOBODY


def test_free_transfers_are_no_investment() -> None:
    """Without a hit there is no number."""
    assert numbers(KEY, gameweek(trader(1, {10: 110}), points={110: 12})) == {}


def test_the_season_adds_up() -> None:
    """6 and then a loss of 4."""
    first = idle(1, keeper(1))
    one = trader(1, {10: 110}, hit=4)
    second = gameweek(one, points={110: 12}, previous=first)
    third = gameweek(trader(1, {11: 111}, hit=4), previous=second)
    assert season_numbers(KEY, third) == {1: 2}
