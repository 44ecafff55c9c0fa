"""The gameweek rocket, by hand: row 4 of the catalogue."""

from tests.banter.judged import held, numbers, refused, season_numbers
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal

KEY = "gameweek_rocket"


def test_the_most_net_points_win() -> None:
    """80 less a hit of 8 is behind 75."""
    review = gameweek(member(1, gross=80, hit=8), member(2, gross=75), member(3))
    assert held(KEY, review) == [((2,), 75)]
    assert numbers(KEY, review) == {1: 72, 2: 75, 3: 24}


def test_equals_share_it() -> None:
    """Both are named."""
    review = gameweek(member(1, gross=60), member(2, gross=60), member(3))
    assert held(KEY, review) == [((1, 2), 60)]


def test_a_league_of_two_has_no_rocket() -> None:
    """Being ahead of one other is nothing."""
    review = gameweek(member(1), member(2))
    assert refused(KEY, review) is Refusal.SMALL_LEAGUE


def test_the_season_s_number_is_the_best_gameweek() -> None:
    """60, then 40."""
    first = gameweek(member(1, gross=60), member(2), member(3), number=1)
    second = gameweek(member(1, gross=40), member(2), member(3), previous=first)
    assert season_numbers(KEY, second) == {1: 60, 2: 24, 3: 24}
