"""The transfer tornado, by hand: row 41 of the catalogue."""

from tests.banter.judged import season_held, season_numbers, season_refused
from tests.banter.league import gameweek
from tests.banter.trades import idle, keeper, trader

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip

KEY = "transfer_tornado"


def test_the_season_adds_transfers_up_without_wildcards() -> None:
    """Two and one are 3; four with a wildcard are none."""
    many = {10: 110, 2: 102, 3: 103, 4: 104}
    first = idle(1, keeper(1), keeper(2))
    wildcard = trader(2, many, chip=Chip.WILDCARD)
    second = gameweek(trader(1, {10: 110, 2: 102}), wildcard, previous=first)
    third = gameweek(trader(1, {11: 111}), keeper(2), previous=second)
    assert season_numbers(KEY, third) == {1: 3, 2: 0}
    assert season_held(KEY, third) == [((1,), 3)]


def test_nobody_is_a_tornado_without_a_transfer() -> None:
    """Zero is not told."""
    assert season_refused(KEY, idle(3, keeper(1))) is Refusal.NOBODY
