"""The late raider, by hand: row 53 of the catalogue."""

from fractions import Fraction

from tests.banter.judged import season_held, season_numbers, season_refused
from tests.banter.league import Picks, gameweek
from tests.banter.trades import DEADLINE, keeper, trader

from fplbanter.banter.backdrop import Backdrop
from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip

KEY = "late_raider"
KNOWN = Backdrop(deadline=DEADLINE)
EARLY, LATE = (trader(1, {10: 110}, before=minutes) for minutes in (61, 60))


def weeks(*members: Picks, backdrop: Backdrop | None = KNOWN) -> Review:
    review = gameweek(keeper(1), number=1, backdrop=backdrop)
    for one in members:
        review = gameweek(one, backdrop=backdrop, previous=review)
    return review


def test_an_hour_before_the_deadline_is_late() -> None:
    """One of three was: 60 minutes are late, 61 are not."""
    review = weeks(EARLY, EARLY, LATE, keeper(1))
    assert season_held(KEY, review) == [((1,), Fraction(1, 3))]


def test_less_than_a_quarter_is_not_told() -> None:
    """One of five."""
    review = weeks(EARLY, EARLY, EARLY, EARLY, LATE)
    assert season_numbers(KEY, review) == {1: Fraction(1, 5)}
    assert season_refused(KEY, review) is Refusal.NOBODY


def test_a_late_wildcard_is_no_transfer() -> None:
    """Guard G4."""
    wildcard = trader(1, {10: 110}, chip=Chip.WILDCARD, before=5)
    assert season_numbers(KEY, weeks(EARLY, wildcard, EARLY, EARLY)) == {1: 0}


def test_four_gameweeks_are_too_few() -> None:
    """Guard G5."""
    assert season_refused(KEY, weeks(LATE, LATE, LATE)) is Refusal.TOO_EARLY


def test_without_deadlines_nothing_is_said() -> None:
    """Guard G7."""
    review = weeks(LATE, LATE, LATE, LATE, backdrop=None)
    assert season_refused(KEY, review) is Refusal.MISSING
