"""The differential genius, by hand: row 3 of the catalogue."""

from fractions import Fraction

from tests.banter.judged import held, numbers, refused, season_numbers
from tests.banter.league import Picks, gameweek, member

from fplbanter.banter.verdict import Refusal, shown

KEY = "differential_genius"


def league(size: int, *, owners: int = 1) -> list[Picks]:
    """Let the first few of a league have 107 instead of 7."""
    return [member(n, swap={7: 107} if n <= owners else {}) for n in range(1, size + 1)]


def test_points_count_less_the_more_have_him() -> None:
    """107 scores 10 and one of twenty has him: 10 x 0.95 = 9.5."""
    review = gameweek(*league(20), points={107: 10})
    assert held(KEY, review) == [((1,), Fraction(19, 2))]
    assert numbers(KEY, review)[2] == 0


def test_the_armband_counts() -> None:
    """Captained: 12 x 2 x 0.9 = 21.6, and it takes 8 points before it."""
    others = league(10)[1:]
    review = gameweek(member(1, swap={7: 107}, captain=107), *others, points={107: 12})
    assert held(KEY, review) == [((1,), Fraction(216, 10))]
    review = gameweek(member(1, swap={7: 107}, captain=107), *others, points={107: 7})
    assert refused(KEY, review) is Refusal.NOBODY


def test_fifteen_percent_is_still_rare() -> None:
    """Three of twenty are 15 %; three of nineteen are more, and so are four."""
    review = gameweek(*league(20, owners=3), points={107: 10})
    assert held(KEY, review) == [((1, 2, 3), Fraction(85, 10))]
    review = gameweek(*league(19, owners=3), points={107: 10})
    assert refused(KEY, review) is Refusal.NOBODY
    review = gameweek(*league(20, owners=4), points={107: 10})
    assert refused(KEY, review) is Refusal.NOBODY


def test_below_ten_members_one_other_owner_is_allowed() -> None:
    """Two of nine are 22 % and allowed; two of ten are not."""
    review = gameweek(*league(9, owners=2), points={107: 9})
    assert held(KEY, review) == [((1, 2), Fraction(7))]
    review = gameweek(*league(10, owners=2), points={107: 9})
    assert refused(KEY, review) is Refusal.NOBODY


def test_a_league_is_not_small_because_line_ups_were_not_read() -> None:
    """Eleven members have points, and nine line-ups: two owners are one too many."""
    unread = [member(n, unread=True, gross=40) for n in (10, 11)]
    review = gameweek(*league(9, owners=2), *unread, points={107: 9})
    assert refused(KEY, review) is Refusal.NOBODY


def test_the_bench_has_no_genius() -> None:
    """113 sits on the bench with his 15 points."""
    review = gameweek(member(1, swap={13: 113}), *league(9)[1:], points={113: 15})
    assert refused(KEY, review) is Refusal.NOBODY


def test_a_league_of_two_has_no_differentials() -> None:
    """There is nobody to differ from."""
    review = gameweek(*league(2), points={107: 10})
    assert refused(KEY, review) is Refusal.SMALL_LEAGUE


def test_the_season_adds_exact_numbers_and_is_rounded_at_the_end() -> None:
    """8 x 2/3 twice is 10 2/3, shown as 11; 5.33 twice would be 10.66, 5 twice 10."""
    first = gameweek(*league(3), points={107: 8}, number=1)
    second = gameweek(*league(3), points={107: 8}, previous=first)
    assert season_numbers(KEY, second)[1] == Fraction(32, 3)
    assert shown(season_numbers(KEY, second)[1]) == 11
