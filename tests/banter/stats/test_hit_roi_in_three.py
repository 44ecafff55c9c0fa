"""The return on a hit in three gameweeks, by hand: row 44 of the catalogue."""

from tests.banter.judged import held, numbers, season_numbers
from tests.banter.league import gameweek
from tests.banter.trades import idle, keeper, trader

KEY = "hit_roi_in_three"


def test_a_hit_is_told_when_its_third_gameweek_is_over() -> None:
    """5, 6 and 9 against 2, 2 and 2, less 4, make 10."""
    first = idle(1, keeper(1))
    one, after = trader(1, {10: 110}, hit=4), keeper(1, {10: 110})
    second = gameweek(one, points={110: 5}, previous=first)
    third = gameweek(after, points={110: 6}, previous=second)
    fourth = gameweek(after, points={110: 9}, previous=third)
    assert numbers(KEY, second) == numbers(KEY, third) == {}
    assert held(KEY, fourth) == [((1,), 10)]
    assert season_numbers(KEY, fourth) == {1: 10}
    assert numbers(KEY, gameweek(after, previous=fourth)) == {}


def test_two_gameweeks_are_too_few() -> None:
    """The league starts with the hit, and only one more gameweek was read."""
    second = gameweek(trader(1, {10: 110}, hit=4), number=2, start=2)
    after = gameweek(keeper(1, {10: 110}), points={110: 20}, previous=second, start=2)
    assert numbers(KEY, after) == {}
