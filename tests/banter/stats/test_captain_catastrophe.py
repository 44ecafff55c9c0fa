"""The captain catastrophe, by hand: row 2 of the catalogue."""

from tests.banter.judged import held, numbers, refused, season_numbers
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip, Phase

KEY = "captain_catastrophe"


def test_what_the_best_starter_would_have_brought_more() -> None:
    """Captain 10 has 1 point, starter 7 has 14: 13 lost; the bench does not matter."""
    review = gameweek(member(1), points={10: 1, 7: 14, 13: 20})
    assert held(KEY, review) == [((1,), 13)]


def test_it_is_twice_as_much_with_the_triple_captain() -> None:
    """(3 - 1) x (14 - 1) = 26."""
    review = gameweek(member(1, chip=Chip.TRIPLE_CAPTAIN), points={10: 1, 7: 14})
    assert held(KEY, review) == [((1,), 26)]


def test_a_captain_with_three_points_did_his_duty() -> None:
    """The condition is 2 points or less; the number of the others is 0."""
    review = gameweek(member(1), member(2, captain=11), points={10: 3, 7: 14})
    assert held(KEY, review) == [((2,), 12)]
    assert numbers(KEY, review) == {1: 0, 2: 12}


def test_an_absent_captain_counts_with_what_his_vice_brought() -> None:
    """Captain 10 stays away, vice 6 brings 5, starter 7 has 9: 4 lost."""
    assert held(KEY, gameweek(member(1), out=(10,), points={6: 5, 7: 9})) == [((1,), 4)]


def test_without_captain_and_vice_all_of_it_is_lost() -> None:
    """Neither played: the armband brought nothing, starter 7 would have brought 9."""
    assert held(KEY, gameweek(member(1), out=(10, 6), points={7: 9})) == [((1,), 9)]


def test_a_regret_of_nothing_is_no_catastrophe() -> None:
    """Everybody has 2, the captain as well."""
    assert refused(KEY, gameweek(member(1))) is Refusal.NOBODY


def test_of_equal_regrets_the_lower_captain_wins() -> None:
    """9 lost by a captain with 0 is ahead of 9 lost by one with 1."""
    one = member(1, captain=10, swap={7: 107})
    two = member(2, captain=11)
    review = gameweek(one, two, points={10: 0, 107: 9, 11: 1, 7: 10})
    assert held(KEY, review) == [((1,), 9)]
    review = gameweek(one, two, points={10: 1, 107: 10, 11: 1, 7: 10})
    assert held(KEY, review) == [((1, 2), 9)]


def test_nobody_is_blamed_while_the_captain_may_yet_score() -> None:
    """Captain 10 is on the pitch, or has not begun: told only when he is done."""
    live = Phase.LIVE
    review = gameweek(member(1), points={7: 14}, phase=live, playing=(10,))
    assert refused(KEY, review) is Refusal.NOBODY
    review = gameweek(member(1), points={7: 14}, phase=live, to_play=(10,))
    assert refused(KEY, review) is Refusal.NOBODY


def test_the_season_adds_up_what_was_a_catastrophe() -> None:
    """13 and 5; a gameweek with a good captain adds nothing."""
    first = gameweek(member(1), points={10: 1, 7: 14}, number=1)
    second = gameweek(member(1), points={10: 6, 7: 14}, previous=first)
    third = gameweek(member(1), points={10: 2, 7: 7}, previous=second)
    assert season_numbers(KEY, third) == {1: 18}
