"""The maverick armband, by hand: row 22 of the catalogue."""

from tests.banter.judged import held, numbers, refused, season_numbers
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal

KEY = "maverick_armband"


def test_a_captain_whom_nobody_else_has() -> None:
    """3 alone captains 7; his 12 points count once."""
    review = gameweek(member(1), member(2), member(3, captain=7), points={7: 12})
    assert held(KEY, review) == [((3,), 12)]
    assert numbers(KEY, review) == {1: 0, 2: 0, 3: 12}


def test_it_takes_forty_six_minutes() -> None:
    """45 are a half; nobody is a maverick for that."""
    league = member(1), member(2), member(3, captain=7)
    review = gameweek(*league, points={7: 12}, minutes={7: 45})
    assert refused(KEY, review) is Refusal.NOBODY
    assert held(KEY, gameweek(*league, minutes={7: 46})) == [((3,), 2)]


def test_owning_is_not_captaining() -> None:
    """All own 7, one captains him."""
    first = gameweek(member(1), member(2), member(3, captain=7), number=1)
    assert season_numbers(KEY, first) == {1: 0, 2: 0, 3: 2}
