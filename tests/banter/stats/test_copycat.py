"""The copycat, by hand: row 55 of the catalogue."""

from fractions import Fraction

from tests.banter.judged import season_held, season_numbers, season_refused
from tests.banter.league import Picks, gameweek
from tests.banter.trades import idle, keeper, trader

from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip

KEY = "copycat"
MODEL = keeper(2, {n: 100 + n for n in range(1, 16) if n not in (6, 7)})
OTHER = keeper(3)


def weeks(*ones: Picks) -> Review:
    review = idle(1, keeper(1), MODEL, OTHER)
    for one in ones:
        review = gameweek(one, MODEL, OTHER, previous=review)
    return review


def test_buys_that_a_rival_had_already_are_copied() -> None:
    """Four of the five he bought were the second member's a gameweek before."""
    review = weeks(
        trader(1, {10: 110}),
        trader(1, {2: 102}),
        trader(1, {3: 103}),
        trader(1, {4: 104}),
        trader(1, {5: 205}),
    )
    assert season_held(KEY, review) == [((1,), Fraction(4, 5))]
    assert season_numbers(KEY, review) == {1: Fraction(4, 5)}


def test_four_buys_prove_nothing() -> None:
    """It takes five."""
    review = weeks(*[trader(1, {10: 110})] * 4, keeper(1), keeper(1))
    assert season_refused(KEY, review) is Refusal.NOBODY


def test_buying_together_is_no_copying() -> None:
    """The rival had none of them the gameweek before."""
    many = {n: 200 + n for n in (2, 3, 4, 5, 10)}
    first = idle(5, keeper(1), MODEL, OTHER)
    review = gameweek(trader(1, many), MODEL, trader(3, many), previous=first)
    assert season_numbers(KEY, review) == {}


def test_nobody_copies_himself() -> None:
    """FPL lists the same purchase again and again: he had that player, no rival."""
    assert season_numbers(KEY, weeks(*[trader(1, {10: 210})] * 5)) == {}


def test_a_rival_owns_his_squad_while_he_plays_a_free_hit() -> None:
    """What he borrows is nobody's idea; what he had before is still his."""
    review = idle(1, keeper(1), MODEL, OTHER)
    chip = Chip.FREE_HIT
    lent = trader(2, {n: 200 + n for n in range(1, 16) if n not in (6, 7)}, chip=chip)
    buys = [trader(1, {n: 100 + n}) for n in (10, 2, 3, 4)]
    for one in (*buys, trader(1, {5: 205})):
        review = gameweek(one, lent, OTHER, previous=review)
    assert season_held(KEY, review) == [((1,), Fraction(4, 5))]


def test_who_buys_first_is_copied_by_nobody_of_the_same_gameweek() -> None:
    """Each of five weeks 1 buys what 3 buys too: only the week after is copying."""
    review = idle(1, keeper(1), MODEL, OTHER)
    for number in (2, 3, 4, 5, 10):
        new = {number: 200 + number}
        review = gameweek(trader(1, new), MODEL, trader(3, new), previous=review)
    assert season_numbers(KEY, review) == {}
    assert season_refused(KEY, review) is Refusal.NOBODY
