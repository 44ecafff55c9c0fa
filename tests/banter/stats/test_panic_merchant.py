"""The panic merchant, by hand: row 43 of the catalogue."""

from tests.banter.judged import held, numbers, refused, season_held
from tests.banter.league import gameweek, member
from tests.banter.trades import idle

from fplbanter.banter.verdict import Refusal

KEY = "panic_merchant"


def test_a_hit_of_eight_is_panic() -> None:
    """Twelve is more of it, four is none."""
    review = gameweek(member(1, hit=8), member(2, hit=12), member(3, hit=4))
    assert held(KEY, review) == [((2,), 12)]
    assert numbers(KEY, review) == {1: 8, 2: 12, 3: 0}


def test_the_third_hit_running_is_panic_as_well() -> None:
    """Four points each; after two gameweeks it is not told yet."""
    second = idle(2, member(1, hit=4), member(2))
    assert refused(KEY, second) is Refusal.NOBODY
    third = gameweek(member(1, hit=4), member(2), previous=second)
    assert held(KEY, third) == [((1,), 4)]


def test_a_gameweek_without_a_hit_ends_the_series() -> None:
    """Two hits, none, and a hit."""
    calm = gameweek(member(1), previous=idle(2, member(1, hit=4)))
    review = gameweek(member(1, hit=4), previous=calm)
    assert refused(KEY, review) is Refusal.NOBODY


def test_the_season_adds_every_hit_up() -> None:
    """4, 0 and 8 are 12."""
    second = idle(1, member(1), previous=idle(1, member(1, hit=4)))
    third = gameweek(member(1, hit=8), previous=second)
    assert season_held(KEY, third) == [((1,), 12)]
