"""The bench warmer, by hand: row 27 of the catalogue."""

from tests.banter.judged import held, numbers, refused, season_numbers
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip

KEY = "bench_warmer"


def test_the_whole_bench_is_added_up() -> None:
    """2 + 9 + 2 + 6 = 19, against 8."""
    league = member(1), member(2, swap={13: 113, 15: 115}), member(3, swap={13: 113})
    review = gameweek(*league, points={13: 9, 15: 6, 113: 0})
    assert held(KEY, review) == [((1,), 19)]
    assert numbers(KEY, review) == {1: 19, 2: 6, 3: 10}


def test_who_was_replaced_is_wasted_with_what_he_has() -> None:
    """13 comes on for 2, who has nothing: 0 + 2 + 2 + 2."""
    review = gameweek(member(1), member(2), member(3), out=(2,), points={13: 9})
    assert numbers(KEY, review) == {1: 6, 2: 6, 3: 6}


def test_a_bench_boost_warms_no_bench() -> None:
    """It is left out of the gameweek and of the season (guard G4)."""
    boost = member(1, chip=Chip.BENCH_BOOST)
    first = gameweek(boost, member(2), member(3), points={13: 20}, number=1)
    assert held(KEY, first) == [((2, 3), 26)]
    everybody = (member(n, chip=Chip.BENCH_BOOST) for n in (1, 2, 3))
    assert refused(KEY, gameweek(*everybody)) is Refusal.NOBODY
    second = gameweek(member(1), member(2), member(3), previous=first)
    assert season_numbers(KEY, second) == {1: 8, 2: 34, 3: 34}
