"""Dream timing, by hand: row 50 of the catalogue."""

from tests.banter.judged import held, numbers, refused
from tests.banter.league import gameweek
from tests.banter.trades import keeper, trader

from fplbanter.banter.backdrop import Backdrop
from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip, PlayerId

KEY = "dream_timing"
DREAM = Backdrop(dream_team=frozenset({PlayerId(110), PlayerId(10)}))


def test_whom_he_just_bought_makes_the_dream_team() -> None:
    """110 does, 102 does not; the other has had 10 for long."""
    review = gameweek(trader(1, {10: 110, 2: 102}), keeper(2), backdrop=DREAM)
    assert held(KEY, review) == [((1,), 1)]
    assert numbers(KEY, review) == {1: 1, 2: 0}


def test_a_free_hit_is_no_timing() -> None:
    """Guard G4."""
    one = trader(1, {10: 110}, chip=Chip.FREE_HIT)
    assert refused(KEY, gameweek(one, backdrop=DREAM)) is Refusal.NOBODY


def test_an_unread_dream_team_is_not_guessed() -> None:
    """Guard G7."""
    assert refused(KEY, gameweek(trader(1, {10: 110}))) is Refusal.MISSING
