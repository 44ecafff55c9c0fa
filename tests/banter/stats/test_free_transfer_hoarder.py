"""The free-transfer hoarder, by hand: row 52 of the catalogue."""

from tests.banter.judged import season_held, season_numbers, season_refused
from tests.banter.league import gameweek
from tests.banter.trades import idle, keeper, trader

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip

KEY = "free_transfer_hoarder"


def test_five_are_saved_by_the_sixth_gameweek() -> None:
    """One for gameweek 2, five for gameweek 6; the two he spends in 9 end it."""
    assert season_refused(KEY, idle(5, keeper(1))) is Refusal.NOBODY
    assert season_numbers(KEY, idle(6, keeper(1))) == {1: 1}
    eighth = idle(8, keeper(1))
    spent = gameweek(trader(1, {10: 110, 2: 102}), previous=eighth)
    assert season_held(KEY, idle(1, keeper(1), previous=spent)) == [((1,), 4)]


def test_a_wildcard_keeps_what_was_saved_and_adds_nothing() -> None:
    """So five are there a gameweek later."""
    third = idle(3, keeper(1))
    many = {n: 100 + n for n in (2, 3, 4, 5, 8)}
    fourth = gameweek(trader(1, many, chip=Chip.WILDCARD), previous=third)
    sixth = idle(2, keeper(1), previous=fourth)
    assert season_numbers(KEY, sixth) == {1: 0}
    assert season_numbers(KEY, idle(1, keeper(1), previous=sixth)) == {1: 1}


def test_a_league_that_starts_later_does_not_know() -> None:
    """What was saved before it is not there to be seen (guard G7)."""
    review = gameweek(keeper(1), number=5, start=5)
    for _ in range(8):
        review = gameweek(keeper(1), previous=review, start=5)
    assert season_numbers(KEY, review) == {}
