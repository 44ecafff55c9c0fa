"""The chip king, by hand: row 76 of the catalogue."""

from fractions import Fraction

from tests.banter.judged import held, numbers, refused
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip

KEY = "chip_king"
BOOST = Chip.BENCH_BOOST


def test_twenty_above_the_league_is_royal() -> None:
    """80 against a mean of 60; who has 90 without a chip is no chip king."""
    review = gameweek(
        member(1, chip=BOOST, gross=80), member(2, gross=90), member(3, gross=10)
    )
    assert held(KEY, review) == [((1,), 20)]
    assert numbers(KEY, review) == {1: 20}


def test_less_than_twenty_is_not_told() -> None:
    """79 against a mean of 59 2/3 is 19 1/3."""
    review = gameweek(
        member(1, chip=BOOST, gross=79), member(2, gross=90), member(3, gross=10)
    )
    assert numbers(KEY, review) == {1: Fraction(58, 3)}
    assert refused(KEY, review) is Refusal.NOBODY


def test_a_league_of_two_has_no_king() -> None:
    """There is nobody to compare with."""
    review = gameweek(member(1, chip=BOOST, gross=99), member(2, gross=9))
    assert refused(KEY, review) is Refusal.SMALL_LEAGUE
