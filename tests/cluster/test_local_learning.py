"""The budget of one process learns from FPL's refusals, and says how it stands."""

import asyncio
from itertools import pairwise

import pytest
from tests.cluster.hours import Desk

from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.spender import Budgeting
from fplbanter.errors import UpstreamPaused as Busy

pytestmark = pytest.mark.anyio


async def test_a_refusal_halves_the_rate_and_it_climbs_back(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Half at once, a tenth of the setting more each minute, never above it."""
    desk = Desk(10.0, 10_000)
    await desk.budget.penalise("429")
    assert "429" in caplog.text
    await desk.settle(*(desk.ask(Lane.PERSON) for _ in range(11)))
    gaps = [after - before for before, after in pairwise(desk.moments)]
    assert min(gaps) > 0.2
    assert desk.budget.report().factor == pytest.approx(0.5, abs=0.01)
    desk.hours.now += 3600
    assert desk.budget.report().factor == 1.0
    assert desk.budget.report().rate == 10.0


async def test_a_pause_turns_away_who_comes_and_who_waits_already() -> None:
    """Of its group only; nobody's slot is spent for that."""
    desk = Desk(1.0, 100)
    await desk.settle(desk.ask(Lane.PERSON))

    refused: list[tuple[str, float | None]] = []

    async def ask(group: str) -> None:
        try:
            async with desk.budget.slot(Lane.BACKFILL, group):
                pass
        except Busy as busy:
            refused.append((group, busy.retry_after))

    tasks = [asyncio.create_task(ask(g)) for g in ("entry", "season", "entry")]
    await asyncio.sleep(0)
    await desk.budget.pause_until(1e9, "entry")
    tasks.append(asyncio.create_task(ask("entry")))
    await desk.settle(*tasks)
    assert refused == [("entry", 900.0)] * 3
    assert desk.budget.report().spent == 2
    assert desk.budget.report().pauses.keys() == {"entry"}
    desk.hours.now += 900
    assert desk.budget.paused("entry") == 0.0


@pytest.mark.parametrize("seconds", [-5.0, 0.0, float("nan")])
async def test_a_pause_of_nothing_is_none(seconds: float) -> None:
    """Nonsense holds nobody back."""
    desk = Desk(1.0, 100)
    await desk.budget.pause_until(seconds)
    assert desk.budget.paused() == 0.0


async def test_the_report_tells_who_waits_and_what_was_spent() -> None:
    """As the shared budget's does: both can take each other's place."""
    desk = Desk(1.0, 100, in_flight=1)
    budgeting: Budgeting = desk.budget
    tasks = [desk.ask(Lane.PERSON), desk.ask(Lane.BACKFILL), desk.ask(Lane.BACKFILL)]
    await desk.hours.run(lambda: desk.budget.waiting() == 2)
    report = budgeting.report()
    assert (report.spent, report.used_minute, report.processes) == (1, 1, 1)
    assert (report.waiting[Lane.BACKFILL], budgeting.waiting()) == (2, 2)
    assert report.oldest.keys() == {Lane.BACKFILL}
    await desk.settle(*tasks)
    report = budgeting.report()
    assert (report.spent, report.in_flight, report.oldest) == (3, 0, {})
    assert report.waited == pytest.approx(1.07 + 2.14)


@pytest.mark.parametrize("turns", range(4))
async def test_who_is_cancelled_as_a_pause_begins_keeps_no_place(turns: int) -> None:
    """Nobody holds a slot then, so nobody gives one back."""
    desk = Desk(1.0, 100, in_flight=1)
    await desk.settle(desk.ask(Lane.PERSON))
    unlucky = asyncio.create_task(desk.budget.slot().__aenter__())
    await asyncio.sleep(0)
    await desk.budget.pause_until(1.0)
    for _ in range(turns):
        await asyncio.sleep(0)
    unlucky.cancel()
    await asyncio.gather(unlucky, return_exceptions=True)
    desk.hours.now += 1
    await desk.settle(desk.ask(Lane.LIVE), desk.ask(Lane.LIVE))
    assert len(desk.moments) == 3
    assert desk.budget._free._value == 1
