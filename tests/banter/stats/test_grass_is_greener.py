"""Seller's remorse, by hand: row 38 of the catalogue."""

from tests.banter.judged import held, numbers, refused, season_held
from tests.banter.league import gameweek, member
from tests.banter.trades import deal, keeper, trader

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip

KEY = "grass_is_greener"


def test_the_worst_swap_wins() -> None:
    """13 leave for 2 here and 9 for 1; 8 leave for 2 there: 11 against 6."""
    points = {10: 13, 2: 9, 102: 1, 11: 8}
    one, two = trader(1, {10: 110, 2: 102}), trader(2, {11: 111})
    review = gameweek(one, two, points=points)
    assert held(KEY, review) == [((1,), 11)]
    assert numbers(KEY, review) == {1: 11, 2: 6}


def test_what_was_undone_did_not_happen() -> None:
    """10 leaves for 110 and comes back."""
    made = (deal(110, 10, before=90), deal(10, 110, before=30))
    review = gameweek(member(1, transfers=made, made=2), points={10: 20})
    assert numbers(KEY, review) == {}
    assert refused(KEY, review) is Refusal.NOBODY


def test_a_detour_counts_from_first_to_last() -> None:
    """10 leaves for 110, who leaves for 210: 9 less 2."""
    made = (deal(210, 110, before=30), deal(110, 10, before=90))
    one = member(1, captain=6, swap={10: 210}, transfers=made, made=2)
    assert held(KEY, gameweek(one, points={10: 9, 110: 20})) == [((1,), 7)]


def test_a_wildcard_sells_nobody() -> None:
    """What it sweeps away is no transfer (guard G4)."""
    one = trader(1, {10: 110}, chip=Chip.WILDCARD)
    assert refused(KEY, gameweek(one, points={10: 20})) is Refusal.NOBODY


def test_unread_transfers_are_not_guessed() -> None:
    """Guard G7."""
    assert refused(KEY, gameweek(member(1), points={10: 20})) is Refusal.MISSING


def test_the_season_keeps_the_worst() -> None:
    """11 in the second gameweek, 6 in the third."""
    first = gameweek(keeper(1), number=1)
    second = gameweek(trader(1, {10: 110}), points={10: 13}, previous=first)
    third = gameweek(trader(1, {11: 111}), points={11: 8}, previous=second)
    assert season_held(KEY, third) == [((1,), 11)]
