"""Captain fantastic, by hand: row 17 of the catalogue."""

from tests.banter.judged import held, numbers, season_numbers
from tests.banter.league import gameweek, member

from fplbanter.game.model import Chip

KEY = "captain_fantastic"


def test_the_armband_that_brought_most() -> None:
    """12 twice is behind 9 three times."""
    review = gameweek(
        member(1, captain=7),
        member(2, captain=8, chip=Chip.TRIPLE_CAPTAIN),
        member(3),
        points={7: 12, 8: 9},
    )
    assert held(KEY, review) == [((2,), 27)]
    assert numbers(KEY, review) == {1: 24, 2: 27, 3: 4}


def test_a_vice_captain_who_stands_in_counts() -> None:
    """10 stays away, 6 brings 8 twice; without both it is nothing."""
    league = member(1), member(2, vice=11), member(3, vice=9)
    review = gameweek(*league, out=(10, 9), points={6: 8})
    assert numbers(KEY, review) == {1: 16, 2: 4, 3: 0}


def test_the_season_s_number_is_the_best_gameweek() -> None:
    """24, then 4."""
    first = gameweek(member(1), points={10: 12}, number=1)
    assert season_numbers(KEY, gameweek(member(1), previous=first)) == {1: 24}
