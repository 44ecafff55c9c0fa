"""Derby day, by hand: row 10 of the catalogue."""

from tests.banter.judged import held, numbers, refused, season_numbers
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal

KEY = "derby_day"


def test_each_pair_with_at_most_a_point_between_them() -> None:
    """100, 99, 99, 50: two pairs; who is between two others is in both."""
    review = gameweek(
        member(1, before=100, gross=0),
        member(2, before=99, gross=0),
        member(3, before=99, gross=0),
        member(4, before=50, gross=0),
    )
    assert held(KEY, review) == [((1, 2), 1), ((2, 3), 0)]
    assert numbers(KEY, review) == {1: 1, 2: 0, 3: 0, 4: 49}


def test_two_points_are_no_photo_finish() -> None:
    """Nobody is that close."""
    members = (member(n, before=100 - 2 * n, gross=0) for n in range(3))
    assert refused(KEY, gameweek(*members)) is Refusal.NOBODY


def test_the_season_counts_photo_finishes() -> None:
    """Close once, then not."""
    first = gameweek(
        member(1, gross=50), member(2, gross=49), member(3, gross=30), number=1
    )
    second = gameweek(
        member(1, gross=50), member(2, gross=40), member(3, gross=30), previous=first
    )
    assert season_numbers(KEY, second) == {1: 1, 2: 1, 3: 0}
