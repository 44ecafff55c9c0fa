"""Records and streaks, by hand."""

from fractions import Fraction

from tests.banter.league import gameweek, member
from tests.banter.remembering import told

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.judging import judge, judge_span
from fplbanter.banter.records import (
    Streak,
    Told,
    best_streaks,
    extreme,
    records,
    remembered,
    streaks,
)
from fplbanter.banter.span import season_span
from fplbanter.banter.stat import Pick, Side
from fplbanter.banter.verdict import Scope
from fplbanter.game.model import Gameweek, LeagueId


def runs(*facts: Told, now: int | None = None) -> list[tuple[str, int, int, int, bool]]:
    """Write streaks down as (stat, holder, first, last, running)."""
    return [
        plainly(s) for s in streaks(facts, now=None if now is None else Gameweek(now))
    ]


def test_a_record_is_the_extreme_that_was_ever_held() -> None:
    """The largest beast, the smallest spoon; a share of points is compared exactly."""
    found = records(
        [
            told("wooden_spoon", 1, value=30, gameweek=1),
            told("wooden_spoon", 2, value=28, gameweek=2),
            told("benched_beast", 3, value=15, gameweek=2),
            told("benched_beast", 4, value=12, gameweek=3),
            told("differential_genius", 5, value=Fraction(43, 2), gameweek=1),
            told("differential_genius", 6, value=21, gameweek=2),
        ]
    )
    assert [(r.stat, r.value, r.holders, r.gameweeks) for r in found] == [
        ("benched_beast", 15, (3,), (2,)),
        ("differential_genius", Fraction(43, 2), (5,), (1,)),
        ("wooden_spoon", 28, (2,), (2,)),
    ]


def test_equals_share_a_record() -> None:
    """In one gameweek or in two, everybody who had it is named, and when."""
    (record,) = records(
        [
            told("benched_beast", 2, 7, value=15, gameweek=9),
            told("benched_beast", 1, value=15, gameweek=4),
            told("benched_beast", 2, value=15, gameweek=4),
        ]
    )
    assert (record.holders, record.gameweeks) == ((1, 2, 7), (4, 9))


def test_the_closest_photo_finish_is_the_record() -> None:
    """Everybody within a point holds one: no point is closer than one."""
    facts = [told("derby_day", 1, 2, value=0), told("derby_day", 3, 4, value=1)]
    assert [r.value for r in records(facts)] == [0]
    assert extreme(catalogue()["derby_day"], Scope.GAMEWEEK) is Pick.LEAST
    assert extreme(catalogue()["vice_saves_the_day"], Scope.GAMEWEEK) is Pick.MOST


def test_a_season_s_sum_is_no_gameweek_s_record() -> None:
    """Only what no gameweek awards has its record in the season."""
    season = Scope.SEASON
    facts = [
        told("benched_beast", 1, value=15),
        told("benched_beast", 2, value=300, scope=season),
        told("benched_beast", 2, value=90, scope=Scope.MONTH),
        told("power_ranking", 3, value=2, scope=season),
        told("power_ranking", 3, value=1, scope=Scope.MONTH),
    ]
    assert [(r.stat, r.value) for r in records(facts)] == [
        ("benched_beast", 15),
        ("power_ranking", 2),
    ]
    assert extreme(catalogue()["power_ranking"], season) is Pick.LEAST


def test_a_streak_is_gameweeks_in_a_row() -> None:
    """1 has the beast three times, then not, then once more: once is no streak."""
    facts = [told("benched_beast", 1, gameweek=g) for g in (2, 3, 4, 6)]
    assert runs(*facts) == [("benched_beast", 1, 2, 4, False)]
    assert streaks(facts)[0].length == 3
    assert [s.length for s in streaks(facts, least=1)] == [3, 1]


def test_a_streak_runs_while_it_reaches_the_newest_gameweek() -> None:
    """Held in 4 and 5: it may go on while 5 is the newest, in 6 it has ended."""
    facts = [told("benched_beast", 1, gameweek=g) for g in (4, 5)]
    assert runs(*facts) == [("benched_beast", 1, 4, 5, True)]
    assert runs(*facts, now=6) == [("benched_beast", 1, 4, 5, False)]
    later = told("wooden_spoon", 2, gameweek=6)
    assert runs(*facts, later) == [("benched_beast", 1, 4, 5, False)]


def test_whoever_shares_a_stat_has_a_streak_of_it() -> None:
    """1 alone, then 1 and 2, then 2 alone; and two verdicts of one gameweek are one."""
    facts = [
        told("derby_day", 1, 3, gameweek=1),
        told("derby_day", 1, 2, gameweek=2),
        told("derby_day", 1, 4, gameweek=2),
        told("derby_day", 2, 5, gameweek=3),
    ]
    assert runs(*facts) == [
        ("derby_day", 2, 2, 3, True),
        ("derby_day", 1, 1, 2, False),
    ]


def test_the_longest_of_each_stat_and_all_that_run_are_the_best() -> None:
    """The spoon's two of equal length share it; a shorter one that ended is left out."""
    spoons = [(1, 1), (1, 2), (1, 3), (2, 4), (2, 5), (2, 6), (3, 7), (3, 8), (4, 9)]
    facts = [told("wooden_spoon", e, gameweek=g) for e, g in (*spoons, (4, 10))]
    facts += [told("benched_beast", 9, gameweek=g) for g in (1, 2)]
    assert [plainly(s) for s in best_streaks(facts)] == [
        ("wooden_spoon", 2, 4, 6, False),
        ("wooden_spoon", 1, 1, 3, False),
        ("wooden_spoon", 4, 9, 10, True),
        ("benched_beast", 9, 1, 2, False),
    ]
    assert best_streaks([]) == streaks([]) == ()


def test_a_verdict_is_remembered_without_its_proof() -> None:
    """Who, what, when, over how much, and whether it may still move."""
    review = gameweek(*(member(n) for n in (1, 2, 3)), points={13: 9}, number=1)
    stat = catalogue()["benched_beast"]
    (verdict,) = judge(stat, review).verdicts
    fact = remembered(verdict, LeagueId(900))
    assert fact == told("benched_beast", 1, 2, 3, value=9, league=900)
    assert fact.side is Side.SHAME
    assert fact.is_at_home
    (verdict,) = judge_span(stat, season_span(review)).verdicts
    fact = remembered(verdict)
    assert fact == told("benched_beast", 1, 2, 3, value=15, scope=Scope.SEASON)
    assert not fact.is_at_home


def plainly(streak: Streak) -> tuple[str, int, int, int, bool]:
    return streak.stat, streak.holder, streak.first, streak.last, streak.running
