"""The chip flop, by hand: row 76 of the catalogue."""

from tests.banter.judged import held, refused, season_held
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip

KEY = "chip_flop"
TRIPLE = Chip.TRIPLE_CAPTAIN


def test_ten_below_the_league_is_a_flop() -> None:
    """40 against a mean of 50; who has 20 without a chip wasted none."""
    review = gameweek(
        member(1, chip=TRIPLE, gross=40), member(2, gross=90), member(3, gross=20)
    )
    assert held(KEY, review) == [((1,), -10)]


def test_nine_below_is_bad_luck() -> None:
    """41 against a mean of 50."""
    review = gameweek(
        member(1, chip=TRIPLE, gross=41), member(2, gross=89), member(3, gross=20)
    )
    assert refused(KEY, review) is Refusal.NOBODY


def test_the_season_keeps_the_worst() -> None:
    """20 below after 10 below."""
    rest = member(2, gross=90), member(3, gross=20)
    first = gameweek(member(1, chip=TRIPLE, gross=40), *rest, number=1)
    last = member(1, chip=Chip.BENCH_BOOST, gross=25)
    second = gameweek(last, *rest, previous=first)
    assert season_held(KEY, second) == [((1,), -20)]
