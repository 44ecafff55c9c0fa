"""The luck index, by hand: row 63 of the catalogue."""

from fractions import Fraction

from tests.banter.judged import held, numbers, refused, season_numbers
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip

KEY = "luck_index"


def test_the_armband_is_measured_against_the_eleven() -> None:
    """13 for the captain, 2 for the ten others: 13 less 3 is 10."""
    review = gameweek(member(1), points={10: 13})
    assert held(KEY, review) == [((1,), 10)]


def test_with_triple_captain_it_counts_twice() -> None:
    """The armband is worth two more times."""
    one = member(1, chip=Chip.TRIPLE_CAPTAIN)
    assert numbers(KEY, gameweek(one, points={10: 13})) == {1: 20}


def test_a_substitute_is_luck() -> None:
    """Defender 2 stays away, 13 brings 7; the captain's 2 are 2/11 above the eleven."""
    review = gameweek(member(1), points={13: 7}, out=(2,))
    assert numbers(KEY, review) == {1: 7 + Fraction(2, 11)}


def test_with_a_bench_boost_nobody_comes_on() -> None:
    """His 7 points would have counted anyway."""
    one = member(1, chip=Chip.BENCH_BOOST)
    assert numbers(KEY, gameweek(one, points={13: 7}, out=(2,))) == {1: Fraction(2, 11)}


def test_a_short_appearance_is_luck() -> None:
    """29 minutes for 13 points, less a captain who is 1 below the mean."""
    review = gameweek(member(1), points={9: 13}, minutes={9: 29})
    assert numbers(KEY, review) == {1: 12}
    assert refused(KEY, gameweek(member(1), points={9: 13})) is Refusal.NOBODY


def test_the_season_adds_up() -> None:
    """Twice 10."""
    first = gameweek(member(1), points={10: 13}, number=1)
    second = gameweek(member(1), points={10: 13}, previous=first)
    assert season_numbers(KEY, second) == {1: 20}
