"""The wrong armband, by hand: row 23 of the catalogue."""

from tests.banter.judged import held, numbers, refused
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Phase

KEY = "wrong_armband"


def test_the_vice_captain_had_more() -> None:
    """Captain 10 has 2, vice 6 has 13."""
    assert held(KEY, gameweek(member(1), points={6: 13})) == [((1,), 11)]


def test_both_must_have_played() -> None:
    """An absent captain hands the armband over: nothing was wrong with it."""
    review = gameweek(member(1), points={6: 13}, out=(10,))
    assert refused(KEY, review) is Refusal.NOBODY
    assert numbers(KEY, gameweek(member(1), out=(6,))) == {1: 0}


def test_a_better_captain_has_a_number_below_zero_and_wins_nothing() -> None:
    """9 against 2."""
    review = gameweek(member(1), points={10: 9})
    assert numbers(KEY, review) == {1: -7}
    assert refused(KEY, review) is Refusal.NOBODY


def test_it_is_told_when_the_captain_has_finished() -> None:
    """He is on the pitch and may yet score."""
    review = gameweek(member(1), points={6: 13}, playing=(10,), phase=Phase.LIVE)
    assert refused(KEY, review) is Refusal.NOBODY
