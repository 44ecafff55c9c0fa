"""The sheep, by hand: row 21 of the catalogue."""

from fractions import Fraction

from tests.banter.judged import season_held, season_numbers, season_refused
from tests.banter.league import gameweek, member

from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Refusal

KEY = "sheep"


def play(*captains: tuple[int, ...]) -> Review:
    """Play gameweeks in which members 1, 2, ... have these captains."""
    review: Review | None = None
    for chosen in captains:
        members = (member(n, captain=c) for n, c in enumerate(chosen, start=1))
        review = gameweek(*members, previous=review, number=1)
    assert review
    return review


def test_who_is_with_the_crowd() -> None:
    """1 and 2 always agree; 3 joins them once in five gameweeks."""
    review = play((10, 10, 7), (10, 10, 7), (10, 10, 10), (8, 8, 7), (8, 8, 10))
    assert season_numbers(KEY, review) == {1: 1, 2: 1, 3: Fraction(1, 5)}
    assert season_held(KEY, review) == [((1, 2), 1)]


def test_where_everybody_goes_his_own_way_there_are_no_sheep() -> None:
    """One alone is no crowd; two pairs are two crowds."""
    assert season_numbers(KEY, play(*[(10, 7, 8)] * 5)) == {1: 0, 2: 0, 3: 0}
    pairs = play(*[(10, 10, 8, 8, 7)] * 5)
    assert season_numbers(KEY, pairs) == {1: 1, 2: 1, 3: 1, 4: 1, 5: 0}


def test_four_gameweeks_are_too_few() -> None:
    """A rate takes five (guard G5)."""
    assert season_refused(KEY, play(*[(10, 10, 7)] * 4)) is Refusal.TOO_EARLY
