"""The wooden spoon, by hand: row 5 of the catalogue."""

from collections import Counter

from tests.banter.judged import held, season_numbers
from tests.banter.league import gameweek, member

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.judging import judge
from fplbanter.banter.verdict import Refusal
from fplbanter.game.model import PlayerId, PlayerStats

KEY = "wooden_spoon"


def stats(**goals: int) -> dict[PlayerId, PlayerStats]:
    """Tell who scored: p7=2 are two goals of player 7."""
    return {
        PlayerId(int(name[1:])): PlayerStats(PlayerId(int(name[1:])), 90, 2, goals=n)
        for name, n in goals.items()
    }


def test_the_fewest_net_points_get_it() -> None:
    """30 less a hit of 4."""
    league = member(1, gross=30, hit=4), member(2, gross=29), member(3, gross=50)
    assert held(KEY, gameweek(*league, stats={})) == [((1,), 26)]


def test_goals_then_assists_then_transfers_decide() -> None:
    """Two are last; who had the goal is saved, or who made fewer transfers."""
    league = member(1, gross=20, swap={7: 107}), member(2, gross=20), member(3)
    assert held(KEY, gameweek(*league, stats=stats(p107=1))) == [((2,), 20)]
    assert held(KEY, gameweek(*league, stats=stats(p7=1, p107=2))) == [((2,), 20)]
    busy = member(1, gross=20, made=2), member(2, gross=20, made=1), member(3)
    assert held(KEY, gameweek(*busy, stats={})) == [((1,), 20)]


def test_a_goal_on_the_bench_saves_nobody() -> None:
    """113's goal does not count; the transfers decide."""
    league = member(1, gross=20, swap={13: 113}, made=1), member(2, gross=20), member(3)
    assert held(KEY, gameweek(*league, stats=stats(p113=1))) == [((1,), 20)]


def test_the_coin_falls_the_same_way_for_ever() -> None:
    """Equals in everything: one of them, always the same, and the other is named."""
    league = member(1, gross=20), member(2, gross=20), member(3)
    [verdict] = judge(catalogue()[KEY], gameweek(*league, stats={})).verdicts
    [again] = judge(catalogue()[KEY], gameweek(*league[::-1], stats={})).verdicts
    assert verdict == again
    assert len(verdict.holders) == len(verdict.receipts) == 1
    assert {*verdict.holders, *verdict.tied} == {1, 2}


def test_the_coin_is_fair() -> None:
    """Over a season's gameweeks it falls on either side."""
    league = member(1, gross=20), member(2, gross=20), member(3)
    weeks = [gameweek(*league, stats={}, number=n) for n in range(1, 39)]
    count = Counter(held(KEY, week)[0][0][0] for week in weeks)
    assert min(count[1], count[2]) >= 8


def test_without_what_decides_nobody_gets_it() -> None:
    """Goals are missing, and are not guessed (guard G7)."""
    review = gameweek(member(1), member(2), member(3))
    judgement = judge(catalogue()[KEY], review)
    assert judgement.refusal is Refusal.MISSING
    assert judgement.missing == ("events",)


def test_the_season_s_number_is_the_worst_gameweek() -> None:
    """20, then 24."""
    league = member(1, gross=20), member(2), member(3)
    first = gameweek(*league, stats={}, number=1)
    second = gameweek(member(1), member(2), member(3), stats={}, previous=first)
    assert season_numbers(KEY, second) == {1: 20, 2: 24, 3: 24}
