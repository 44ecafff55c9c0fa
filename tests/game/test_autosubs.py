"""Automatic substitutions, by hand."""

import pytest
from tests.game.builders import lineup, pairs, positions

from fplbanter.game.autosubs import (
    as_submitted,
    auto_subs,
    can_replace,
    first_fit,
    is_legal,
)
from fplbanter.game.model import AutoSub, PlayerId, Position

ELEVEN, BENCH = lineup().eleven, lineup().bench


def made(formation: str, bench: str, *out: int) -> list[tuple[int, int]]:
    """List (in, out) when everybody played but those named."""
    position_of = positions(formation, bench)
    return pairs(auto_subs(ELEVEN, BENCH, position_of, lambda p: p not in out))


@pytest.mark.parametrize("formation", ["3-4-3", "3-5-2", "4-5-1", "5-2-3", "5-4-1"])
def test_fpl_s_formations_are_legal(formation: str) -> None:
    """One goalkeeper, 3 to 5 defenders, 2 to 5 midfielders, 1 to 3 forwards."""
    assert is_legal(ELEVEN, positions(formation, "DMF"))


@pytest.mark.parametrize("formation", ["2-5-3", "6-3-1", "5-5-0", "3-3-4", "5-1-4"])
def test_other_formations_are_not(formation: str) -> None:
    """Too few or too many of any position is no formation."""
    assert not is_legal(ELEVEN, positions(formation, "DMF"))


def test_ten_men_or_two_goalkeepers_are_no_eleven() -> None:
    """An eleven has eleven players, one of them a goalkeeper."""
    position_of = positions("4-4-2", "DMF")
    assert not is_legal(ELEVEN[:10], position_of)
    assert not is_legal((*ELEVEN[:10], PlayerId(12)), position_of)


def test_an_assistant_manager_has_no_place_in_an_eleven() -> None:
    """He is a sixteenth pick, never one of the eleven."""
    position_of = positions("4-4-2", "DMF") | {PlayerId(11): Position.MANAGER}
    assert not is_legal(ELEVEN, position_of)


def test_everybody_played_and_nobody_comes_on() -> None:
    """Without an absent starter there is no substitution."""
    assert made("4-4-2", "DMF") == []


def test_the_first_on_the_bench_comes_on() -> None:
    """A missing forward is replaced by the first of the bench who fits."""
    assert made("4-4-2", "DMF", 11) == [(13, 11)]


def test_who_did_not_play_is_passed_over_on_the_bench() -> None:
    """The bench's first did not play either: the second comes on."""
    assert made("4-4-2", "DMF", 11, 13) == [(14, 11)]


def test_three_defenders_are_kept() -> None:
    """Of three defenders one is missing: only the benched defender may come on."""
    assert made("3-5-2", "MFD", 2) == [(15, 2)]
    assert made("3-4-3", "MDD", 2, 3) == [(14, 2), (15, 3)]


def test_a_third_defender_missing_without_another_stays_missing() -> None:
    """Nobody comes on rather than an illegal formation."""
    assert made("3-4-3", "DMM", 2, 13) == []


def test_the_only_forward_is_replaced_by_a_forward() -> None:
    """One forward has to remain."""
    assert made("4-5-1", "DFF", 11) == [(14, 11)]
    assert made("5-4-1", "MFF", 11, 14, 15) == []


def test_a_goalkeeper_only_replaces_a_goalkeeper() -> None:
    """Position 12 comes on for the goalkeeper and for nobody else."""
    assert made("4-4-2", "DMF", 1) == [(12, 1)]
    assert made("4-4-2", "DMF", 1, 12) == []
    assert made("4-4-2", "DMF", 11, 13, 14, 15) == []


def test_passed_over_for_one_starter_on_for_a_later_one() -> None:
    """A midfielder who may not replace a defender comes on for a forward later."""
    assert made("3-4-3", "MDM", 4, 9) == [(14, 4), (13, 9)]


def test_fpl_goes_by_starters_not_by_bench() -> None:
    """The list's order is the eleven's: going by the bench would give (13, 9) first."""
    assert made("3-4-3", "MDM", 4, 9)[0] == (14, 4)


def test_an_earlier_substitution_changes_what_the_next_may_be() -> None:
    """Four defenders allow one to leave; then three are left and no more may."""
    assert made("4-4-2", "FMD", 2, 3) == [(13, 2), (15, 3)]
    assert made("4-4-2", "FMD", 2, 3, 15) == [(13, 2)]


def test_five_defenders_or_midfielders_are_the_most() -> None:
    """Nobody comes on where his position is full."""
    assert made("5-3-2", "DMF", 8) == [(14, 8)]
    assert made("3-5-2", "MDF", 10) == [(14, 10)]


def test_a_fourth_forward_may_not_come_on_for_a_midfielder() -> None:
    """With three forwards on, the bench's forward waits for one of them."""
    position_of = positions("4-3-3", "FDM")
    assert not can_replace(ELEVEN, PlayerId(6), PlayerId(13), position_of)
    assert can_replace(ELEVEN, PlayerId(9), PlayerId(13), position_of)
    assert made("4-3-3", "FDM", 6, 9) == [(14, 6), (13, 9)]


def test_two_midfielders_are_the_fewest() -> None:
    """Of two midfielders neither may be replaced by anybody else."""
    assert made("5-2-3", "MMM", 7) == [(13, 7)]
    position_of = positions("5-2-3", "DMM")
    assert not can_replace(ELEVEN, PlayerId(7), PlayerId(13), position_of)


def test_an_assistant_manager_comes_on_for_nobody() -> None:
    """Broken picks that hold him on the bench bring no error and no change."""
    position_of = positions("4-4-2", "DMF") | {PlayerId(13): Position.MANAGER}
    subs = auto_subs(ELEVEN, BENCH, position_of, lambda p: p != 11)
    assert pairs(subs) == [(14, 11)]


def test_the_queue_is_taken_in_order() -> None:
    """`first_fit` is the first who fits, None when nobody does."""
    position_of = positions("3-4-3", "MDF")
    queue = BENCH[1:]
    assert first_fit(ELEVEN, PlayerId(2), queue, position_of) == 14
    assert first_fit(ELEVEN, PlayerId(1), queue, position_of) is None


def test_settled_picks_are_put_back() -> None:
    """The starter returns to the eleven, who came on to his place on the bench."""
    position_of = positions("4-4-2", "DMF")
    rewritten = [PlayerId(n) for n in (1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 10)]
    rewritten += [PlayerId(n) for n in (12, 11, 14, 15)]
    subs = (AutoSub(PlayerId(13), PlayerId(11)),)
    undone = as_submitted(rewritten, subs, position_of)
    assert sorted(undone[:11]) == list(ELEVEN)
    assert undone[11:] == BENCH


def test_substitutions_that_picks_do_not_show_yet_undo_nothing() -> None:
    """Listed but not yet applied to the picks: these are as they were submitted."""
    position_of = positions("4-4-2", "DMF")
    subs = (AutoSub(PlayerId(13), PlayerId(11)),)
    assert as_submitted((*ELEVEN, *BENCH), subs, position_of) == (*ELEVEN, *BENCH)
