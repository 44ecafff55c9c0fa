"""The captain swing, by hand: row 24 of the catalogue."""

from fractions import Fraction

from tests.banter.judged import held, numbers, season_numbers
from tests.banter.league import gameweek, member

from fplbanter.game.model import Chip

KEY = "captain_swing"


def test_what_the_armband_won_against_the_league() -> None:
    """It brings 12, 3 and 3 on top: 6 on average."""
    league = member(1, captain=7), member(2, captain=8), member(3, captain=8)
    review = gameweek(*league, points={7: 12, 8: 3})
    assert held(KEY, review) == [((1,), 6)]
    assert numbers(KEY, review) == {1: 6, 2: -3, 3: -3}


def test_a_triple_captain_counts_twice_on_top() -> None:
    """2 x 12, 3, 3: 10 on average."""
    triple = member(1, captain=7, chip=Chip.TRIPLE_CAPTAIN)
    league = triple, member(2, captain=8), member(3, captain=8)
    review = gameweek(*league, points={7: 12, 8: 3})
    assert numbers(KEY, review) == {1: 14, 2: -7, 3: -7}


def test_numbers_are_exact_thirds_and_add_up_to_nothing() -> None:
    """4, 2, 2 on top are 8/3 on average."""
    review = gameweek(member(1, captain=7), member(2), member(3), points={7: 4})
    assert numbers(KEY, review)[1] == Fraction(4, 3)
    assert sum(numbers(KEY, review).values()) == 0


def test_without_captain_and_vice_the_armband_brings_nothing() -> None:
    """0, 2, 2 on top."""
    league = member(1), member(2, captain=7), member(3, captain=7)
    review = gameweek(*league, out=(10, 6))
    assert numbers(KEY, review)[1] == Fraction(-4, 3)


def test_the_season_adds_up() -> None:
    """6 and 6."""
    league = member(1, captain=7), member(2, captain=8), member(3, captain=8)
    first = gameweek(*league, points={7: 12, 8: 3}, number=1)
    second = gameweek(*league, points={7: 12, 8: 3}, previous=first)
    assert season_numbers(KEY, second) == {1: 12, 2: -6, 3: -6}
