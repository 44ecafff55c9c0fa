"""The comeback king, by hand: row 8 of the catalogue."""

from tests.banter.judged import season_held, season_numbers, season_refused
from tests.banter.league import gameweek, member

from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Refusal

KEY = "comeback_king"


def table(*weeks: tuple[int, ...]) -> Review:
    """Play gameweeks in which members 1, 2, 3 score so much."""
    review: Review | None = None
    for scores in weeks:
        members = (member(n, gross=g) for n, g in enumerate(scores, start=1))
        review = gameweek(*members, previous=review, number=1)
    assert review
    return review


def test_from_the_worst_place_to_a_later_one() -> None:
    """1 is third, then second, then first: two places; 2 only fell."""
    review = table((10, 30, 20), (25, 10, 10), (30, 10, 10))
    assert season_numbers(KEY, review) == {1: 2, 2: 0, 3: 0}
    assert season_held(KEY, review) == [((1,), 2)]


def test_a_fall_after_the_best_place_takes_nothing_back() -> None:
    """Third, first, third: the comeback was two places."""
    review = table((10, 20, 30), (50, 20, 20), (0, 40, 40))
    assert season_numbers(KEY, review)[1] == 2


def test_who_only_falls_has_a_number_below_zero_and_wins_nothing() -> None:
    """First, second, third: -1 at best."""
    review = table((30, 20, 10), (5, 20, 20), (0, 20, 20))
    assert season_numbers(KEY, review)[1] == -1


def test_after_one_gameweek_there_is_nothing_to_come_back_from() -> None:
    """Nobody has a number yet."""
    assert season_numbers(KEY, table((1, 2, 3))) == {}
    assert season_refused(KEY, table((1, 2, 3))) is Refusal.NOBODY
