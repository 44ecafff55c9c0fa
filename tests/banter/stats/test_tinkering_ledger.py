"""The tinkering ledger, by hand: row 45 of the catalogue."""

from tests.banter.judged import held, numbers, refused, season_numbers
from tests.banter.league import gameweek, member
from tests.banter.trades import idle, keeper, trader

from fplbanter.banter.stats.tinkering_ledger import Ledger, ledger
from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip, EntryId

KEY = "tinkering_ledger"


def test_the_parts_add_up() -> None:
    """
    He sells a 12 for a 2, pays 4, moves the armband from an 8 to a 3.

    Last week's team makes 47, the armband's 8 included, his own 28 net.
    """
    first = idle(1, keeper(1))
    now = member(1, captain=7, vice=6, swap={10: 110}, hit=4)
    second = gameweek(now, points={10: 12, 6: 8, 7: 3}, previous=first)
    books = ledger(second, second.outings[EntryId(1)])
    assert books == Ledger(transfers=-10, hit=4, captaincy=-5, bench=0)
    assert held(KEY, second) == [((1,), -19)]


def test_a_bench_boost_is_the_bench_s() -> None:
    """Four more players of 2 points, and one of 5."""
    boosted = member(1, captain=6, vice=7, chip=Chip.BENCH_BOOST)
    second = gameweek(boosted, points={13: 5}, previous=idle(1, keeper(1)))
    books = ledger(second, second.outings[EntryId(1)])
    assert books == Ledger(0, 0, 0, bench=11)


def test_after_a_free_hit_the_old_squad_is_last_week_s() -> None:
    """The free hit's 110 is not sold: nothing has changed since gameweek 1."""
    borrowed = trader(1, {10: 110}, chip=Chip.FREE_HIT)
    second = gameweek(borrowed, previous=idle(1, keeper(1)))
    third = gameweek(keeper(1), points={110: 20}, previous=second)
    assert numbers(KEY, second) == {1: 0}
    assert numbers(KEY, third) == {1: 0}


def test_the_first_gameweek_has_no_ledger() -> None:
    """There is no team of last week."""
    assert numbers(KEY, idle(1, keeper(1))) == {}


def test_an_unread_week_before_is_not_guessed() -> None:
    """Guard G7."""
    first = idle(1, member(1, unread=True, gross=40))
    assert refused(KEY, gameweek(keeper(1), previous=first)) is Refusal.MISSING


def test_the_season_adds_up() -> None:
    """Minus 10, and then nothing."""
    first = idle(1, keeper(1))
    second = gameweek(trader(1, {10: 110}), points={10: 12}, previous=first)
    third = gameweek(keeper(1, {10: 110}), points={10: 9}, previous=second)
    assert season_numbers(KEY, third) == {1: -10}
