"""What a squad could have scored, by hand."""

from collections.abc import Mapping

from tests.banter.league import gameweek, member

from fplbanter.banter.potential import best_eleven, optimal_points
from fplbanter.game.model import Chip, EntryId

ONE = EntryId(1)


def optimal(points: Mapping[int, int], chip: Chip | None = None) -> int:
    review = gameweek(member(1, chip=chip), points=points)
    return optimal_points(review, review.outings[ONE])


def test_the_best_captain_of_the_best_eleven() -> None:
    """Forward 15 comes off the bench with his 12 and the armband: 20 + 12 + 12."""
    assert optimal({15: 12}) == 44
    assert optimal({15: 12}, Chip.TRIPLE_CAPTAIN) == 56


def test_a_bench_boost_leaves_nobody_out() -> None:
    """14 of 2 points, and 12 twice."""
    assert optimal({15: 12}, Chip.BENCH_BOOST) == 28 + 24


def test_the_formation_stays_legal() -> None:
    """One of two goalkeepers, and at least three defenders: 13 and two with nothing."""
    points = {1: 9, 12: 8, 2: 0, 3: 0, 4: 0, 5: 0, 13: 1}
    review = gameweek(member(1), points=points)
    eleven = set(best_eleven(review, review.outings[ONE]))
    assert len(eleven) == 11
    assert eleven & {1, 12} == {1}
    defenders = eleven & {2, 3, 4, 5, 13}
    assert 13 in defenders
    assert len(defenders) == 3
