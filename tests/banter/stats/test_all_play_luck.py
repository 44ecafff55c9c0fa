"""All-play luck, by hand: row 62 of the catalogue."""

from fractions import Fraction

from tests.banter.judged import held, numbers, refused, season_numbers
from tests.banter.league import Picks, gameweek, member
from tests.banter.trades import matches

from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Refusal

KEY = "all_play_luck"


def four(*nets: int) -> list[Picks]:
    return [member(n, gross=net) for n, net in enumerate(nets, start=1)]


def lucky(previous: Review | None = None) -> Review:
    """Let 30 beat 20 while 60 loses to 70."""
    return gameweek(
        *four(30, 20, 60, 70),
        matches=matches((1, 30, 2, 20), (3, 60, 4, 70)),
        number=1,
        previous=previous,
    )


def test_a_win_is_as_lucky_as_others_did_better() -> None:
    """Two of three others would have beaten the first, and the third two."""
    third = Fraction(1, 3)
    assert numbers(KEY, lucky()) == {1: 2 * third, 2: 0, 3: -2 * third, 4: 0}
    assert held(KEY, lucky()) == [((1,), 2 * third)]


def test_ties_make_both_luckier_and_unluckier() -> None:
    """Of equals one beats AVERAGE and one loses to it; a draw is neither."""
    review = gameweek(
        *four(50, 50, 50, 50),
        matches=matches((1, 50, None, 49), (2, 50, None, 51), (3, 50, 4, 50)),
    )
    assert numbers(KEY, review) == {1: 1, 2: -1, 3: 0, 4: 0}


def test_the_season_is_wins_less_what_playing_everybody_is_worth() -> None:
    """One win each gameweek against a third of one; nobody's luck sums up to all."""
    found = season_numbers(KEY, lucky(lucky()))
    assert found == {1: Fraction(4, 3), 2: 0, 3: Fraction(-4, 3), 4: 0}


def test_a_classic_league_has_no_fixtures_to_smile() -> None:
    """There is nothing to judge."""
    assert refused(KEY, gameweek(*four(1, 2, 3, 4))) is Refusal.MISSING
