"""The heartbreaker, by hand: row 71 of the catalogue."""

from tests.banter.judged import held, refused, season_numbers
from tests.banter.league import gameweek, member
from tests.banter.trades import matches

from fplbanter.banter.verdict import Refusal

KEY = "heartbreaker"
FOUR = [member(n) for n in (1, 2, 3, 4)]


def test_the_narrowest_defeat_wins() -> None:
    """53 to 54 is narrower than 36 to 40."""
    played = matches((1, 36, 2, 40), (3, 54, 4, 53))
    assert held(KEY, gameweek(*FOUR, matches=played)) == [((4,), 1)]


def test_equals_share_it() -> None:
    """Two lose by one point."""
    played = matches((1, 39, 2, 40), (3, 54, 4, 53))
    assert held(KEY, gameweek(*FOUR, matches=played)) == [((1, 4), 1)]


def test_a_clear_defeat_breaks_no_heart() -> None:
    """It takes 5 at most."""
    played = matches((1, 46, 2, 40))
    assert refused(KEY, gameweek(*FOUR, matches=played)) is Refusal.NOBODY


def test_the_season_counts_them() -> None:
    """Twice by 4."""
    first = gameweek(*FOUR, matches=matches((1, 44, 2, 40)), number=1)
    second = gameweek(*FOUR, matches=matches((2, 40, 1, 44)), previous=first)
    assert season_numbers(KEY, second) == {1: 0, 2: 2, 3: 0, 4: 0}
