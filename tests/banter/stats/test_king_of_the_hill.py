"""The king of the hill, by hand: row 13 of the catalogue."""

from tests.banter.judged import season_held, season_numbers
from tests.banter.league import gameweek, member

KEY = "king_of_the_hill"


def test_gameweeks_in_first_place_are_counted() -> None:
    """1 leads twice, 2 once."""
    first = gameweek(
        member(1, gross=50), member(2, gross=30), member(3, gross=10), number=1
    )
    second = gameweek(
        member(1, gross=50), member(2, gross=30), member(3, gross=10), previous=first
    )
    third = gameweek(
        member(1, gross=0), member(2, gross=90), member(3, gross=10), previous=second
    )
    assert season_numbers(KEY, third) == {1: 2, 2: 1, 3: 0}
    assert season_held(KEY, third) == [((1,), 2)]


def test_a_shared_first_place_counts_for_each() -> None:
    """Both lead after the first gameweek."""
    first = gameweek(member(1, gross=50), member(2, gross=50), member(3), number=1)
    assert season_held(KEY, first) == [((1, 2), 1)]
