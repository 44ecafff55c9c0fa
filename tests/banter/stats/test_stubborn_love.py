"""Stubborn love, by hand: row 51 of the catalogue."""

from tests.banter.judged import season_held, season_numbers
from tests.banter.league import gameweek
from tests.banter.trades import idle, keeper

from fplbanter.banter.review import Review

KEY = "stubborn_love"
FINE = dict.fromkeys(range(1, 16), 3)


def weeks(count: int, points: dict[int, int], *, first: Review | None = None) -> Review:
    for _ in range(count):
        first = gameweek(keeper(1), points=points, number=1, previous=first)
    assert first is not None
    return first


def test_twenty_points_in_ten_gameweeks_are_no_reason_to_stay() -> None:
    """Everybody makes 3, player 9 makes 2, for twelve gameweeks."""
    assert season_held(KEY, weeks(12, {**FINE, 9: 2})) == [((1,), 12)]


def test_twenty_five_points_are() -> None:
    """Five of 2 and five of 3 make 25."""
    poor = weeks(5, {**FINE, 9: 2})
    assert season_numbers(KEY, weeks(5, FINE, first=poor)) == {}


def test_whoever_was_sold_is_forgotten() -> None:
    """After twelve gameweeks with 9 he is gone."""
    left = gameweek(
        keeper(1, {9: 109}), points=FINE, previous=weeks(12, {**FINE, 9: 2})
    )
    assert season_numbers(KEY, left) == {}


def test_ten_gameweeks_are_the_least() -> None:
    """After nine there is no number."""
    assert season_numbers(KEY, idle(9, keeper(1))) == {}
