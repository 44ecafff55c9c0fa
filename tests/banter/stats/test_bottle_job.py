"""The bottle job, by hand: row 7 of the catalogue."""

from tests.banter.judged import held, numbers, refused
from tests.banter.league import gameweek, member

from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Refusal

KEY = "bottle_job"


def fall(places: int, size: int) -> Review:
    """Let the leader of a league fall by so many places."""
    others = [
        member(n, before=100 - n, gross=50 if n <= places + 1 else 0)
        for n in range(2, size + 1)
    ]
    return gameweek(member(1, before=101, gross=20), *others)


def test_three_places_are_told() -> None:
    """First before, fourth now; two places of twenty are not worth a word."""
    assert held(KEY, fall(3, 20)) == [((1,), -3)]
    assert refused(KEY, fall(2, 20)) is Refusal.NOBODY


def test_a_fifth_of_a_small_league_is_told() -> None:
    """Two of ten, one of five; two of eleven are less than a fifth."""
    assert held(KEY, fall(2, 10)) == [((1,), -2)]
    assert held(KEY, fall(1, 5)) == [((1,), -1)]
    assert refused(KEY, fall(2, 11)) is Refusal.NOBODY


def test_who_held_his_place_lost_none() -> None:
    """Even in a league of three, staying is no fall."""
    review = gameweek(*(member(n, before=100 - n) for n in range(1, 4)))
    assert refused(KEY, review) is Refusal.NOBODY
    assert numbers(KEY, review) == {1: 0, 2: 0, 3: 0}
