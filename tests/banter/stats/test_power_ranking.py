"""The power ranking, by hand: row 64 of the catalogue."""

from fractions import Fraction

from tests.banter.judged import season_held, season_numbers, season_refused
from tests.banter.league import gameweek, member
from tests.banter.trades import idle

from fplbanter.banter.verdict import Refusal

KEY = "power_ranking"


def test_the_mean_of_four_places() -> None:
    """First in everything, second in everything, last in everything."""
    three = member(1, gross=24), member(2, gross=22), member(3, gross=20)
    fifth = idle(5, *three)
    assert season_numbers(KEY, fifth) == {1: 1, 2: 2, 3: 3}
    assert season_held(KEY, fifth) == [((1,), 1)]


def test_form_looks_at_five_gameweeks() -> None:
    """After one gameweek of 99 he is ahead in points and in efficiency alone."""
    first = gameweek(member(1, gross=99), member(2, gross=20), member(3), number=1)
    rest = member(1, gross=20), member(2, gross=22), member(3, gross=18)
    sixth = idle(5, *rest, previous=first)
    # Net 1, efficiency 1, form 2; playing everybody: 1 + 5/2 against 5.
    assert season_numbers(KEY, sixth)[1] == Fraction(1 + 1 + 2 + 2, 4)


def test_efficiency_is_measured_by_the_best_eleven_with_the_best_captain() -> None:
    """Equal in points; whose bench has the 15 could have had more of the same."""
    one = member(1, gross=30)
    two = member(2, gross=30, swap={13: 113, 14: 114, 15: 115})
    three = member(3, gross=10)
    last = None
    for _ in range(5):
        last = gameweek(one, two, three, points={113: 15}, number=1, previous=last)
    assert last is not None
    assert season_numbers(KEY, last) == {1: 1, 2: Fraction(5, 4), 3: 3}


def test_four_gameweeks_are_too_few() -> None:
    """It takes five (guard G5)."""
    four = idle(4, member(1), member(2), member(3))
    assert season_refused(KEY, four) is Refusal.TOO_EARLY
