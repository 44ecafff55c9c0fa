"""Intakes: how far each has come, and which to go on with."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fplbanter.game.model import LeagueId, Season
from fplbanter.store.database import Store
from fplbanter.store.intakes import Intake, IntakeState

pytestmark = pytest.mark.anyio

SEASON = Season("2026-27")
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


def intake(number: int, state: IntakeState) -> Intake:
    return Intake(LeagueId(number), 50, 31, 0, state, "", NOW, NOW)


async def test_progress_replaces_what_was_before(store: Store) -> None:
    """A league has one intake, however often it is read."""
    reading = intake(900, IntakeState.READING)
    failed = replace(reading, state=IntakeState.FAILED, reason="FPL is down.")
    await store.intakes.save_progress(SEASON, reading)
    await store.intakes.save_progress(SEASON, failed)

    assert await store.intakes.find_progress(SEASON, LeagueId(900)) == failed
    assert await store.database["intakes"].count_documents({}) == 1


async def test_a_league_never_taken_in_has_no_progress(store: Store) -> None:
    """Nothing is made up, and last season's intake is not this season's."""
    complete = intake(900, IntakeState.COMPLETE)
    await store.intakes.save_progress(Season("2025-26"), complete)

    assert await store.intakes.find_progress(SEASON, LeagueId(900)) is None
