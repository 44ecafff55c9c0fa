"""When each reading is due: by the mood, by what failed, by who watches."""

from datetime import UTC, datetime, timedelta

import pytest

from fplbanter.game.moods import Mood
from fplbanter.live.pace import Reading, seconds_between
from fplbanter.live.rhythm import (
    LEAST_LOOK_SECONDS,
    LOOK_SECONDS,
    RETRY_SECONDS,
    UNSAVED_SECONDS,
    UNWATCHED_SECONDS,
    Rhythm,
)

NOW = datetime(2026, 10, 10, 15, tzinfo=UTC)
PLAY, QUIET = Mood.IN_PLAY, Mood.QUIET
PACES = [
    (reading, mood, seconds)
    for reading in Reading
    for mood in Mood
    if (seconds := seconds_between(reading, mood)) is not None
]
NEVER = [
    (reading, mood)
    for reading in Reading
    for mood in Mood
    if seconds_between(reading, mood) is None
]


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def rhythm(
    *readings: Reading, failed: bool = False, live_seconds: float | None = None
) -> Rhythm:
    """Have these read now."""
    found = Rhythm(live_seconds)
    for reading in readings:
        found.begun(reading, NOW)
        if not failed:
            found.succeeded(reading)
    return found


@pytest.mark.parametrize(("reading", "mood", "seconds"), PACES)
def test_each_is_due_when_the_mood_has_it(
    reading: Reading, mood: Mood, seconds: float
) -> None:
    """At once the first time, then not before its seconds are over."""
    assert Rhythm().is_due(reading, NOW, mood)
    read = rhythm(reading)
    assert not read.is_due(reading, NOW, mood)
    assert not read.is_due(reading, after(seconds - 0.001), mood)
    assert read.is_due(reading, after(seconds), mood)


@pytest.mark.parametrize(("reading", "mood"), NEVER)
def test_what_is_not_read_in_a_mood_is_never_due(reading: Reading, mood: Mood) -> None:
    """Not the first time, not after days, not where it failed."""
    assert not Rhythm().is_due(reading, NOW, mood)
    assert not rhythm(reading, failed=True).is_due(reading, after(1e6), mood)


@pytest.mark.parametrize(("reading", "mood", "seconds"), PACES)
def test_what_failed_is_tried_again_soon(
    reading: Reading, mood: Mood, seconds: float
) -> None:
    """After a minute, or sooner where it is read more often anyway."""
    soon, failed = min(seconds, RETRY_SECONDS), rhythm(reading, failed=True)
    assert not failed.is_due(reading, after(soon - 0.001), mood)
    assert failed.is_due(reading, after(soon), mood)


def test_what_succeeds_has_not_failed_any_more() -> None:
    """The next try ends the hurry; the others' failures are theirs."""
    read = rhythm(Reading.SEASON, Reading.FIXTURES, failed=True)
    read.begun(Reading.SEASON, NOW)
    read.succeeded(Reading.SEASON)
    assert not read.is_due(Reading.SEASON, after(RETRY_SECONDS), QUIET)
    assert read.is_due(Reading.FIXTURES, after(RETRY_SECONDS), QUIET)


@pytest.mark.parametrize(("reading", "mood", "seconds"), PACES)
def test_what_was_not_saved_is_tried_again_at_once(
    reading: Reading, mood: Mood, seconds: float
) -> None:
    """Sooner than what failed: the other processes know nothing of it."""
    unsaved = rhythm(reading, failed=True)
    unsaved.was_not_saved(reading)
    soon = min(seconds, UNSAVED_SECONDS)
    assert not unsaved.is_due(reading, after(soon - 0.001), mood)
    assert unsaved.is_due(reading, after(soon), mood)
    assert unsaved.pause(NOW, mood) <= LOOK_SECONDS
    # The next try is one like any other.
    unsaved.begun(reading, NOW)
    assert unsaved.seconds(reading, mood) == min(seconds, RETRY_SECONDS)
    unsaved.succeeded(reading)
    assert unsaved.seconds(reading, mood) == seconds


def test_unsaved_points_are_looked_at_sooner_than_others() -> None:
    """The pause ends when they are due again; at night they are not due at all."""
    unsaved = rhythm(Reading.LIVE, failed=True)
    unsaved.was_not_saved(Reading.LIVE)
    assert unsaved.pause(NOW, PLAY) == UNSAVED_SECONDS
    assert unsaved.seconds(Reading.LIVE, QUIET) is None
    assert unsaved.seconds(Reading.SEASON, PLAY) == 900


def test_what_was_never_begun_may_succeed() -> None:
    """Somebody else may have read it."""
    read = Rhythm()
    read.succeeded(Reading.LIVE)
    assert read.is_due(Reading.LIVE, NOW, PLAY)


@pytest.mark.parametrize("reading", [Reading.LIVE, Reading.DAY_STATUS, Reading.SEASON])
@pytest.mark.parametrize("mood", Mood)
def test_what_is_missing_is_read_within_a_minute(reading: Reading, mood: Mood) -> None:
    """Whatever goes on; and never more often than each minute for it."""
    usual = seconds_between(reading, mood) or RETRY_SECONDS
    seconds = min(usual, RETRY_SECONDS)
    read = rhythm(reading)
    assert Rhythm().is_due(reading, NOW, mood, urgent=True)
    assert not read.is_due(reading, after(seconds - 0.001), mood, urgent=True)
    assert read.is_due(reading, after(seconds), mood, urgent=True)


@pytest.mark.parametrize(("reading", "mood", "seconds"), PACES)
def test_what_nobody_watches_is_read_less_often(
    reading: Reading, mood: Mood, seconds: float
) -> None:
    """Points and the days' status; all else as ever."""
    read = rhythm(reading)
    read.watched = False
    rarer = max(seconds, UNWATCHED_SECONDS.get(reading, 0))
    assert read.seconds(reading, mood) == rarer
    assert not read.is_due(reading, after(rarer - 0.001), mood)
    assert read.is_due(reading, after(rarer), mood)


def test_unwatched_points_are_not_read_where_watched_are_not() -> None:
    """Less often is never more often; nor by what the installation has set."""
    read = Rhythm(20)
    read.watched = False
    assert read.seconds(Reading.LIVE, QUIET) is None
    assert read.seconds(Reading.LIVE, PLAY) == UNWATCHED_SECONDS[Reading.LIVE]
    read.watched = True
    assert read.seconds(Reading.LIVE, PLAY) == 20


def test_unwatched_points_that_failed_or_lack_are_read_within_a_minute() -> None:
    """A start in mid-match shows points, whoever looks."""
    read = rhythm(Reading.LIVE, failed=True)
    read.watched = False
    assert read.is_due(Reading.LIVE, after(RETRY_SECONDS), PLAY)
    read.succeeded(Reading.LIVE)
    assert not read.is_due(Reading.LIVE, after(RETRY_SECONDS), PLAY)
    assert read.is_due(Reading.LIVE, after(RETRY_SECONDS), PLAY, urgent=True)


@pytest.mark.parametrize("reading", Reading)
@pytest.mark.parametrize("mood", Mood)
def test_where_nothing_is_known_all_is_due_at_each_look(
    reading: Reading, mood: Mood
) -> None:
    """Also what the mood would not have: nobody knows the mood yet."""
    read = rhythm(reading)
    read.is_empty = True
    assert read.seconds(reading, mood) == LOOK_SECONDS
    assert not read.is_due(reading, after(LOOK_SECONDS - 0.001), mood)
    assert read.is_due(reading, after(LOOK_SECONDS), mood)


@pytest.mark.parametrize("reading", [Reading.LIVE, Reading.SEASON])
def test_a_clock_that_was_set_back_makes_all_due(reading: Reading) -> None:
    """What was read in the future says nothing of now."""
    read = rhythm(reading)
    assert read.is_due(reading, after(-0.001), PLAY)
    assert read.is_due(reading, after(-86_400), PLAY)
    assert 0 < read.pause(after(-86_400), PLAY) <= LOOK_SECONDS


def test_what_somebody_else_read_is_due_as_of_then() -> None:
    """The leader after another goes on where he was; a later one changes nothing."""
    read = Rhythm()
    read.was_read(Reading.LIVE, after(-30))
    assert not read.is_due(Reading.LIVE, NOW, PLAY)
    assert read.is_due(Reading.LIVE, after(15), PLAY)
    read.was_read(Reading.LIVE, NOW)
    assert read.is_due(Reading.LIVE, after(15), PLAY)
    read.was_read(Reading.LIVE, after(-40))
    assert read.is_due(Reading.LIVE, after(5), PLAY)
    assert not read.is_due(Reading.LIVE, after(5), Mood.MATCH_DAY)


@pytest.mark.parametrize(
    ("since", "pause"),
    [
        (0, LOOK_SECONDS),
        (34, LOOK_SECONDS),
        (35, 10),
        (40, 5),
        (43.5, 1.5),
        (44.5, LEAST_LOOK_SECONDS),
        (45, LEAST_LOOK_SECONDS),
        (500, LEAST_LOOK_SECONDS),
    ],
)
def test_points_are_never_late_for_a_look(since: float, pause: float) -> None:
    """The pause ends when they are due, within its bounds."""
    assert rhythm(Reading.LIVE).pause(after(since), PLAY) == pause


def test_where_no_points_are_due_the_pause_is_the_usual() -> None:
    """At night, and before they were ever read."""
    assert Rhythm().pause(NOW, PLAY) == LOOK_SECONDS
    assert rhythm(Reading.LIVE).pause(after(500), QUIET) == LOOK_SECONDS
    often = rhythm(Reading.LIVE, live_seconds=4)
    assert often.pause(after(0), PLAY) == 4
    assert often.pause(after(3.5), PLAY) == LEAST_LOOK_SECONDS
