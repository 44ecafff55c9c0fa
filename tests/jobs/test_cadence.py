"""How often FPL is asked, by what is going on."""

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
from fplbanter.jobs.cadence import PACES, Mood, Reading, mood

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


@pytest.mark.parametrize("each", Mood)
def test_the_poller_alone_stays_far_below_the_budget(each: Mood) -> None:
    """FPL allows a hundred a minute; what is read for everybody takes three."""
    pace = PACES[each]
    season = (Reading.SEASON, Reading.FIXTURES, Reading.LIVE, Reading.DAY_STATUS)
    paces = (pace.of(reading) for reading in season)
    assert sum(60 / seconds for seconds in paces if seconds) <= 3


def test_points_are_read_most_often_while_a_ball_is_kicked() -> None:
    """A goal is on the page within a minute, and at night nobody asks for goals."""
    assert PACES[Mood.IN_PLAY].of(Reading.LIVE) == 45
    assert PACES[Mood.QUIET].of(Reading.LIVE) is None
    assert PACES[Mood.IN_PLAY].of(Reading.TABLES) is None
