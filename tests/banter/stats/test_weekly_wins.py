"""Weekly wins, by hand: row 14 of the catalogue."""

from tests.banter.judged import season_held, season_numbers
from tests.banter.league import gameweek, member

KEY = "weekly_wins"


def test_gameweeks_with_the_most_net_points_are_counted() -> None:
    """1 wins twice, once together with 3; 2 wins the last."""
    first = gameweek(
        member(1, gross=50), member(2, gross=30), member(3, gross=50), number=1
    )
    second = gameweek(
        member(1, gross=50), member(2, gross=30), member(3, gross=10), previous=first
    )
    third = gameweek(
        member(1, gross=0), member(2, gross=90), member(3, gross=10), previous=second
    )
    assert season_numbers(KEY, third) == {1: 2, 2: 1, 3: 1}
    assert season_held(KEY, third) == [((1,), 2)]


def test_a_hit_can_cost_the_win() -> None:
    """60 less 8 is behind 55."""
    league = member(1, gross=60, hit=8), member(2, gross=55), member(3)
    assert season_numbers(KEY, gameweek(*league, number=1)) == {1: 0, 2: 1, 3: 0}
