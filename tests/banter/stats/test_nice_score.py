"""A nice score, by hand: row 16 of the catalogue."""

from dataclasses import replace

from tests.banter.judged import held, numbers, refused, season_numbers
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal

KEY = "nice_score"


def test_sixty_nine_net_points_are_nice() -> None:
    """69, and 73 less a hit of 4; a gross 69 less a hit is not."""
    review = gameweek(
        member(1, gross=69), member(2, gross=73, hit=4), member(3, gross=69, hit=4)
    )
    assert held(KEY, review) == [((1,), 69), ((2,), 69)]
    assert numbers(KEY, review) == {1: 69, 2: 69, 3: 0}


def test_it_needs_no_league() -> None:
    """Alone in a league one can be nice too."""
    assert held(KEY, gameweek(member(1, gross=69))) == [((1,), 69)]
    assert refused(KEY, gameweek(member(1, gross=70))) is Refusal.NOBODY


def test_a_league_may_find_other_numbers_funny() -> None:
    """42 is, where the league says so."""
    review = replace(gameweek(member(1, gross=42)), nice_numbers=frozenset({42}))
    assert held(KEY, review) == [((1,), 42)]


def test_the_season_counts_them() -> None:
    """Once of two gameweeks."""
    first = gameweek(member(1, gross=69), number=1)
    second = gameweek(member(1, gross=68), previous=first)
    assert season_numbers(KEY, second) == {1: 1}
