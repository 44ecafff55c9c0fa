"""Buying a red card, by hand: row 40 of the catalogue."""

from tests.banter.judged import held, refused, season_numbers
from tests.banter.league import gameweek
from tests.banter.trades import did, idle, keeper, trader

from fplbanter.banter.verdict import Refusal

KEY = "bought_a_red"
CARDS = {**did(110, red=1), **did(102, yellow=1)}


def test_a_red_card_weighs_three_yellow_ones() -> None:
    """One bought both, the other the yellow one."""
    one, two = trader(1, {10: 110, 2: 102}), trader(2, {2: 102})
    assert held(KEY, gameweek(one, two, stats=CARDS)) == [((1,), 4)]


def test_whom_he_had_already_does_not_count() -> None:
    """No transfer, no award; the gameweek of the purchase alone counts."""
    first = idle(1, keeper(1))
    second = gameweek(trader(1, {10: 110}), previous=first, stats=CARDS)
    third = gameweek(keeper(1, {10: 110}), previous=second, stats=CARDS)
    assert refused(KEY, third) is Refusal.NOBODY


def test_unread_events_are_not_guessed() -> None:
    """Guard G7, in the gameweek and in the season."""
    review = gameweek(trader(1, {10: 110}), previous=idle(1, keeper(1)))
    assert refused(KEY, review) is Refusal.MISSING
    assert season_numbers(KEY, review) == {}


def test_the_season_adds_up() -> None:
    """3 and 1."""
    first = gameweek(keeper(1), number=1, stats={})
    second = gameweek(trader(1, {10: 110}), previous=first, stats=CARDS)
    third = gameweek(trader(1, {2: 102}), previous=second, stats=CARDS)
    assert season_numbers(KEY, third) == {1: 4}
