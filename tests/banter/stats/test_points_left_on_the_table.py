"""Points left on the table, by hand: row 19 of the catalogue."""

from tests.banter.judged import season_held, season_numbers, season_refused
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip

KEY = "points_left_on_the_table"


def test_what_better_captains_would_have_brought_is_added_up() -> None:
    """11 instead of 6, then nothing, then twice 10 - 4 with the triple captain."""
    first = gameweek(member(1), points={10: 6, 7: 11}, number=1)
    second = gameweek(member(1), points={10: 8}, previous=first)
    triple = member(1, chip=Chip.TRIPLE_CAPTAIN)
    third = gameweek(triple, points={10: 4, 7: 10}, previous=second)
    assert season_numbers(KEY, third) == {1: 5 + 0 + 12}
    assert season_held(KEY, third) == [((1,), 17)]


def test_the_bench_is_not_the_table() -> None:
    """Only the eleven as submitted could have been captain."""
    review = gameweek(member(1), points={10: 6, 13: 20}, number=1)
    assert season_numbers(KEY, review) == {1: 0}
    assert season_refused(KEY, review) is Refusal.NOBODY


def test_it_counts_captains_who_did_well_too() -> None:
    """Row 2's condition is not asked: 9 is good, 12 were better."""
    review = gameweek(member(1), points={10: 9, 7: 12}, number=1)
    assert season_numbers(KEY, review) == {1: 3}
