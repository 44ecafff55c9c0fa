"""The nail-biter, by hand: row 71 of the catalogue."""

from tests.banter.judged import held, refused, season_numbers
from tests.banter.league import gameweek, member
from tests.banter.trades import matches

from fplbanter.banter.verdict import Refusal

KEY = "nail_biter"
FOUR = [member(n) for n in (1, 2, 3, 4)]


def test_the_narrowest_win_wins() -> None:
    """54 to 53 is narrower than 40 to 36."""
    played = matches((1, 36, 2, 40), (3, 54, 4, 53))
    assert held(KEY, gameweek(*FOUR, matches=played)) == [((3,), 1)]


def test_six_points_and_a_draw_are_no_thriller() -> None:
    """It takes a win by 5 at most."""
    played = matches((1, 46, 2, 40), (3, 54, 4, 54))
    assert refused(KEY, gameweek(*FOUR, matches=played)) is Refusal.NOBODY


def test_average_can_be_beaten_narrowly() -> None:
    """The odd one's rival is AVERAGE, who never holds anything."""
    played = matches((1, 40, None, 39), (2, 30, None, 31))
    assert held(KEY, gameweek(*FOUR, matches=played)) == [((1,), 1)]


def test_a_classic_league_has_no_matches() -> None:
    """There is nothing to judge."""
    assert refused(KEY, gameweek(*FOUR)) is Refusal.MISSING


def test_the_season_counts_them() -> None:
    """By 4 and by 5, and once by 6."""
    first = gameweek(*FOUR, matches=matches((1, 44, 2, 40)), number=1)
    second = gameweek(*FOUR, matches=matches((1, 45, 2, 40)), previous=first)
    third = gameweek(*FOUR, matches=matches((1, 46, 2, 40)), previous=second)
    assert season_numbers(KEY, third) == {1: 2, 2: 0, 3: 0, 4: 0}
