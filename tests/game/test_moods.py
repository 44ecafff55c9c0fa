"""What is going on, from the fixtures and the time alone."""

from datetime import UTC, datetime, timedelta

import pytest

from fplbanter.game.model import (
    ClubId,
    Fixture,
    FixtureId,
    Gameweek,
    GameweekState,
    Phase,
)
from fplbanter.game.moods import Mood, mood

KICKOFF = datetime(2026, 10, 17, 14, 0, tzinfo=UTC)
DEADLINE = KICKOFF - timedelta(minutes=90)
STATE = GameweekState(Gameweek(7), "Gameweek 7", DEADLINE)


def fixture(*, started: bool = False, over: bool = False) -> Fixture:
    return Fixture(
        fixture_id=FixtureId(61),
        gameweek=Gameweek(7),
        kickoff=KICKOFF,
        home=ClubId(1),
        away=ClubId(2),
        started=started,
        over=over,
    )


@pytest.mark.parametrize(
    ("minutes", "started", "over", "phase", "expected"),
    [
        (-600, False, False, Phase.UPCOMING, Mood.QUIET),
        (-89, False, False, Phase.LIVE, Mood.DEADLINE),
        (-20, False, False, Phase.LIVE, Mood.DEADLINE),
        (-10, False, False, Phase.LIVE, Mood.MATCH_DAY),
        (-4, False, False, Phase.LIVE, Mood.IN_PLAY),
        (1, False, False, Phase.LIVE, Mood.IN_PLAY),
        (60, True, False, Phase.LIVE, Mood.IN_PLAY),
        (119, False, False, Phase.LIVE, Mood.IN_PLAY),
        (130, True, True, Phase.PROVISIONAL, Mood.SETTLING),
        (600, True, True, Phase.PROVISIONAL, Mood.SETTLING),
        (1500, True, True, Phase.FINAL, Mood.QUIET),
    ],
)
def test_the_mood_of_a_match(
    *, minutes: int, started: bool, over: bool, phase: Phase, expected: Mood
) -> None:
    """From five minutes before kick-off until the whistle a match is in play."""
    now = KICKOFF + timedelta(minutes=minutes)
    found = mood(now, phase, [fixture(started=started, over=over)], [STATE])
    assert found is expected


def test_a_match_that_was_called_off_does_not_keep_fpl_busy() -> None:
    """Two hours after a kick-off that did not happen the day is quiet again."""
    late = KICKOFF + timedelta(hours=6)
    assert mood(late, Phase.LIVE, [fixture()], [STATE]) is Mood.QUIET
