"""Form dominance, by hand: row 15 of the catalogue."""

from tests.banter.judged import held, numbers, refused, season_numbers
from tests.banter.league import gameweek, member

from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Refusal

KEY = "form_dominance"


def play(*weeks: tuple[int, int, int]) -> Review:
    """Play gameweeks in which members 1, 2 and 3 score so much."""
    review: Review | None = None
    for scores in weeks:
        members = (member(n, gross=g) for n, g in enumerate(scores, start=1))
        review = gameweek(*members, previous=review, number=1)
    assert review
    return review


def test_the_same_one_is_best_over_one_two_and_three_gameweeks() -> None:
    """Backwards 30, 60, 90 for 1; over four gameweeks 2 is ahead."""
    review = play((0, 99, 0), (30, 20, 20), (30, 20, 20), (30, 20, 20))
    assert held(KEY, review) == [((1,), 3)]
    assert numbers(KEY, review) == {1: 3, 2: 0, 3: 0}


def test_a_shared_best_ends_it() -> None:
    """Over two gameweeks 1 and 2 are level: that leaves one, which is too little."""
    review = play((10, 20, 0), (30, 20, 20))
    assert refused(KEY, review) is Refusal.NOBODY
    assert numbers(KEY, review)[1] == 1


def test_a_shared_gameweek_has_no_leader_at_all() -> None:
    """Two are best of the last one."""
    assert numbers(KEY, play((10, 20, 0), (30, 30, 20))) == {1: 0, 2: 0, 3: 0}


def test_the_season_s_number_is_the_longest() -> None:
    """Two gameweeks for 1, then 3 wins one with less than 1 has over two."""
    review = play((30, 20, 20), (30, 20, 20), (20, 20, 25))
    assert season_numbers(KEY, review) == {1: 2, 2: 0, 3: 1}
