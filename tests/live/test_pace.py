"""How often FPL is asked, by what is going on."""

import pytest

from fplbanter.fpl.freshness import YOUNG
from fplbanter.game.moods import Mood
from fplbanter.live.pace import Reading, seconds_between
from fplbanter.live.rhythm import LOOK_SECONDS

SEASON = (Reading.SEASON, Reading.FIXTURES, Reading.LIVE, Reading.DAY_STATUS)


@pytest.mark.parametrize("mood", Mood)
def test_the_poller_alone_stays_far_below_the_budget(mood: Mood) -> None:
    """FPL allows a hundred a minute; what is read for everybody takes three."""
    paces = (seconds_between(reading, mood) for reading in SEASON)
    assert sum(60 / seconds for seconds in paces if seconds) <= 3.4


@pytest.mark.parametrize("mood", Mood)
def test_what_is_due_is_not_answered_from_the_last_reading(mood: Mood) -> None:
    """The gateway would take a copy for new that is as old as the poller's pace."""
    for reading in SEASON:
        seconds = seconds_between(reading, mood)
        assert seconds is None or seconds > YOUNG * seconds + LOOK_SECONDS


def test_points_are_read_most_often_while_a_ball_is_kicked() -> None:
    """A goal is on the page within a minute, and at night nobody asks for goals."""
    in_play = seconds_between(Reading.LIVE, Mood.IN_PLAY)
    assert in_play == 45
    assert in_play + LOOK_SECONDS < 60
    assert seconds_between(Reading.LIVE, Mood.QUIET) is None
    assert seconds_between(Reading.TABLES, Mood.IN_PLAY) is None


def test_an_installation_may_read_points_more_often() -> None:
    """Only those in play."""
    assert seconds_between(Reading.LIVE, Mood.IN_PLAY, 20.0) == 20
    assert seconds_between(Reading.LIVE, Mood.MATCH_DAY, 20.0) == 300
