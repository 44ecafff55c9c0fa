"""The new leader, by hand: row 11 of the catalogue."""

from tests.banter.judged import held, numbers, refused
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal

KEY = "new_leader"


def test_leading_for_the_first_time() -> None:
    """1 leads, then 2, then 1 again: that is not new any more."""
    first = gameweek(member(1, gross=50), member(2), member(3), number=1)
    second = gameweek(member(1), member(2, gross=90), member(3), previous=first)
    third = gameweek(member(1, gross=99), member(2), member(3), previous=second)
    assert held(KEY, first) == [((1,), 1)]
    assert held(KEY, second) == [((2,), 1)]
    assert refused(KEY, third) is Refusal.NOBODY
    assert numbers(KEY, second) == {1: 0, 2: 1, 3: 0}


def test_two_may_lead_together() -> None:
    """Each of them is new."""
    league = member(1, gross=50), member(2, gross=50), member(3)
    assert held(KEY, gameweek(*league, number=1)) == [((1,), 1), ((2,), 1)]


def test_without_the_whole_season_nobody_is_called_new() -> None:
    """He may have led before (guard G7)."""
    review = gameweek(member(1, gross=50), member(2), member(3), number=5)
    assert refused(KEY, review) is Refusal.MISSING
