"""The captain killer, by hand: row 18 of the catalogue."""

from tests.banter.judged import season_held, season_numbers, season_refused
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Phase

KEY = "captain_killer"


def test_captains_with_two_points_or_less_are_counted() -> None:
    """2 points fail, 3 do not; an absent captain failed whatever his vice does."""
    league = member(1), member(2, captain=7), member(3, captain=8)
    first = gameweek(*league, points={10: 2, 7: 3}, out=(8,), number=1)
    assert season_numbers(KEY, first) == {1: 1, 2: 0, 3: 1}
    second = gameweek(*league, points={10: -1, 7: 2, 8: 9}, previous=first)
    assert season_numbers(KEY, second) == {1: 2, 2: 1, 3: 1}
    assert season_held(KEY, second) == [((1,), 2)]


def test_a_captain_who_may_yet_score_has_not_failed() -> None:
    """He is on the pitch with 1 point."""
    review = gameweek(
        member(1), points={10: 1}, playing=(10,), phase=Phase.LIVE, number=1
    )
    assert season_numbers(KEY, review) == {1: 0}
    assert season_refused(KEY, review) is Refusal.NOBODY
