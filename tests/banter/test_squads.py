"""Whose squad is whose own, from gameweek to gameweek."""

from tests.banter.league import gameweek, member
from tests.banter.trades import idle, keeper, trader

from fplbanter.banter.needs import Need
from fplbanter.banter.squads import kept_before, unbroken
from fplbanter.game.model import Chip, EntryId

ONE = EntryId(1)


def test_after_a_free_hit_the_own_squad_is_back() -> None:
    """That of gameweek 1 goes into gameweek 3, and into 4 after a second one."""
    first = idle(1, keeper(1))
    borrowed = trader(1, {10: 110}, chip=Chip.FREE_HIT)
    third = gameweek(borrowed, previous=gameweek(borrowed, previous=first))
    fourth = gameweek(keeper(1), previous=third)
    assert kept_before(fourth, ONE) == first.outings[ONE].lineup


def test_an_unread_squad_is_not_known() -> None:
    """Of a newcomer nothing is missing."""
    first = gameweek(member(1, unread=True, gross=40), number=1)
    second = gameweek(keeper(1), member(2), previous=first)
    assert kept_before(second, ONE) is None
    met = {int(e): second.has(Need.KEPT, o) for e, o in second.outings.items()}
    assert met == {1: False, 2: True}
    third = gameweek(keeper(1), member(2), previous=second)
    assert third.has(Need.KEPT, third.outings[ONE])
    assert unbroken(third) == {EntryId(2)}


def test_a_missing_gameweek_breaks_the_chain() -> None:
    """Nothing is known before the first review of a league that runs already."""
    review = gameweek(keeper(1), number=5)
    assert unbroken(review) == frozenset()
    assert not review.has(Need.SQUADS, review.outings[ONE])
