"""Rock bottom, by hand: row 87 of the catalogue."""

from tests.banter.judged import held, refused, season_held
from tests.banter.league import gameweek
from tests.banter.trades import ranked

from fplbanter.banter.verdict import Refusal

KEY = "rock_bottom"


def test_the_largest_place_of_the_gameweek_wins() -> None:
    """Of the gameweek, not of the season."""
    review = gameweek(ranked(1, 900, 50), ranked(2, 700, 70), ranked(3, 800, 60))
    assert held(KEY, review) == [((2,), 70)]


def test_the_season_keeps_the_worst() -> None:
    """The first gameweek was worse than the second."""
    first = gameweek(
        ranked(1, 900, 50), ranked(2, 700, 70), ranked(3, 800, 60), number=1
    )
    second = gameweek(
        ranked(1, 600, 40), ranked(2, 990, 69), ranked(3, 991, 9), previous=first
    )
    assert season_held(KEY, second) == [((2,), 70)]


def test_a_league_of_two_has_no_bottom() -> None:
    """Being behind one other is nothing."""
    review = gameweek(ranked(1, 900, 50), ranked(2, 700, 70))
    assert refused(KEY, review) is Refusal.SMALL_LEAGUE
