"""Virtual time: frozen, paced, and the demo's own."""

from datetime import UTC, datetime, timedelta

import pytest

from fplbanter.simulator import Simulator, SimulatorClock, build_demo
from fplbanter.simulator.demo import PLAY_PACE, DemoPace

START = datetime(2026, 10, 17, 15, tzinfo=UTC)


class Ticks:
    """Real seconds that a test moves by hand."""

    def __init__(self) -> None:
        self.real = 0.0

    def __call__(self) -> float:
        return self.real


def test_it_stands_still_until_it_has_a_pace() -> None:
    """No pace, no time; with one it runs from there; frozen it keeps its time."""
    ticks = Ticks()
    clock = SimulatorClock(START, ticks=ticks)
    ticks.real = 100
    assert clock.now() == START
    clock.set_pace(60)
    ticks.real = 110
    assert clock.now() == START + timedelta(minutes=10)
    clock.set_pace(0)
    ticks.real = 500
    assert clock.now() == START + timedelta(minutes=10)
    clock.advance(30)
    assert clock.now() == START + timedelta(minutes=10, seconds=30)
    clock.move_to(START)
    assert clock.now() == START


@pytest.fixture
def pace(season: Simulator) -> DemoPace:
    """Return the demo's pace for the shared season."""
    return DemoPace(season.world.calendar)


def test_a_match_day_takes_about_three_minutes(
    season: Simulator, pace: DemoPace
) -> None:
    """Gameweek 7's Saturday, kick-off to last whistle."""
    ticks, day = Ticks(), season.world.calendar.gameweek(7).days[0]
    clock = SimulatorClock(day.first - timedelta(minutes=2), pace, ticks)
    assert clock.pace == PLAY_PACE
    while clock.now() < day.whistle:
        ticks.real += 1
    assert 150 <= ticks.real <= 200


def test_idle_time_passes_in_seconds_and_in_steps(
    season: Simulator, pace: DemoPace
) -> None:
    """From the last whistle to the next kick-off: settled, updating, picks, in 25 s."""
    week, following = (
        season.world.calendar.gameweek(7),
        season.world.calendar.gameweek(8),
    )
    ticks = Ticks()
    clock = SimulatorClock(week.whistle, pace, ticks)
    seen: dict[str, float] = {}
    while clock.now() < following.days[0].first:
        ticks.real += 0.25
        now = clock.now()
        if now >= week.settled:
            seen.setdefault("settled", ticks.real)
        if season.world.calendar.is_updating(now):
            seen.setdefault("updating", ticks.real)
        if now >= following.picks_out:
            seen.setdefault("picks", ticks.real)
    assert list(seen) == ["settled", "updating", "picks"]
    assert seen["settled"] <= 10
    assert ticks.real <= 26


def test_one_long_look_away_ends_at_the_same_moment(
    season: Simulator, pace: DemoPace
) -> None:
    """Time does not depend on how often it is asked for."""
    start = season.world.calendar.gameweek(7).busiest
    often, seldom = Ticks(), Ticks()
    watched = SimulatorClock(start, pace, often)
    ignored = SimulatorClock(start, pace, seldom)
    for _ in range(400):
        often.real += 1
        watched.now()
    seldom.real = 400
    assert abs(watched.now() - ignored.now()) < timedelta(seconds=1)


def test_the_pace_never_ends_before_the_season(
    season: Simulator, pace: DemoPace
) -> None:
    """Every moment of the season has a pace above nought."""
    at = season.world.calendar.gameweek(1).deadline - timedelta(days=30)
    while at < season.world.calendar.gameweek(38).settled + timedelta(days=3):
        speed, until = pace.leg(at)
        assert speed > 0
        assert until is None or until > at
        at += timedelta(hours=7)


def test_the_demo_starts_in_the_middle_of_a_match_day() -> None:
    """Some matches are over, several in play, some to come; and time runs."""
    demo = build_demo(26)
    fixtures = demo.answer("/api/fixtures/", {"event": "7"}).json()
    assert any(row["finished_provisional"] for row in fixtures)
    playing = [r for r in fixtures if r["started"] and not r["finished_provisional"]]
    assert len(playing) >= 3
    assert any(not row["started"] for row in fixtures)
    assert demo.clock.pace == PLAY_PACE


def test_stages(season: Simulator) -> None:
    """Every stage of every gameweek is a moment; the stages are in order."""
    for gameweek in (1, 16, 24, 38):
        moments = [
            season.move_to(gameweek, stage)
            for stage in ("upcoming", "updating", "picks", "live", "over", "settled")
        ]
        assert moments == sorted(moments)
    for gameweek, stage in ((0, "live"), (39, "live"), (3, "tea")):
        with pytest.raises(ValueError, match="there is no"):
            season.move_to(gameweek, stage)
