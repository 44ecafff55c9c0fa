"""The trendy one, by hand: row 49 of the catalogue."""

from tests.banter.judged import held, numbers, refused, season_numbers
from tests.banter.league import gameweek
from tests.banter.trades import keeper, trader

from fplbanter.banter.backdrop import Backdrop
from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip, PlayerId

KEY = "trendy"
HOT = Backdrop(bought={PlayerId(110): 900_000, PlayerId(111): 899_999})


def test_whom_everybody_bought_and_who_did_nothing() -> None:
    """Both buyers of 110 share it; 111 was bought by one fewer."""
    three = trader(1, {10: 110}), trader(2, {10: 110}), trader(3, {11: 111})
    review = gameweek(*three, points={110: 1, 111: 0}, backdrop=HOT)
    assert held(KEY, review) == [((1, 2), 1)]
    assert numbers(KEY, review) == {1: 1, 2: 1}


def test_three_points_are_something() -> None:
    """It takes 2 or less."""
    review = gameweek(trader(1, {10: 110}), points={110: 3}, backdrop=HOT)
    assert refused(KEY, review) is Refusal.NOBODY


def test_a_wildcard_follows_no_fashion() -> None:
    """Guard G4."""
    one = trader(1, {10: 110}, chip=Chip.WILDCARD)
    assert refused(KEY, gameweek(one, backdrop=HOT)) is Refusal.NOBODY


def test_an_unread_market_is_not_guessed() -> None:
    """Guard G7."""
    assert refused(KEY, gameweek(trader(1, {10: 110}))) is Refusal.MISSING


def test_the_season_counts() -> None:
    """Once with 1 point, once with 3."""
    first = gameweek(keeper(1), number=1, backdrop=HOT)
    one = trader(1, {10: 110})
    second = gameweek(one, points={110: 1}, backdrop=HOT, previous=first)
    third = gameweek(one, points={110: 3}, backdrop=HOT, previous=second)
    assert season_numbers(KEY, third) == {1: 1}
