"""Set and forget, by hand: row 46 of the catalogue."""

from tests.banter.judged import season_held, season_numbers, season_refused
from tests.banter.league import gameweek, member
from tests.banter.trades import idle, keeper, trader

from fplbanter.banter.verdict import Refusal

KEY = "set_and_forget"


def test_the_first_squad_is_played_on() -> None:
    """The sold 10 makes 9 and 7 against 2 and 2, and the hit was 4: 16 less."""
    first = idle(1, keeper(1), keeper(2))
    second = gameweek(
        trader(1, {10: 110}, hit=4), keeper(2), points={10: 9}, previous=first
    )
    after = keeper(1, {10: 110})
    third = gameweek(after, keeper(2), points={10: 7}, previous=second)
    assert season_numbers(KEY, third) == {1: -16, 2: 0}
    assert season_held(KEY, third) == [((1,), -16)]


def test_who_never_changed_is_not_told() -> None:
    """Zero is not worse than the first squad."""
    assert season_refused(KEY, idle(3, keeper(1))) is Refusal.NOBODY


def test_an_unread_first_squad_is_not_guessed() -> None:
    """Guard G7: the second squad does not stand in for it."""
    first = idle(1, member(1, unread=True, gross=40))
    review = idle(2, keeper(1), previous=first)
    assert season_refused(KEY, review) is Refusal.MISSING
