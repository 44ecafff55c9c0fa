"""The basement dweller, by hand: row 13 of the catalogue."""

from tests.banter.judged import season_held, season_numbers, season_refused
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal

KEY = "basement_dweller"


def test_gameweeks_in_the_last_place_are_counted() -> None:
    """3 shares it with 2 once and then has it alone."""
    first = gameweek(
        member(1, gross=50), member(2, gross=30), member(3, gross=30), number=1
    )
    second = gameweek(
        member(1, gross=50), member(2, gross=30), member(3, gross=10), previous=first
    )
    third = gameweek(
        member(1, gross=0), member(2, gross=90), member(3, gross=10), previous=second
    )
    assert season_numbers(KEY, third) == {1: 0, 2: 1, 3: 3}
    assert season_held(KEY, third) == [((3,), 3)]


def test_where_all_are_first_nobody_is_last() -> None:
    """Everybody has as much as the others."""
    first = gameweek(member(1), member(2), member(3), number=1)
    assert season_numbers(KEY, first) == {1: 0, 2: 0, 3: 0}
    assert season_refused(KEY, first) is Refusal.NOBODY
