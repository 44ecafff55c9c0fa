"""Bonus points, by hand."""

from dataclasses import replace

import pytest

from fplbanter.game.bonus import (
    FIRST_BONUS_MINUTE,
    bonus_from_bps,
    bonus_to_add,
    provisional_bonus,
)
from fplbanter.game.model import (
    ClubId,
    Fixture,
    FixtureId,
    Gameweek,
    PlayerId,
    PlayerStats,
    PointsLine,
)

BEST, SECOND, THIRD, FOURTH = (PlayerId(n) for n in (1, 2, 3, 4))
MATCH = Fixture(
    FixtureId(10),
    Gameweek(1),
    None,
    ClubId(1),
    ClubId(2),
    minutes=60,
    started=True,
    bps={BEST: 40, SECOND: 30, THIRD: 20, FOURTH: 10},
)
SHARED = {BEST: 3, SECOND: 2, THIRD: 1}


@pytest.mark.parametrize(
    ("bps", "bonus"),
    [
        ((40, 30, 20, 10), (3, 2, 1)),
        ((40, 40, 20, 10), (3, 3, 1)),
        ((40, 30, 30, 10), (3, 2, 2)),
        ((40, 30, 20, 20), (3, 2, 1, 1)),
        ((40, 40, 40, 10), (3, 3, 3)),
        ((40, 40, 40, 40), (3, 3, 3, 3)),
        ((40, 30, 30, 30), (3, 2, 2, 2)),
    ],
)
def test_ties_share_the_better_place(
    bps: tuple[int, ...], bonus: tuple[int, ...]
) -> None:
    """Equal BPS bring equal bonus and use up the places behind."""
    shares = bonus_from_bps({PlayerId(n): v for n, v in enumerate(bps)})
    assert tuple(shares[p] for p in sorted(shares)) == bonus


def test_nobody_has_bonus_in_a_match_without_bps() -> None:
    """An empty list shares out nothing."""
    assert bonus_from_bps({}) == {}


def test_bonus_is_added_to_a_match_whose_feed_has_none() -> None:
    """Up to 2025/26 bonus is 0 in play: it is worked out from BPS."""
    assert provisional_bonus(MATCH, {}) == SHARED


def test_none_is_added_before_the_first_bonus_minute() -> None:
    """Early on everybody is level, and FPL shows none either."""
    early = replace(MATCH, minutes=FIRST_BONUS_MINUTE - 1)
    assert provisional_bonus(early, {}) == {}
    assert provisional_bonus(replace(MATCH, minutes=FIRST_BONUS_MINUTE), {}) == SHARED


def test_it_stays_until_the_review() -> None:
    """Over, but without confirmed bonus: still provisional."""
    assert provisional_bonus(replace(MATCH, over=True, minutes=0), {}) == SHARED


@pytest.mark.parametrize("change", [{"started": False}, {"settled": True}])
def test_none_is_added_before_the_start_or_after_the_review(
    change: dict[str, bool],
) -> None:
    """A match that has not started has none; a settled one has all of its own."""
    assert provisional_bonus(replace(MATCH, **change), {}) == {}  # type: ignore[arg-type]


def test_none_is_added_when_the_fixture_lists_it() -> None:
    """2026/27: the fixture's own bonus block is filled in play."""
    assert provisional_bonus(replace(MATCH, bonus={BEST: 3}), {}) == {}


def test_none_is_added_when_the_feed_s_players_have_it() -> None:
    """The fixture's copy is older than the feed's: no second bonus for anyone."""
    line = PointsLine(MATCH.fixture_id, "bonus", 3, 3)
    fed = PlayerStats(BEST, 60, 9, bonus=3, lines=(line,))
    assert provisional_bonus(MATCH, {BEST: fed}) == {}


def test_bonus_of_another_match_does_not_stand_in_for_this_one() -> None:
    """Double gameweek: confirmed bonus of Saturday's match says nothing of Tuesday's."""
    line = PointsLine(FixtureId(9), "bonus", 3, 3)
    fed = PlayerStats(BEST, 150, 14, bonus=3, lines=(line,))
    assert provisional_bonus(MATCH, {BEST: fed}) == SHARED


def test_a_feed_that_does_not_say_which_match_is_believed() -> None:
    """Without the proof's lines rather too little than twice."""
    assert provisional_bonus(MATCH, {BEST: PlayerStats(BEST, 150, 14, bonus=3)}) == {}


def test_a_double_gameweek_adds_up_both_matches() -> None:
    """Each match is ranked for itself."""
    other = replace(MATCH, fixture_id=FixtureId(11), bps={FOURTH: 9, BEST: 5})
    assert bonus_to_add([MATCH, other], {}) == {BEST: 5, SECOND: 2, THIRD: 1, FOURTH: 3}
