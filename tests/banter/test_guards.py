"""The guards G1 to G7, each by hand."""

import pytest
from tests.banter.judged import held, numbers, refused, season_numbers, season_refused
from tests.banter.league import gameweek, member

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.judging import judge, judge_span
from fplbanter.banter.outing import NotRead
from fplbanter.banter.review import Review
from fplbanter.banter.span import month_span, season_span
from fplbanter.banter.stat import Pick
from fplbanter.banter.verdict import Coverage, Refusal, Scope
from fplbanter.game.model import Gameweek, Month, Phase

BEAST, ROCKET = "benched_beast", "gameweek_rocket"


def league(*, unread: int = 0, size: int = 10) -> Review:
    """Make a league of which the last few have not been read."""
    members = [member(n) for n in range(1, size - unread + 1)]
    return gameweek(*members, points={13: 9}, roster=size)


@pytest.mark.parametrize("phase", Phase)
def test_g1_a_verdict_is_final_when_fpl_has_checked_the_data(phase: Phase) -> None:
    """Provisional in every phase before."""
    review = gameweek(member(1), points={13: 9}, phase=phase)
    [verdict] = judge(catalogue()[BEAST], review).verdicts
    assert verdict.is_final == (phase is Phase.FINAL)


def test_g2_an_award_is_final_only_when_everybody_was_read() -> None:
    """Nine of ten: awarded, with its coverage, and provisional."""
    [verdict] = judge(catalogue()[BEAST], league(unread=1)).verdicts
    assert verdict.coverage == Coverage(9, 10)
    assert not verdict.is_final


def test_g2_below_four_fifths_nothing_is_awarded() -> None:
    """Eight of ten are enough, seven are not; the coverage is told all the same."""
    assert judge(catalogue()[BEAST], league(unread=2)).verdicts
    judgement = judge(catalogue()[BEAST], league(unread=3))
    assert judgement.refusal is Refusal.THIN
    assert judgement.coverage == Coverage(7, 10)
    thin = league(unread=9, size=40)
    assert judge(catalogue()[BEAST], thin).refusal is Refusal.THIN


def test_g3_ties_are_shared_and_each_has_his_receipt() -> None:
    """Three have the same beast on the bench."""
    review = gameweek(member(1), member(2), member(3), points={13: 9})
    [verdict] = judge(catalogue()[BEAST], review).verdicts
    assert verdict.holders == (1, 2, 3)
    assert [r.entry_id for r in verdict.receipts] == [1, 2, 3]


def test_g3_who_lost_by_a_tie_break_is_named() -> None:
    """Both have a 9; the larger bench wins, the other is `tied`."""
    review = gameweek(
        member(1), member(2, swap={14: 114}), points={13: 9, 14: 3, 114: 0}
    )
    [verdict] = judge(catalogue()[BEAST], review).verdicts
    assert (verdict.holders, verdict.tied) == ((1,), (2,))


def test_g5_rates_take_five_gameweeks() -> None:
    """Every stat with a share says so, and none takes fewer."""
    rates = [s for s in catalogue().values() if s.unit == "share" and s.span]
    assert all(s.span.min_sample >= 5 for s in rates if s.span)
    assert rates


def test_g6_a_late_joiner_counts_from_his_first_gameweek() -> None:
    """He is in no gameweek before, and his season begins with his own."""
    others = member(1), member(2), member(3)
    first = gameweek(*others, points={13: 9}, number=1)
    new = member(4, joined_before=False)
    second = gameweek(*others, new, points={13: 7}, previous=first)
    third = gameweek(*others, member(4), points={13: 7}, previous=second)
    assert season_numbers(BEAST, third) == {1: 41, 2: 41, 3: 41, 4: 26}
    assert 4 not in numbers(BEAST, first)


def test_g7_a_member_with_an_unread_gameweek_has_no_season_number() -> None:
    """2's line-up of gameweek 1 is missing: his sum would be too small."""
    others = [member(n) for n in range(3, 9)]
    first = gameweek(member(1), member(2, unread=True), *others, number=1)
    second = gameweek(member(1), member(2), *others, previous=first)
    assert 2 not in season_numbers(BEAST, second)
    assert season_numbers(BEAST, second)[1] == 16
    assert season_numbers(ROCKET, second)[2] == 24


def test_g7_a_member_who_appears_out_of_nothing_has_no_season_number() -> None:
    """4 had joined before, but his gameweek was not read at all."""
    others = [member(n) for n in (1, 2, 3, 5)]
    first = gameweek(*others, number=1, roster=5)
    second = gameweek(*others, member(4, joined_before=True), previous=first)
    assert set(season_numbers(BEAST, second)) == {1, 2, 3, 5}


def test_g7_a_season_with_a_hole_is_not_judged() -> None:
    """Gameweek 1 is not there."""
    review = gameweek(member(1), member(2), member(3), number=2)
    assert season_refused(BEAST, review) is Refusal.MISSING
    assert season_numbers(BEAST, review) == {}


def test_g7_a_gameweek_without_any_line_up_is_missing() -> None:
    """The judgement names what is missing."""
    members = (member(n, unread=True) for n in range(1, 5))
    judgement = judge(catalogue()[BEAST], gameweek(*members))
    assert judgement.refusal is Refusal.MISSING
    assert judgement.missing == ("picks",)


def test_g7_a_stat_that_asks_for_what_it_does_not_need_fails_loudly() -> None:
    """An outing without picks raises instead of guessing."""
    review = gameweek(member(1, unread=True))
    [outing] = review.outings.values()
    for name in ("lineup", "score", "result", "transfers", "wasted"):
        with pytest.raises(NotRead):
            getattr(outing, name)


@pytest.mark.parametrize("size", [1, 2])
def test_a_league_of_one_or_two_has_no_award_that_compares(size: int) -> None:
    """What depends on others, or takes only being ahead of them, is refused."""
    review = gameweek(*(member(n) for n in range(1, size + 1)), stats={}, number=1)
    for stat in catalogue().values():
        if stat.week and (stat.relative or stat.week.threshold.is_open):
            if stat.week.pick is Pick.EVERY and not stat.relative:
                continue
            refusal = judge(stat, review).refusal
            assert refusal in (Refusal.SMALL_LEAGUE, Refusal.MISSING), stat.key


def test_a_league_of_one_still_has_its_beast() -> None:
    """Nine points on the bench are nine points."""
    assert held(BEAST, gameweek(member(1), points={13: 9})) == [((1,), 9)]


def test_a_month_is_judged_on_its_own_gameweeks() -> None:
    """August is gameweeks 2 and 3; its number leaves gameweek 1 out."""
    members = member(1), member(2), member(3)
    first = gameweek(*members, points={13: 20}, number=1)
    second = gameweek(*members, points={13: 9}, previous=first)
    third = gameweek(*members, points={13: 4}, previous=second)
    august = Month(2, "August", Gameweek(2), Gameweek(3))
    [verdict] = judge_span(catalogue()[BEAST], month_span(third, august)).verdicts
    assert (verdict.value, verdict.scope, verdict.month_id) == (25, Scope.MONTH, 2)
    assert verdict.is_final
    [verdict] = judge_span(catalogue()[BEAST], month_span(second, august)).verdicts
    assert verdict.value == 15
    assert not verdict.is_final, "the month goes on"
    [verdict] = judge_span(catalogue()[BEAST], season_span(third)).verdicts
    assert verdict.value == 26 + 15 + 10


def test_an_empty_gameweek_has_nothing_to_tell() -> None:
    """Nobody has been read yet: no stat breaks."""
    review = gameweek(roster=12)
    for stat in catalogue().values():
        if stat.week:
            assert refused(stat.key, review) is Refusal.MISSING
        if stat.span:
            assert season_refused(stat.key, review) is Refusal.MISSING


def test_what_has_no_rule_is_not_judged() -> None:
    """Asking a season's stat about a gameweek is a mistake in the program."""
    review = gameweek(member(1), number=1)
    with pytest.raises(ValueError, match="no rule for a gameweek"):
        judge(catalogue()["king_of_the_hill"], review)
    with pytest.raises(ValueError, match="no rule for several"):
        judge_span(catalogue()["new_leader"], season_span(review))
