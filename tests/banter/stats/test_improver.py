"""The improver, by hand: row 9 of the catalogue."""

from tests.banter.judged import held, numbers, refused, season_numbers
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal

KEY = "improver"


def test_who_beats_his_last_gameweek_by_most() -> None:
    """20 then 50 is better than 60 then 70; hits count."""
    first = gameweek(
        member(1, gross=20), member(2, gross=60), member(3, gross=40), number=1
    )
    second = gameweek(
        member(1, gross=54, hit=4), member(2, gross=70), member(3), previous=first
    )
    assert held(KEY, second) == [((1,), 30)]
    assert numbers(KEY, second) == {1: 30, 2: 10, 3: -16}
    assert season_numbers(KEY, second) == {1: 30, 2: 10, 3: -16}


def test_nobody_improves_in_his_first_gameweek() -> None:
    """There is nothing to beat."""
    first = gameweek(member(1), member(2), member(3), number=1)
    assert refused(KEY, first) is Refusal.NOBODY
    assert numbers(KEY, first) == {1: 0, 2: 0, 3: 0}


def test_a_gameweek_before_that_was_not_read_is_not_guessed() -> None:
    """The review before is missing (guard G7)."""
    review = gameweek(member(1), member(2), member(3), number=7)
    assert refused(KEY, review) is Refusal.MISSING
