"""The world beater, by hand: row 87 of the catalogue."""

from tests.banter.judged import held, numbers, refused, season_held
from tests.banter.league import gameweek, member
from tests.banter.trades import ranked

from fplbanter.banter.verdict import Refusal

KEY = "world_beater"


def test_the_smallest_place_in_the_world_wins() -> None:
    """Of the gameweek, not of the season."""
    review = gameweek(ranked(1, 900, 50), ranked(2, 700, 70), ranked(3, 800, 60))
    assert held(KEY, review) == [((1,), 50)]


def test_whom_fpl_gives_no_place_has_no_number() -> None:
    """None is not the best of places."""
    review = gameweek(ranked(1, None), ranked(2, 700, 70), ranked(3, 800, 60))
    assert 1 not in numbers(KEY, review)
    assert len(numbers(KEY, review)) == 2


def test_unread_results_are_not_guessed() -> None:
    """Guard G7."""
    review = gameweek(member(1), member(2), member(3))
    assert refused(KEY, review) is Refusal.MISSING


def test_the_season_keeps_the_best() -> None:
    """The second gameweek is worse for everybody but one."""
    first = gameweek(
        ranked(1, 900, 50), ranked(2, 700, 70), ranked(3, 800, 60), number=1
    )
    second = gameweek(
        ranked(1, 600, 40), ranked(2, 990, 90), ranked(3, 991, 91), previous=first
    )
    assert season_held(KEY, second) == [((1,), 40)]
