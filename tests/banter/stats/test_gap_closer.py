"""The gap closer, by hand: row 12 of the catalogue."""

from tests.banter.judged import held, numbers, refused
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal

KEY = "gap_closer"


def test_points_made_good_on_the_leader() -> None:
    """100 behind, then 60; the leader himself made good nothing."""
    review = gameweek(
        member(1, before=200, gross=30),
        member(2, before=100, gross=70),
        member(3, before=150, gross=50),
    )
    assert held(KEY, review) == [((2,), 40)]
    assert numbers(KEY, review) == {1: 0, 2: 40, 3: 20}


def test_it_is_whoever_leads_that_counts() -> None:
    """3 takes the lead with 60: he was 50 behind and is none; 2 lost 10 more."""
    review = gameweek(
        member(1, before=200, gross=0),
        member(2, before=200, gross=0),
        member(3, before=150, gross=60),
    )
    assert held(KEY, review) == [((3,), 50)]
    assert numbers(KEY, review) == {1: -10, 2: -10, 3: 50}


def test_where_everybody_loses_ground_nobody_closes_in() -> None:
    """The leader is best again."""
    others = member(2, before=90, gross=20), member(3, before=80, gross=20)
    review = gameweek(member(1, before=100, gross=50), *others)
    assert refused(KEY, review) is Refusal.NOBODY
