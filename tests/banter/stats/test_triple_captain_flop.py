"""The triple captain flop, by hand: row 26 of the catalogue."""

from tests.banter.judged import season_held, season_numbers, season_refused
from tests.banter.league import gameweek, member

from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip, Phase

KEY = "triple_captain_flop"


CHIP = Chip.TRIPLE_CAPTAIN


def play() -> Review:
    """Let 1 triple a 15 and later a 5; neither captain nor vice of 2 plays; 3 waits."""
    chips = member(1, chip=CHIP), member(2, chip=CHIP, captain=8, vice=9), member(3)
    first = gameweek(*chips, points={10: 15}, out=(8, 9), number=1)
    again = member(1, chip=CHIP), member(2), member(3)
    return gameweek(*again, points={10: 5}, previous=first)


def test_the_points_of_tripled_players_not_multiplied() -> None:
    """The worst of two chips is 5; where nobody played it is 0."""
    assert season_numbers(KEY, play()) == {1: 5, 2: 0}
    assert season_held(KEY, play()) == [((2,), 0)]


def test_it_is_told_when_the_captain_has_finished() -> None:
    """He is on the pitch: who knows."""
    review = gameweek(member(1, chip=CHIP), playing=(10,), phase=Phase.LIVE, number=1)
    assert season_numbers(KEY, review) == {}


def test_without_the_chip_there_is_nothing_to_tell() -> None:
    """Nobody has a number yet."""
    review = gameweek(member(1), member(2), member(3), number=1)
    assert season_numbers(KEY, review) == {}
    assert season_refused(KEY, review) is Refusal.NOBODY
