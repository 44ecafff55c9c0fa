"""The loyalist, by hand: row 51 of the catalogue."""

from tests.banter.judged import season_held, season_numbers, season_refused
from tests.banter.league import gameweek
from tests.banter.trades import idle, keeper, trader

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip

KEY = "loyalist"
ALL = {n: 100 + n for n in range(1, 16)}


def test_the_longest_stay_wins() -> None:
    """One keeps his squad for 11 gameweeks, the other swept it away before that."""
    tenth = idle(10, keeper(1), keeper(2))
    wildcard = trader(2, ALL, chip=Chip.WILDCARD)
    last = gameweek(keeper(1), wildcard, previous=tenth)
    assert season_numbers(KEY, last) == {1: 11, 2: 10}
    assert season_held(KEY, last) == [((1,), 11)]


def test_a_free_hit_does_not_interrupt() -> None:
    """The squad is borrowed for a gameweek, the own one is still his (G4)."""
    fifth = idle(5, keeper(1))
    sixth = gameweek(trader(1, ALL, chip=Chip.FREE_HIT), previous=fifth)
    assert season_numbers(KEY, idle(5, keeper(1), previous=sixth)) == {1: 11}


def test_of_equals_the_one_with_more_of_them_is_ahead() -> None:
    """Fifteen for ten gameweeks, against fourteen."""
    fifth = idle(5, keeper(1), keeper(2))
    one = keeper(1, {10: 110})
    assert season_held(KEY, idle(5, one, keeper(2), previous=fifth)) == [((2,), 10)]


def test_nine_gameweeks_are_no_loyalty() -> None:
    """It takes ten."""
    assert season_refused(KEY, idle(9, keeper(1))) is Refusal.TOO_EARLY
