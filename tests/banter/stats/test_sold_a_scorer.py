"""Selling a scorer, by hand: row 39 of the catalogue."""

from tests.banter.judged import held, numbers, refused
from tests.banter.league import gameweek, member
from tests.banter.trades import did, idle, keeper, trader

from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import Chip, FixtureId, PlayerId, PlayerStats, PointsLine

KEY = "sold_a_scorer"
SCORES = did(10, goals=2, assists=1)


def test_goals_and_assists_of_the_sold_count() -> None:
    """Two goals and an assist of the one he sold; the other sold nobody."""
    first = idle(1, keeper(1), keeper(2))
    second = gameweek(trader(1, {10: 110}), keeper(2), previous=first, stats=SCORES)
    assert held(KEY, second) == [((1,), 3)]
    assert numbers(KEY, second) == {1: 3, 2: 0}


def test_a_gameweek_later_it_still_hurts() -> None:
    """But not two."""
    second = gameweek(trader(1, {10: 110}), previous=idle(1, keeper(1)), stats={})
    after = keeper(1, {10: 110})
    third = gameweek(after, previous=second, stats=SCORES)
    assert held(KEY, third) == [((1,), 3)]
    fourth = gameweek(after, previous=third, stats=SCORES)
    assert refused(KEY, fourth) is Refusal.NOBODY


def test_who_bought_him_back_is_spared() -> None:
    """Sold in gameweek 2, back in gameweek 3."""
    second = gameweek(trader(1, {10: 110}), previous=idle(1, keeper(1)), stats={})
    back = member(1, captain=6, transfers=trader(1, {110: 10}).transfers, made=1)
    third = gameweek(back, previous=second, stats=SCORES)
    assert numbers(KEY, third) == {1: 0}


def test_a_saved_penalty_counts() -> None:
    """The goalkeeper he sold saves one."""
    line = PointsLine(FixtureId(1), "penalties_saved", 1, 5)
    saves = {PlayerId(1): PlayerStats(PlayerId(1), 90, 9, lines=(line,))}
    first = idle(1, keeper(1))
    second = gameweek(trader(1, {1: 101}), previous=first, stats=saves)
    assert held(KEY, second) == [((1,), 1)]


def test_a_wildcard_sells_nobody() -> None:
    """Guard G4."""
    one = trader(1, {10: 110}, chip=Chip.WILDCARD)
    second = gameweek(one, previous=idle(1, keeper(1)), stats=SCORES)
    assert refused(KEY, second) is Refusal.NOBODY


def test_unread_events_are_not_guessed() -> None:
    """Guard G7."""
    second = gameweek(trader(1, {10: 110}), previous=idle(1, keeper(1)))
    assert refused(KEY, second) is Refusal.MISSING
