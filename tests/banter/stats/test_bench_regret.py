"""Bench regret, by hand: row 28 of the catalogue."""

from tests.banter.judged import held, numbers, refused
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip

KEY = "bench_regret"


def test_the_best_legal_exchange() -> None:
    """Defender 13 has 12, the worst of the eleven, midfielder 6, has 1: 11."""
    review = gameweek(member(1), points={13: 12, 6: 1})
    assert held(KEY, review) == [((1,), 11)]


def test_a_goalkeeper_replaces_a_goalkeeper_only() -> None:
    """Keeper 12 has 9 and keeper 1 has 5: 4, though 6 has nothing."""
    review = gameweek(member(1), points={12: 9, 1: 5, 6: 0, 13: 0, 14: 0, 15: 0})
    assert held(KEY, review) == [((1,), 4)]


def test_the_formation_must_stay_legal() -> None:
    """In 3-5-2 midfielder 14 cannot stand in for one of the three defenders."""
    swap = {5: 206, 13: 205}  # 206 plays in midfield, 205 in defence.
    review = gameweek(member(1, swap=swap), points={2: -3, 14: 9, 206: 4})
    assert held(KEY, review) == [((1,), 7)]
    review = gameweek(member(1), points={2: -3, 14: 9})
    assert held(KEY, review) == [((1,), 12)]


def test_more_than_three_points_are_told() -> None:
    """3 are not, 4 are."""
    assert refused(KEY, gameweek(member(1), points={13: 5})) is Refusal.NOBODY
    assert held(KEY, gameweek(member(1), points={13: 6})) == [((1,), 4)]


def test_who_came_on_is_no_regret_and_a_boost_has_none() -> None:
    """13 comes on for 2 with his 12; with a bench boost he counts anyway."""
    review = gameweek(member(1), points={13: 12}, out=(2,))
    assert numbers(KEY, review) == {1: 2}
    review = gameweek(member(1, chip=Chip.BENCH_BOOST), points={13: 12})
    assert numbers(KEY, review) == {1: 0}
