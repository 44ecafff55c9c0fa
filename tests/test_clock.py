"""Clocks: the machine's, one that stands still, one that follows another."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest

from fplbanter.clock import Clock, FrozenClock, PacedClock, SystemClock

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 10, 17, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "clock", [SystemClock(), FrozenClock(NOON), PacedClock(NOON, 60.0)]
)
async def test_every_clock_tells_aware_utc_and_seconds_that_rise(clock: Clock) -> None:
    """Nothing else in the program asks the machine for the time."""
    assert clock.now().tzinfo is UTC
    before = clock.elapsed()
    await clock.sleep(0.001)
    assert clock.elapsed() > before
    assert clock.pace >= 1.0


def test_the_systems_clock_is_the_machines() -> None:
    """In UTC, whatever the machine's zone."""
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_frozen_clock_stands_until_it_is_moved() -> None:
    """A recording is always of the moment at which it was made."""
    clock = FrozenClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.move_to(NOON + timedelta(hours=1))
    assert clock.now() == NOON + timedelta(hours=1)


def test_a_paced_clock_carries_on_between_two_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At sixty times the pace a second is a minute; setting it moves it at once."""
    real = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: real[0])
    clock = PacedClock(NOON, 60.0)
    real[0] += 2.0
    assert clock.now() == NOON + timedelta(minutes=2)
    assert clock.elapsed() == clock.now().timestamp()
    clock.set(NOON + timedelta(hours=3), 1.0)
    assert clock.now() == NOON + timedelta(hours=3)
    real[0] += 2.0
    assert clock.now() == NOON + timedelta(hours=3, seconds=2)
    clock.set(NOON, 0.0)
    real[0] += 100.0
    assert clock.now() == NOON


def test_a_clock_that_slows_down_is_fast_for_a_little_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was read while it raced must not be stale the moment it brakes."""
    real = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: real[0])
    clock = PacedClock(NOON, 5_000.0)
    real[0] += 1.0
    clock.set(NOON, 195.0)
    assert clock.pace == 5_000.0
    real[0] += 10.0
    clock.set(NOON, 195.0)
    assert clock.pace == 195.0
    real[0] += 10.0
    clock.set(NOON, 0.0)
    assert clock.pace == 1.0


async def test_sleeping_on_a_fast_clock_takes_little_real_time() -> None:
    """A minute at six thousand times the pace is ten milliseconds."""
    clock, begun = PacedClock(NOON, 6_000.0), time.monotonic()
    await clock.sleep(60)
    assert clock.now() >= NOON + timedelta(seconds=60)
    assert time.monotonic() - begun < 1.0


async def test_a_sleeper_wakes_when_the_clock_is_set_past_it() -> None:
    """The simulator jumped to the next gameweek: nobody sleeps through it."""
    clock = PacedClock(NOON, 1.0)
    sleeper = asyncio.create_task(clock.sleep(3_600))
    await asyncio.sleep(0)
    assert not sleeper.done()
    clock.set(NOON + timedelta(hours=2), 1.0)
    await asyncio.wait_for(sleeper, 2.0)


async def test_a_clock_that_stands_still_wakes_nobody() -> None:
    """A frozen demo waits, without spinning, until it is set going."""
    clock = PacedClock(NOON, 0.0)
    sleeper = asyncio.create_task(clock.sleep(1))
    await asyncio.sleep(0.01)
    assert not sleeper.done()
    clock.set(NOON, 1_000.0)
    await asyncio.wait_for(sleeper, 2.0)
