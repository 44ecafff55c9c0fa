"""The benched beast, by hand: row 1 of the catalogue."""

from tests.banter.judged import held, numbers, refused, season_held, season_numbers
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip

KEY = "benched_beast"


def test_the_best_single_player_on_the_bench_wins() -> None:
    """13 scores 9 on one bench, 113 scores 8 and 114 another 7 on the other."""
    review = gameweek(
        member(1), member(2, swap={13: 113, 14: 114}), points={13: 9, 113: 8, 114: 7}
    )
    assert held(KEY, review) == [((1,), 9)]
    assert numbers(KEY, review) == {1: 9, 2: 8}


def test_equals_are_parted_by_the_whole_bench_and_then_share() -> None:
    """Both have an 8; who wasted 12 altogether is ahead of 11, and equals share."""
    one, two = member(1), member(2, swap={13: 113, 14: 114})
    review = gameweek(one, two, points={13: 8, 113: 8, 114: 1})
    assert held(KEY, review) == [((1,), 8)]
    review = gameweek(one, two, points={13: 8, 113: 8})
    assert held(KEY, review) == [((1, 2), 8)]


def test_five_points_are_nothing_to_tell() -> None:
    """The threshold is 6."""
    assert refused(KEY, gameweek(member(1), points={13: 5})) is Refusal.NOBODY
    assert held(KEY, gameweek(member(1), points={13: 6})) == [((1,), 6)]


def test_a_bench_boost_has_no_bench() -> None:
    """All fifteen count: nobody is wasted (guard G4), and the number is 0."""
    review = gameweek(member(1, chip=Chip.BENCH_BOOST), points={13: 20})
    assert refused(KEY, review) is Refusal.NOBODY
    assert numbers(KEY, review) == {1: 0}


def test_who_came_on_is_not_wasted() -> None:
    """Defender 2 stays away and 13 comes on with his 12; the 7 of 14 is wasted."""
    review = gameweek(member(1), points={13: 12, 14: 7}, out=(2,))
    assert held(KEY, review) == [((1,), 7)]


def test_the_season_adds_up_whole_benches_without_boosts() -> None:
    """Benches of 2+9+2+2 and, after a boosted one, of 8: 23."""
    first = gameweek(member(1), member(2), member(3), points={13: 9}, number=1)
    chip = Chip.BENCH_BOOST
    second = gameweek(member(1, chip=chip), member(2), member(3), previous=first)
    third = gameweek(member(1), member(2), member(3, chip=chip), previous=second)
    assert season_numbers(KEY, third) == {1: 15 + 8, 2: 15 + 8 + 8, 3: 15 + 8}
    assert season_held(KEY, third) == [((2,), 31)]
