"""Where a gameweek stands, by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fplbanter.game.model import (
    ClubId,
    Fixture,
    FixtureId,
    Gameweek,
    GameweekState,
    Phase,
)
from fplbanter.game.phases import current_gameweek, in_play, next_gameweek, phase_of

DEADLINE = datetime(2026, 8, 21, 17, 30, tzinfo=UTC)
BEFORE, AFTER = DEADLINE - timedelta(seconds=1), DEADLINE + timedelta(hours=3)
STATE = GameweekState(Gameweek(1), "Gameweek 1", DEADLINE)
COMING = Fixture(FixtureId(1), Gameweek(1), None, ClubId(1), ClubId(2))
PLAYING = replace(COMING, started=True)
OVER = replace(PLAYING, over=True)


def gameweeks(*changes: dict[str, bool]) -> list[GameweekState]:
    """Write a week's distance between deadlines; changes go to 1, 2, 3."""
    return [
        replace(
            STATE,
            gameweek=Gameweek(n + 1),
            deadline=DEADLINE + timedelta(days=7 * n),
            **change,  # type: ignore[arg-type]
        )
        for n, change in enumerate(changes)
    ]


def test_upcoming_until_the_deadline() -> None:
    """The very second of the deadline belongs to the gameweek."""
    assert phase_of(STATE, [COMING], BEFORE) is Phase.UPCOMING
    assert phase_of(STATE, [COMING], DEADLINE) is Phase.LIVE


def test_live_until_the_last_whistle() -> None:
    """One match over and one to come is live, even with nothing on the pitch."""
    assert phase_of(STATE, [OVER, COMING], AFTER) is Phase.LIVE
    assert phase_of(STATE, [OVER, PLAYING], AFTER) is Phase.LIVE


def test_provisional_when_every_match_is_over() -> None:
    """The whistle does not settle it: bonus and substitutions come at night."""
    assert phase_of(STATE, [OVER, OVER], AFTER) is Phase.PROVISIONAL


def test_finished_is_not_yet_final() -> None:
    """Only the checked data are."""
    finished = replace(STATE, finished=True)
    assert phase_of(finished, [OVER], AFTER) is Phase.PROVISIONAL
    assert phase_of(replace(STATE, checked=True), [OVER], AFTER) is Phase.FINAL


def test_is_current_ends_nothing() -> None:
    """FPL's mark follows up to an hour late and says nothing of the phase."""
    for mark in (True, False):
        state = replace(STATE, is_current=mark)
        assert phase_of(state, [OVER], AFTER) is Phase.PROVISIONAL
        assert phase_of(state, [COMING], AFTER) is Phase.LIVE


def test_a_checked_gameweek_is_final_even_with_an_old_copy_of_its_fixtures() -> None:
    """A stale fixture that is still in play changes nothing."""
    assert phase_of(replace(STATE, checked=True), [PLAYING], AFTER) is Phase.FINAL


def test_a_gameweek_without_matches_is_provisional_after_its_deadline() -> None:
    """2019/20 moved nine gameweeks away: nothing is left to wait for."""
    assert phase_of(STATE, [], AFTER) is Phase.PROVISIONAL


def test_the_current_gameweek_is_the_newest_past_its_deadline() -> None:
    """`is_current` still sits on the gameweek before, and is not asked."""
    states = gameweeks({"is_current": True}, {"is_next": True}, {})
    now = DEADLINE + timedelta(days=7, minutes=1)
    current = current_gameweek(states, now)
    following = next_gameweek(states, now)
    assert current is not None
    assert following is not None
    assert (current.gameweek, following.gameweek) == (2, 3)


def test_before_the_season_there_is_a_next_gameweek_only() -> None:
    """No deadline has passed."""
    states = gameweeks({}, {})
    assert current_gameweek(states, BEFORE) is None
    following = next_gameweek(states, BEFORE)
    assert following is not None
    assert following.gameweek == 1


def test_after_the_last_gameweek_none_is_next() -> None:
    """The season is over."""
    states = gameweeks({"checked": True})
    assert next_gameweek(states, AFTER) is None
    assert next_gameweek([], AFTER) is None


def test_a_checked_gameweek_has_passed_whatever_the_clock_says() -> None:
    """A recording's clock may stand before the deadline of what it holds."""
    current = current_gameweek(gameweeks({"checked": True}), BEFORE)
    assert current is not None


def test_a_match_is_in_play_between_kick_off_and_whistle() -> None:
    """Neither before, nor after, nor when settled."""
    assert in_play([COMING, PLAYING])
    assert not in_play([COMING, OVER, replace(PLAYING, settled=True)])
