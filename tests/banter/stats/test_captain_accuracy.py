"""Captain accuracy, by hand: row 20 of the catalogue."""

from fractions import Fraction

from tests.banter.judged import season_held, season_numbers, season_refused
from tests.banter.league import gameweek, member

from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Phase

KEY = "captain_accuracy"


LEAGUE = member(1), member(2, captain=7), member(3, captain=8)


def play(*points: dict[int, int], phase: Phase = Phase.FINAL) -> Review:
    """Play gameweeks with these points."""
    review: Review | None = None
    for known in points:
        review = gameweek(*LEAGUE, points=known, previous=review, number=1, phase=phase)
    assert review
    return review


def test_the_share_of_gameweeks_with_the_best_man() -> None:
    """10 is best in three of five gameweeks, 7 in two, 8 shares one of them."""
    ten, both = {10: 9}, {7: 9, 8: 9}
    review = play(ten, ten, ten, both, {7: 9})
    shares = {1: Fraction(3, 5), 2: Fraction(2, 5), 3: Fraction(1, 5)}
    assert season_numbers(KEY, review) == shares
    assert season_held(KEY, review) == [((1,), Fraction(3, 5))]


def test_four_gameweeks_are_too_few() -> None:
    """A rate takes five (guard G5)."""
    review = play(*[{10: 9}] * 4)
    assert season_numbers(KEY, review) == {}
    assert season_refused(KEY, review) is Refusal.TOO_EARLY


def test_a_gameweek_in_play_is_no_part_of_it() -> None:
    """The best man of now may not be the best man of the evening."""
    assert season_numbers(KEY, play(*[{10: 9}] * 5, phase=Phase.LIVE)) == {}
