"""On the charge, by hand: row 6 of the catalogue."""

from tests.banter.judged import held, numbers, refused
from tests.banter.league import gameweek, member

from fplbanter.banter.verdict import Refusal

KEY = "on_the_charge"


def test_the_most_places_won() -> None:
    """3 was last and is first; 1 and 2 lost a place each."""
    review = gameweek(
        member(1, before=30, gross=20),
        member(2, before=20, gross=20),
        member(3, before=10, gross=50),
    )
    assert held(KEY, review) == [((3,), 2)]
    assert numbers(KEY, review) == {1: -1, 2: -1, 3: 2}


def test_nobody_charges_where_nobody_moves() -> None:
    """Staying is no charge."""
    review = gameweek(*(member(n, before=100 - n) for n in range(1, 5)))
    assert refused(KEY, review) is Refusal.NOBODY


def test_a_newcomer_has_no_place_to_come_from() -> None:
    """He joins with this gameweek and is first: that is no movement (guard G6)."""
    new = member(4, before=0, gross=90, joined_before=False)
    old = (member(n, before=10 * n) for n in range(1, 4))
    assert refused(KEY, gameweek(new, *old)) is Refusal.NOBODY


def test_the_league_s_first_gameweek_has_no_movement() -> None:
    """There was no table before."""
    review = gameweek(member(1, gross=9), member(2), member(3), number=1)
    assert refused(KEY, review) is Refusal.NOBODY
