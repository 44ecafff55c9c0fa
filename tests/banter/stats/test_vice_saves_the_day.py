"""The vice saves the day, by hand: row 25 of the catalogue."""

from tests.banter.judged import held, refused, season_numbers
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal

KEY = "vice_saves_the_day"


def test_a_vice_captain_stands_in_with_eight_points() -> None:
    """Captain 10 has no minute; 8 points are enough, 7 are not."""
    assert held(KEY, gameweek(member(1), out=(10,), points={6: 8})) == [((1,), 8)]
    review = gameweek(member(1), out=(10,), points={6: 7})
    assert refused(KEY, review) is Refusal.NOBODY


def test_a_captain_with_a_minute_needs_no_saving() -> None:
    """He came on in the last minute: the armband stays."""
    review = gameweek(member(1), minutes={10: 1}, points={6: 12})
    assert refused(KEY, review) is Refusal.NOBODY


def test_a_captain_booked_on_the_bench_has_no_minute() -> None:
    """A card counts as having played, but the armband goes."""
    assert held(KEY, gameweek(member(1), carded=(10,), points={6: 9})) == [((1,), 9)]


def test_everybody_who_was_saved_is_named_and_the_season_counts() -> None:
    """Two verdicts, one for each; a gameweek without adds nothing."""
    league = member(1), member(2)
    first = gameweek(*league, out=(10,), points={6: 9}, number=1)
    assert held(KEY, first) == [((1,), 9), ((2,), 9)]
    assert season_numbers(KEY, gameweek(*league, previous=first)) == {1: 1, 2: 1}
